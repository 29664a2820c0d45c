import type { ConversationId, ReactedBy, UserId } from '@parley/shared'

/**
 * That a person has reacted to a message with an emoji (`on`), or has taken it back, at this rev. What was taken back
 * stays until the message is deleted: an instance that was held up cannot bring it back then.
 */
export interface ReactionDocument {
  readonly c: ConversationId
  readonly seq: number
  readonly s: UserId
  readonly e: string
  readonly rev: number
  readonly on: boolean
}

/**
 * The last change of a message's reactions, which is written to the message together with their counts, and only then
 * to the rows: whoever comes next carries it out once more, so that a crash in between leaves nothing undone.
 */
export interface ReactionStep {
  readonly rev: number
  readonly isCleared: boolean
  readonly reacted: readonly ReactedBy[]
}
