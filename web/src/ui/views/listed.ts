import type { ConversationSummary, UserId } from '@parley/shared'
import { isNamed, nameBeginnings } from '@parley/shared/text'

import { words } from '../../i18n/index.ts'
import { button } from '../components/button.ts'
import { empty, spinner } from '../components/empty.ts'
import type { Client } from '../client.ts'
import { openNewConversation } from '../create/new-conversation-dialog.ts'
import { el } from '../dom.ts'
import { conversationName } from '../format/names.ts'

/** What was put away is found by its name. */
export function listed(all: readonly ConversationSummary[], wanted: string): ConversationSummary[] {
  const beginnings = nameBeginnings(wanted)
  if (beginnings.length === 0) return all.filter(({ membership }) => !membership.hidden)
  return all.filter((summary) => isNamed(namesOf(summary), beginnings))
}

const namesOf = (summary: ConversationSummary): string[] => {
  const { peer } = summary
  return [conversationName(summary), ...(peer && !peer.deleted ? [peer.username] : [])]
}

/**
 * In the place of a list that shows nothing.
 * @param wanted what is typed; null while nothing is known
 */
export function listState(client: Client, viewerId: UserId, wanted: string | null): HTMLElement {
  if (wanted === null) return spinner()
  if (wanted !== '') return el('p', { class: 'hint centred' }, words.list.noMatch)
  const hint = el('p', { class: 'hint' }, words.list.emptyHint)
  const start = button(words.list.start, () => openNewConversation(client, viewerId), 'primary')
  return empty('users', words.list.empty, hint, start)
}
