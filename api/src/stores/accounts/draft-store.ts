import type { ConversationId, UserId } from '@parley/shared'

/** What somebody has typed and not sent in a conversation. An empty text is none. */
export interface DraftContent {
  readonly text: string
  readonly replyTo: number | null
  /** Of files that were chosen for it, which stay on the device. */
  readonly fileCount: number
}

export interface DraftRecord extends DraftContent {
  readonly conversationId: ConversationId
  /** That was taken by the change which made it so. */
  readonly version: number
  /** Null where there is none. */
  readonly updatedAt: Date | null
}

export interface DraftWrite extends DraftContent {
  readonly conversationId: ConversationId
  /** All changes up to it are known to the writer. */
  readonly baseVersion: number
  readonly at: Date
}

export interface DraftOutcome {
  /** `outdated` where there is a later one than the writer knows, which then stays. */
  readonly kind: 'changed' | 'unchanged' | 'outdated'
  /** As it is now. */
  readonly draft: DraftRecord
}

export interface DraftPageQuery {
  readonly after: number
  readonly limit: number
}

/** One draft a person and conversation; every change takes the next version of that person. */
export interface DraftStore {
  /**
   * Of what was cleared nothing is kept but the last version that did so, and what is based on an earlier one is
   * outdated. So it clears also where there is nothing: what was saved before may still arrive.
   * @throws LimitReached when the person has as many drafts as one can
   */
  write(userId: UserId, write: DraftWrite): Promise<DraftOutcome>
  /** In order of their versions, so that what changes meanwhile comes once more. */
  page(userId: UserId, query: DraftPageQuery): Promise<DraftRecord[]>
  version(userId: UserId): Promise<number>
}
