import {
  ChangeFrame,
  Conversation,
  ConversationId,
  ConversationKind,
  ExpireAfterSeconds,
  Instant,
  Invitation,
  JoinRequestFrame,
  limits,
  MemberRole,
  nullable,
  Message,
  object,
  PersonChangedFrame,
  Presence,
  SavedFrame,
  ScheduledFrame,
  DraftFrame,
  Seq,
  SessionId,
  UserId,
} from '@parley/shared'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'

const ReadEvent = object({
  type: Type.Literal('read'),
  conversationId: ConversationId,
  userId: UserId,
  seq: Seq,
})

const TypingEvent = object({
  type: Type.Literal('typing'),
  conversationId: ConversationId,
  /** Who typed last. */
  userId: UserId,
  /** Everyone who has typed since the event before, the last one included. */
  userIds: Type.Array(UserId, { minItems: 1, maxItems: limits.typistsMax }),
})
export type TypingEvent = Static<typeof TypingEvent>

/** To the topic of a conversation; `read` only in direct ones, for in a large group everyone would tell everyone. */
const ConversationEvent = Type.Union([
  object({ type: Type.Literal('message'), message: Message }),
  ChangeFrame,
  ReadEvent,
  TypingEvent,
  object({ type: Type.Literal('conversation-changed'), conversation: Conversation }),
])

/** As in MembershipRecord; left out where they say nothing. All but the last are of direct conversations. */
const flags = {
  isClosed: Type.Optional(Type.Boolean()),
  isPeerClosed: Type.Optional(Type.Boolean()),
  hidesReads: Type.Optional(Type.Boolean()),
  silencedUntil: Type.Optional(nullable(Instant)),
}

/** To the topic of a person. */
const UserEvent = Type.Union([
  object({
    type: Type.Literal('joined'),
    conversationId: ConversationId,
    kind: ConversationKind,
    role: MemberRole,
    readsFromSeq: Seq,
    /** The other person of a direct conversation. */
    peerId: Type.Optional(nullable(UserId)),
    ...flags,
  }),
  /** The person's own view of the conversation changed. Where `isOthers`, only whether they can write may have. */
  object({
    type: Type.Literal('membership-changed'),
    conversationId: ConversationId,
    role: MemberRole,
    isOthers: Type.Optional(Type.Boolean()),
    ...flags,
  }),
  object({
    type: Type.Literal('left'),
    conversationId: ConversationId,
    reason: Type.Union([Type.Literal('left'), Type.Literal('removed'), Type.Literal('closed')]),
  }),
  /** One's own position, for one's other devices. */
  ReadEvent,
  object({ type: Type.Literal('invited'), invitation: Invitation }),
  object({ type: Type.Literal('invitation-ended'), conversationId: ConversationId }),
  /** Of a group in which this person decides who joins. */
  object({ type: Type.Literal('join-requests-changed'), conversationId: ConversationId }),
  /** These are for one's devices. */
  JoinRequestFrame,
  SavedFrame,
  PersonChangedFrame,
  ScheduledFrame,
  DraftFrame,
  /** To both people. */
  object({ type: Type.Literal('block'), blockerId: UserId, blockedId: UserId, isBlocked: Type.Boolean() }),
  /** Who may see that they are there, and so of whom they may. */
  object({ type: Type.Literal('privacy-changed') }),
  object({ type: Type.Literal('sessions-ended'), sessionIds: Type.Array(SessionId, { maxItems: 10_000 }) }),
])
export type UserEvent = Static<typeof UserEvent>

/** To the presence topic of a person. */
const PresenceEvent = Type.Union([
  object({ type: Type.Literal('presence'), presence: Presence }),
  /** With whom they share a conversation, or who may see them there, may have changed. */
  object({ type: Type.Literal('memberships-changed') }),
  PersonChangedFrame,
])

/** To every instance. */
const RulesEvent = object({
  type: Type.Literal('rules-changed'),
  conversationId: ConversationId,
  expireAfterSeconds: nullable(ExpireAfterSeconds),
  announcements: Type.Boolean(),
  version: Type.Integer({ minimum: 1 }),
})

const BusEvent = Type.Union([ConversationEvent, UserEvent, PresenceEvent, RulesEvent])
export type BusEvent = Static<typeof BusEvent>

/** Compiled for the first event that comes from elsewhere, which an instance alone never hears. */
let validator: ReturnType<typeof compiled> | undefined
const compiled = () => Compile(BusEvent)

/** An event as it comes from elsewhere: text that anyone who reaches the broker may have written. Null for whatever is none. */
export function parseEvent(text: string): BusEvent | null {
  const value = parsed(text)
  validator ??= compiled()
  return validator.Check(value) ? value : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // which is no event either
  }
}
