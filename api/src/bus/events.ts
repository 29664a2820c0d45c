import type {
  Conversation,
  ConversationId,
  ConversationKind,
  MemberRole,
  Message,
  Presence,
  SessionId,
  UserId,
} from '@parley/shared'

export interface ReadEvent {
  readonly type: 'read'
  readonly conversationId: ConversationId
  readonly userId: UserId
  readonly seq: number
}

export interface TypingEvent {
  readonly type: 'typing'
  readonly conversationId: ConversationId
  /** Who typed last. */
  readonly userId: UserId
  /** Everyone who has typed since the event before, the last one included. */
  readonly userIds: UserId[]
}

/**
 * What instances remember of the person, or of everyone in the conversation, may be out of date: the stores decide.
 * To the presence topic of a person: with whom they share a conversation may have changed.
 */
export interface RecheckEvent {
  readonly type: 'memory-stale'
}

/** To the topic of a conversation; `read` only in direct ones, for in a large group everyone would tell everyone. */
export type ConversationEvent =
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'change'; readonly message: Message }
  | ReadEvent
  | TypingEvent
  | { readonly type: 'conversation-changed'; readonly conversation: Conversation }
  | RecheckEvent

/** To the topic of a person. */
export type UserEvent =
  | {
      readonly type: 'joined'
      readonly conversationId: ConversationId
      readonly kind: ConversationKind
      readonly role: MemberRole
      readonly readsFromSeq: number
    }
  /** Role or mute: the person's own view of the conversation changed. */
  | {
      readonly type: 'membership-changed'
      readonly conversationId: ConversationId
      readonly role: MemberRole
    }
  | {
      readonly type: 'left'
      readonly conversationId: ConversationId
      readonly reason: 'left' | 'removed' | 'closed'
    }
  /** One's own position, for one's other devices. */
  | ReadEvent
  | { readonly type: 'sessions-ended'; readonly sessionIds: readonly SessionId[] }
  | RecheckEvent

/** To the presence topic of a person. */
export type PresenceEvent = { readonly type: 'presence'; readonly presence: Presence } | RecheckEvent

export type BusEvent = ConversationEvent | UserEvent | PresenceEvent
