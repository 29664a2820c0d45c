import type { ClientId, ConversationId, GivenParts, MessageParts, UserId } from '@parley/shared'

/** One message that someone meant to send, with everything that became of it. Times are monotonic milliseconds. */
export interface SendRecord {
  readonly conversationId: ConversationId
  readonly senderId: UserId
  readonly clientId: ClientId
  readonly text: string
  /** What was sent beside the text. */
  readonly given: GivenParts
  readonly invokedAtMs: number
  /** Every positive answer, in the order of arrival: repetitions get one each. */
  readonly acks: Ack[]
  readonly changes: ChangeRecord[]
  /** The code of a definite refusal, after which nothing may be stored. */
  refusal: string | null
  /** Where it stood among the frames of one connection, if the first attempt was one and was acknowledged. */
  place: FramePlace | null
  attempts: number
  /** True when it was acknowledged at its first attempt, which was given time: good to measure by. */
  isPlain: boolean
}

export interface Ack {
  readonly seq: number
  readonly createdAt: string
  readonly atMs: number
}

export interface FramePlace {
  readonly connection: string
  readonly at: number
}

/** An edit, or a deletion when the text is null. */
export interface ChangeRecord {
  readonly text: string | null
  /** Null while no positive answer has come. */
  rev: number | null
}

/** A reaction to a message, or a pin on it, or that it was taken back. */
export interface MarkRecord {
  readonly conversationId: ConversationId
  readonly seq: number
  /** Nobody else reacts with it, so that its count says who has; null for a pin. */
  readonly emoji: string | null
  readonly isOn: boolean
  /** Of the message as it was answered; null while no positive answer has come. */
  rev: number | null
}

/** That someone saw this message in this state, by a push or by asking. */
export interface Observation {
  readonly by: string
  readonly userId: UserId
  readonly conversationId: ConversationId
  readonly seq: number
  readonly rev: number
  readonly senderId: UserId
  readonly clientId: ClientId
  readonly text: string
  readonly parts: MessageParts
  readonly isDeleted: boolean
  readonly atMs: number
  readonly isPush: boolean
}

/** Somebody was removed from a conversation; the time is that of the answer. */
export interface Removal {
  readonly userId: UserId
  readonly conversationId: ConversationId
  readonly atMs: number
  /** Then it has reached every instance. */
  readonly withinMs: number
}

/** What a client holds in the end. */
export interface ClientState {
  readonly by: string
  readonly conversations: History
}

/** A message in its present state, as the store or a client has it. */
export interface HeldMessage {
  readonly seq: number
  readonly rev: number
  readonly senderId: UserId
  readonly clientId: ClientId
  readonly text: string
  readonly parts: MessageParts
  readonly isEdited: boolean
  readonly isDeleted: boolean
  /** The server's own, which nobody sent. */
  readonly isSystem: boolean
}

export type History = ReadonlyMap<ConversationId, readonly HeldMessage[]>

/** A whole run, as the checker needs it. */
export interface Run {
  readonly sends: readonly SendRecord[]
  /** Those of each person in their order; each was settled, or given up, before the next one began. */
  readonly marks: readonly MarkRecord[]
  readonly observations: readonly Observation[]
  readonly removals: readonly Removal[]
  readonly clients: readonly ClientState[]
  /** The final history as the server has it. */
  readonly history: History
  /** Found while running: a client that was whole and had a hole. */
  readonly holes: readonly string[]
  /** From the end of all sending until everyone held the same; null when that did not come in time. */
  readonly convergenceMs: number | null
}
