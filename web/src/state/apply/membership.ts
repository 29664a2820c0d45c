import type { ConversationId, Membership } from '@parley/shared'

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

/** What of one's own part in a conversation is over by itself. */
export interface Ending {
  /** Null where there is nothing to end. */
  endOf(membership: Membership): string | null | undefined
  ended(membership: Membership): Membership
}

export const mute: Ending = {
  endOf: ({ muted, mutedUntil }) => (muted ? mutedUntil : null), // what an older server, or this device, knew has none
  ended: (membership) => ({ ...membership, muted: false, notify: 'all', mutedUntil: null }),
}

export const silence: Ending = {
  endOf: ({ silencedUntil }) => silencedUntil,
  ended: (membership) => {
    const { silencedUntil: _, ...rest } = membership
    return { ...rest, canWrite: true }
  },
}

/** What has ended by now is so no longer. */
export function withEnded(chat: Chat, { endOf, ended }: Ending, nowMs: number): Chat {
  const conversations = [...chat.conversations].reduce((next, [id, summary]) => {
    const end = endOf(summary.membership)
    if (!end || Date.parse(end) > nowMs) return next
    return withEntry(next, id, { ...summary, membership: ended(summary.membership) })
  }, chat.conversations)
  return conversations === chat.conversations ? chat : { ...chat, conversations }
}

/** When the first of them is over; null where there is none. */
export function nextEnd({ conversations }: Chat, { endOf }: Ending): number | null {
  const ends = [...conversations.values()].flatMap(({ membership }) => endOf(membership) || [])
  return ends.length === 0 ? null : Math.min(...ends.map((end) => Date.parse(end)))
}
