import type { FoundGroup } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { button } from '../components/button.ts'
import { icon } from '../components/icon.ts'
import { bdi, el, type Child } from '../dom.ts'
import { openAsk } from '../moderation/ask-dialog.ts'
import { enterGroup } from './enter-group.ts'

/** The way into a group that was found: at once where it is open, and by asking where it is closed. */
export function groupEntry(client: Client, found: FoundGroup, done: () => void): HTMLElement[] {
  const { conversation, member, requested } = found
  const { ask, asked, withdraw } = words.moderation.requests
  const named = (label: string, run: () => void, look: 'plain' | 'quiet') => {
    const one = button(label, run, look)
    one.setAttribute('aria-label', `${label}: ${conversation.name ?? ''}`)
    return one
  }
  const enter = () => void enterGroup(client, found, done)
  if (member) return [named(words.create.joined, enter, 'quiet')]
  if (conversation.visibility === 'open') return [named(words.create.join, enter, 'plain')]
  if (!requested) return [named(ask, () => openAsk(client, conversation), 'plain')]
  const takeBack = () =>
    void client.actions.requests.withdraw(conversation.id).then((result) => {
      if (!result.ok) client.toasts.failure(result.failure)
    })
  return [el('span', { class: 'hint' }, asked), named(withdraw, takeBack, 'quiet')]
}

/** What is said of it below its name: a lock, where one has to ask. */
export function groupFacts({ conversation }: FoundGroup): Child[] {
  const { visibility, topic, memberCount } = conversation
  const lock = visibility === 'closed' && icon('lock', 'tiny')
  return [lock, words.header.members(memberCount), ...(topic ? [' · ', bdi(topic)] : [])]
}
