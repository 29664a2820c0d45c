import { Type, type Static } from 'typebox'

import { ConversationId, UserId } from '../ids.ts'
import * as limits from '../limits.ts'
import { object, Seq } from '../schemas/common.ts'
import { NewMessage } from '../schemas/message.ts'

/** Chosen by the client; the one reply to the frame carries it back. */
const ref = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', examples: ['17'] })

export const SendFrame = object({
  type: Type.Literal('send'),
  ref,
  conversationId: ConversationId,
  ...NewMessage.properties,
})

/** One has read everything up to this seq. A position only moves forward. */
export const ReadFrame = object({ type: Type.Literal('read'), ref, conversationId: ConversationId, seq: Seq })

export const TypingFrame = object({ type: Type.Literal('typing'), ref, conversationId: ConversationId })

/** Whose presence this connection wants; replaces what it wanted before. */
export const WatchFrame = object({
  type: Type.Literal('watch'),
  ref,
  userIds: Type.Array(UserId, { maxItems: limits.watchMax, uniqueItems: true }),
})

/** The answer to `ping`; it has no reply. */
export const PongFrame = object({ type: Type.Literal('pong') })

export const clientFrames = {
  send: SendFrame,
  read: ReadFrame,
  typing: TypingFrame,
  watch: WatchFrame,
  pong: PongFrame,
} as const

export type SendFrame = Static<typeof SendFrame>
export type ReadFrame = Static<typeof ReadFrame>
export type TypingFrame = Static<typeof TypingFrame>
export type WatchFrame = Static<typeof WatchFrame>
export type PongFrame = Static<typeof PongFrame>
export type ClientFrame = SendFrame | ReadFrame | TypingFrame | WatchFrame | PongFrame
