import type { ConversationId, ConversationSummary, Notify } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { openMenu, type MenuItem } from '../components/menu.ts'
import type { Client } from '../client.ts'
import { clockTime } from '../format/time.ts'
import { directActions } from './direct-actions.ts'
import { expiryAction } from '../expiry/expiry-action.ts'
import { tell } from './group-actions.ts'

const hourMs = 3_600_000

/** What one can do about a conversation with somebody, and how long it is to be silent. */
export const talkActions = (client: Client, summary: ConversationSummary): (MenuItem | null)[] => [
  muteAction(client, summary),
  expiryAction(client, summary),
  ...directActions(client, summary),
]

/** Mutes, for as long as one chooses, or all but mentions; or ends it. Nobody else writes into one's notes. */
export function muteAction(
  client: Client,
  { conversation, membership }: ConversationSummary,
): MenuItem | null {
  const { mute: label, unmute } = words.details
  if (conversation.kind === 'notes') return null
  if (!membership.muted)
    return { label, icon: 'mute', run: (from) => openMenu(from, label, levels(client, conversation.id)) }
  const { mutedUntil, mentionsOnly } = words.notifications
  const until = membership.mutedUntil && mutedUntil(clockTime(membership.mutedUntil))
  const hint = [membership.notify === 'mentions' && mentionsOnly, until].filter(Boolean).join(' · ')
  const end = () => void setNotify(client, conversation.id, 'all', null)
  return { label: unmute, icon: 'bell', run: end, ...(hint && { hint }) }
}

/** Nothing for a while; or nothing but mentions, for as long. */
function levels(client: Client, id: ConversationId): MenuItem[] {
  const { mentionsOnly: label } = words.notifications
  const run = (from: HTMLElement) => openMenu(from, label, durations(client, id, 'mentions'))
  return [...durations(client, id, 'none'), { label, icon: 'at', run }]
}

function durations(client: Client, id: ConversationId, notify: Notify): MenuItem[] {
  const { hour, hours, open } = words.notifications.mute
  const mute = (forMs: number | null) => () => {
    const until = forMs === null ? null : new Date(client.clock.read().getTime() + forMs)
    void setNotify(client, id, notify, until?.toISOString() ?? null)
  }
  return [
    { label: hour, icon: 'clock', run: mute(hourMs) },
    { label: hours, icon: 'clock', run: mute(8 * hourMs) },
    { label: open, icon: 'mute', run: mute(null) },
  ]
}

async function setNotify(client: Client, id: ConversationId, notify: Notify, until: string | null) {
  const result = await client.actions.conversations.changeMembership(id, { notify, mutedUntil: until })
  tell(client, result)
  if (result.ok && until !== null) client.toasts.show(words.notifications.mutedUntil(clockTime(until)))
}
