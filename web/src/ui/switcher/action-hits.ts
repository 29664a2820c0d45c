import type { UserId } from '@parley/shared'
import { isNamed, nameBeginnings } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import { settingsSections } from '../../router.ts'
import type { Client } from '../client.ts'
import { icon, type IconName } from '../components/icon.ts'
import { openNewConversation } from '../create/new-conversation-dialog.ts'
import { openDirect } from '../create/open-direct.ts'
import { el } from '../dom.ts'
import { sectionTitles } from '../settings/section-titles.ts'
import { signOut } from '../sign-out.ts'
import type { Hit } from './hit.ts'
import { allKeysKey } from './key-hints.ts'
import { isApple } from './shortcut-keys.ts'
import { openShortcuts } from './shortcuts-dialog.ts'

/** So many are offered to who has not typed yet. */
const offered = 4

export interface ActionContext {
  readonly client: Client
  readonly viewerId: UserId
  /** In all messages. */
  findMessages(text: string): void
}

export function actionHits(context: ActionContext, typed: string): Hit[] {
  const all = actions(context)
  if (typed === '') return all.slice(0, offered)
  const beginnings = nameBeginnings(typed)
  return [...all.filter(({ name }) => isNamed([name], beginnings)), ...withText(context, typed)]
}

function actions({ client, viewerId }: ActionContext): Hit[] {
  const { router } = client
  const does = words.switcher.actions
  return [
    hit('write', does.conversation, () => void openNewConversation(client, viewerId)),
    hit('users', does.group, () => void openNewConversation(client, viewerId, 'group')),
    hit('at', words.list.mentions, () => router.go({ name: 'mentions' })),
    hit('gear', words.pages.settings, () => router.go({ name: 'settings', section: null })),
    { ...hit('keyboard', words.shortcuts.title, openShortcuts), key: allKeysKey },
    hit('search', does.openGroups, () => void openNewConversation(client, viewerId, 'groups')),
    hit('note', words.list.notes, () => void openDirect(client, viewerId, () => {})),
    hit('bookmark', words.pages.saved, () => router.go({ name: 'saved' })),
    ...settingsSections.map((section) =>
      hit(
        sectionTitles[section].icon,
        sectionTitles[section].text,
        () => router.go({ name: 'settings', section }),
        words.pages.settings,
      ),
    ),
    hit('out', words.signOut.action, () => void signOut(client)),
  ]
}

/** What can be done with whatever is typed. */
function withText({ client, viewerId, findMessages }: ActionContext, typed: string): Hit[] {
  const { find, groupNamed } = words.switcher.actions
  return [
    { ...hit('search', find(typed), () => findMessages(typed)), key: findKey },
    hit('users', groupNamed(typed), () => void openNewConversation(client, viewerId, 'group', typed)),
  ]
}

const findKey = isApple ? '⌘ ↵' : 'Ctrl ↵'

const hit = (picture: IconName, name: string, run: () => void, facts = ''): Hit => ({
  id: `${picture} ${name}`,
  picture: () => el('span', { class: 'switcher-glyph' }, icon(picture)),
  name,
  facts,
  run,
})
