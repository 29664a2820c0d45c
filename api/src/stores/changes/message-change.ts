import type { ConversationId, Mentions, Message, UserId } from '@parley/shared'

import type { Reaction, ReactionRefusal } from './reaction-rules.ts'

interface ChangeOfMessage {
  readonly conversationId: ConversationId
  readonly seq: number
  /** Who changes it. */
  readonly senderId: UserId
  readonly at: Date
}

/** An edit (`text`) or a deletion (`text` is null). */
export interface TextChange extends ChangeOfMessage {
  readonly text: string | null
  /** The `editedAt` of the message that was edited; left out where any may be. */
  readonly baseEditedAt?: string | null
  /** Of a deletion: who owns or moderates the group may delete what others wrote. */
  readonly isModerator?: boolean
  /** Of the text; left out where it mentions nobody. */
  readonly mentions?: Mentions
}

/** A reaction to a message, or that it is taken back. */
export interface ReactionChange extends ChangeOfMessage {
  readonly reaction: Reaction
}

/** Takes all reactions off a message: by its author, or by who owns or moderates the group. */
export interface ReactionClearing extends ChangeOfMessage {
  readonly clearsReactions: { readonly isModerator: boolean }
}

/** Forgets what one's own message said before its edits. */
export interface StateClearing extends ChangeOfMessage {
  readonly clearsStates: true
}

/** Pins a message in its conversation, or unpins it. Whoever asks for it may. */
export interface PinChange extends ChangeOfMessage {
  readonly pin: { readonly isOn: boolean }
}

/** Makes a tombstone of a message whose time is over. */
export interface ExpiryChange extends ChangeOfMessage {
  readonly expiry: true
}

export type MessageChange =
  TextChange | ReactionChange | ReactionClearing | StateClearing | PinChange | ExpiryChange

export type ChangeOutcome =
  | { readonly kind: 'changed'; readonly message: Message }
  /** It is in that state already (deleted, pinned, has that text or that reaction): no new rev was taken. */
  | { readonly kind: 'unchanged'; readonly message: Message }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-author' }
  /** An edit of, a reaction to, or a pin on a deleted message. */
  | { readonly kind: 'deleted' }
  /** It was edited since the state that the edit was made from. */
  | { readonly kind: 'edited-since' }
  | { readonly kind: 'not-pinnable' }
  /** The conversation has limits.pinsMax of them. */
  | { readonly kind: 'too-many-pins' }
  /** An edit of what was forwarded. */
  | { readonly kind: 'forwarded' }
  | { readonly kind: ReactionRefusal }
