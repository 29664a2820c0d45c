import type { ConversationId, UserId } from '@parley/shared'

/** Whose silence it is, and who acts on it. */
export interface SilenceAct {
  readonly conversationId: ConversationId
  readonly userId: UserId
  readonly actorId: UserId
}

export interface NewSilence extends SilenceAct {
  readonly until: Date
  readonly at: Date
}

/**
 * Who is to write nothing in a group for a time. It is kept apart from memberships, so that nobody ends it by leaving and
 * coming back. It is over when its time is; the memberships tell of it.
 */
export interface SilenceStore {
  /**
   * In place of the one there was. False where they are no member.
   * @throws Outdated when the actor may not act on them (any more)
   */
  silence(silence: NewSilence): Promise<boolean>
  /** False where there was none. @throws Outdated as `silence` */
  lift(act: SilenceAct): Promise<boolean>
  /** The ends of those of these people who are, or were, silenced there. */
  endsOf(conversationId: ConversationId, userIds: readonly UserId[]): Promise<Map<UserId, string>>
}
