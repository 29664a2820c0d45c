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
