import type { ConversationId, ConversationSummary } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { openMenu, type MenuItem } from '../components/menu.ts'
import type { Client } from '../client.ts'
import { clockTime } from '../format/time.ts'
import { directActions } from './direct-actions.ts'
import { tell } from './group-actions.ts'

const hourMs = 3_600_000

/** What one can do about a conversation with somebody, and how long it is to be silent. */
export const talkActions = (client: Client, summary: ConversationSummary): (MenuItem | null)[] => [
  muteAction(client, summary),
  ...directActions(client, summary),
]

/** Mutes for as long as one chooses, or ends it. Nobody else writes into one's notes. */
export function muteAction(
  client: Client,
  { conversation, membership }: ConversationSummary,
): MenuItem | null {
  const { mute: label, unmute } = words.details
  if (conversation.kind === 'notes') return null
  if (!membership.muted)
    return { label, icon: 'mute', run: (from) => openMenu(from, label, durations(client, conversation.id)) }
  const hint = membership.mutedUntil && words.notifications.mutedUntil(clockTime(membership.mutedUntil))
  const end = () => void setMuted(client, conversation.id, false, null)
  return { label: unmute, icon: 'bell', run: end, ...(hint && { hint }) }
}

function durations(client: Client, id: ConversationId): MenuItem[] {
  const { hour, hours, open } = words.notifications.mute
  const mute = (forMs: number | null) => () => {
    const until = forMs === null ? null : new Date(client.clock.read().getTime() + forMs)
    void setMuted(client, id, true, until?.toISOString() ?? null)
  }
  return [
    { label: hour, icon: 'clock', run: mute(hourMs) },
    { label: hours, icon: 'clock', run: mute(8 * hourMs) },
    { label: open, icon: 'mute', run: mute(null) },
  ]
}

async function setMuted(client: Client, id: ConversationId, muted: boolean, until: string | null) {
  const patch = { muted, mutedUntil: until }
  const result = await client.actions.conversations.changeMembership(id, patch)
  tell(client, result)
  if (result.ok && until !== null) client.toasts.show(words.notifications.mutedUntil(clockTime(until)))
}
