import type { ConversationId, UserId } from '@parley/shared'

/** Where a message is that somebody has saved. */
export interface SavedPlace {
  readonly conversationId: ConversationId
  readonly seq: number
}

export interface SavedRecord extends SavedPlace {
  /** That was taken by saving it. */
  readonly version: number
  readonly savedAt: Date
}

export interface SavedPageQuery {
  /** The version of the last one of the page before. */
  readonly before: number | null
  readonly limit: number
}

/** References to messages, each person's own; every change takes the next version of that person. */
export interface SavedStore {
  /**
   * Answers with the version that it took; null when it is saved already.
   * @throws LimitReached when the person has saved as many as one can
   */
  save(userId: UserId, place: SavedPlace, at: Date): Promise<number | null>
  /** As `save`; null when it is not saved. */
  remove(userId: UserId, place: SavedPlace): Promise<number | null>
  /** The last to be saved first. */
  page(userId: UserId, query: SavedPageQuery): Promise<SavedRecord[]>
  places(userId: UserId): Promise<SavedPlace[]>
  version(userId: UserId): Promise<number>
}
