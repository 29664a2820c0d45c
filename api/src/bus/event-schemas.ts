import {
  Conversation,
  ConversationId,
  ConversationKind,
  limits,
  MemberRole,
  Message,
  object,
  Presence,
  Seq,
  SessionId,
  UserId,
} from '@parley/shared'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'

import type { BusEvent } from './events.ts'

const sessionIds = Type.Array(SessionId, { maxItems: 10_000 })
const typists = Type.Array(UserId, { minItems: 1, maxItems: limits.typistsMax })
const leftReason = Type.Union([Type.Literal('left'), Type.Literal('removed'), Type.Literal('closed')])

/** The events as they come from elsewhere: text that anyone may have written who reaches the broker. */
const schema = Type.Union([
  object({ type: Type.Literal('message'), message: Message }),
  object({ type: Type.Literal('change'), message: Message }),
  object({ type: Type.Literal('read'), conversationId: ConversationId, userId: UserId, seq: Seq }),
  object({ type: Type.Literal('typing'), conversationId: ConversationId, userId: UserId, userIds: typists }),
  object({ type: Type.Literal('conversation-changed'), conversation: Conversation }),
  object({
    type: Type.Literal('joined'),
    conversationId: ConversationId,
    kind: ConversationKind,
    role: MemberRole,
    readsFromSeq: Seq,
  }),
  object({ type: Type.Literal('membership-changed'), conversationId: ConversationId, role: MemberRole }),
  object({ type: Type.Literal('left'), conversationId: ConversationId, reason: leftReason }),
  object({ type: Type.Literal('sessions-ended'), sessionIds }),
  object({ type: Type.Literal('presence'), presence: Presence }),
  object({ type: Type.Literal('memory-stale') }),
])

const validator = Compile(schema)

/** Null for whatever is no event. */
export function parseEvent(text: string): BusEvent | null {
  const value = parsed(text)
  return validator.Check(value) ? value : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // which is no event either
  }
}
