import type { ConversationId, ConversationSummary, Membership } from '@parley/shared'

import { withEntry, withMember, withoutEntry, type Chat } from '../chat.ts'

/** What else of a conversation may be otherwise when this is: what is unread, what was written last, who it is with. */
const telling = ['canWrite', 'hidden', 'readsFromSeq'] as const

/** One's own part in a conversation has changed, here or on another device. What that means is asked for. */
export function withMembership(chat: Chat, id: ConversationId, told: Membership): Chat {
  const summary = chat.conversations.get(id)
  if (!summary) return chat
  const known = summary.membership
  const membership = { ...told, readSeq: Math.max(known.readSeq, told.readSeq) }
  const changed = withEntry(chat.conversations, id, { ...summary, membership })
  const isSame = telling.every((part) => known[part] === told[part])
  // Who typed a moment ago was shut out since.
  const typing = told.canWrite ? chat.typing : withoutEntry(chat.typing, id)
  return { ...chat, typing, conversations: changed, stale: isSame ? chat.stale : withMember(chat.stale, id) }
}

const isMutedForATime = ({ membership }: ConversationSummary): boolean =>
  membership.muted && Boolean(membership.mutedUntil) // what an older server, or this device, knew has none

const muteEnd = ({ membership }: ConversationSummary): number => Date.parse(membership.mutedUntil ?? '')

/** What was muted until now is so no longer. */
export function withMutesEnded(chat: Chat, nowMs: number): Chat {
  const over = [...chat.conversations].filter(
    ([, summary]) => isMutedForATime(summary) && muteEnd(summary) <= nowMs,
  )
  const conversations = over.reduce((next, [id, summary]) => {
    const membership = { ...summary.membership, muted: false, notify: 'all' as const, mutedUntil: null }
    return withEntry(next, id, { ...summary, membership })
  }, chat.conversations)
  return over.length === 0 ? chat : { ...chat, conversations }
}

/** When the first of them is over; null where there is none. */
export function nextMuteEnd({ conversations }: Chat): number | null {
  const ends = [...conversations.values()].filter(isMutedForATime).map(muteEnd)
  return ends.length === 0 ? null : Math.min(...ends)
}
