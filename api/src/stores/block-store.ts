import type { UserId } from '@parley/shared'

import type { User } from './user-store.ts'

/** Who is shut off from whom, as one person is concerned. */
export interface Blocks {
  /** Whom they have blocked; never more than limits.blocksPerUserMax. */
  readonly blocked: ReadonlySet<UserId>
  /** Who has blocked them. */
  readonly blockedBy: ReadonlySet<UserId>
}

export interface BlockRecord {
  readonly user: User
  readonly blockedAt: Date
}

export interface BlockPageQuery {
  /** The username of the last person of the page before. */
  readonly after: string | null
  readonly limit: number
}

export interface BlockStore {
  of(userId: UserId): Promise<Blocks>
  /** Whom a person has blocked, in order of username. */
  page(blockerId: UserId, query: BlockPageQuery): Promise<BlockRecord[]>
  /**
   * From here on, each of the two sees the read position of the other in their direct conversation as it is now. Again
   * changes nothing. False when it was so already.
   * @throws LimitReached when the person has blocked as many as one can
   */
  block(blockerId: UserId, blockedId: UserId, at: Date): Promise<boolean>
  /** Read positions are seen again unless the other one blocks as well. False when there was no block. */
  unblock(blockerId: UserId, blockedId: UserId): Promise<boolean>
}
