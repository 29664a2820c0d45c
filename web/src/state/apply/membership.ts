import type { ConversationId, Membership } from '@parley/shared'

import { withEntry, withMember, type Chat } from '../chat.ts'
import { withBeginning } from '../timeline.ts'

/**
 * One's own part in a conversation has changed, here or on another device. What else the change means, such as what is
 * unread, or that a message has come since, is asked for.
 */
export function withMembership(chat: Chat, id: ConversationId, told: Membership): Chat {
  const summary = chat.conversations.get(id)
  if (!summary) return chat
  const known = summary.membership
  const membership = { ...told, readSeq: Math.max(known.readSeq, told.readSeq) }
  const begun = withTimelineFrom(chat, id, membership.readsFromSeq)
  const conversations = withEntry(begun.conversations, id, { ...summary, membership })
  const isSame = (['canWrite', 'hidden', 'readsFromSeq'] as const).every((part) => known[part] === told[part])
  return { ...begun, conversations, stale: isSame ? begun.stale : withMember(begun.stale, id) }
}

/** What was there before the beginning is not there any more. */
export function withTimelineFrom(chat: Chat, id: ConversationId, beginsAt: number): Chat {
  const timeline = chat.timelines.get(id)
  if (!timeline) return chat
  return { ...chat, timelines: withEntry(chat.timelines, id, withBeginning(timeline, beginsAt)) }
}
