import type { BlockedPerson, UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { BlockRecord, BlockStore } from '../../stores/block-store.ts'
import type { UserStore } from '../../stores/user-store.ts'
import { userCard } from '../accounts/profiles/user-card.ts'
import { refusingLimits } from '../conversations/refusals.ts'
import { DomainError } from '../errors.ts'
import { paged, type Paged } from '../paging.ts'
import type { Clock } from '../ports.ts'
import type { Viewer } from '../viewer.ts'

export interface BlockQuery {
  readonly after: string | null
  readonly limit: number
}

export interface BlockStores {
  readonly blocks: BlockStore
  readonly users: UserStore
}

/** Whom one has blocked. Nobody but oneself is told. */
export class BlockService {
  readonly #stores: BlockStores
  readonly #bus: Bus
  readonly #clock: Clock

  constructor(stores: BlockStores, bus: Bus, clock: Clock) {
    this.#stores = stores
    this.#bus = bus
    this.#clock = clock
  }

  async list(viewer: Viewer, { after, limit }: BlockQuery): Promise<Paged<BlockedPerson, string>> {
    const records = await this.#stores.blocks.page(viewer.userId, { after, limit: limit + 1 })
    const { items, next } = paged(records, limit, ({ user }) => user.username)
    return { items: items.map(blockedPerson), next }
  }

  /** Who is blocked already stays so. @throws DomainError user_not_found, not_yourself, too_many_blocked */
  async block(viewer: Viewer, userId: UserId): Promise<void> {
    await this.#requireOther(viewer, userId)
    const blocking = this.#stores.blocks.block(viewer.userId, userId, this.#clock.now())
    if (await refusingLimits(blocking)) this.#publish(viewer.userId, userId, true)
  }

  /** Whom one has not blocked one may unblock too. @throws DomainError user_not_found, not_yourself */
  async unblock(viewer: Viewer, userId: UserId): Promise<void> {
    await this.#requireOther(viewer, userId)
    if (await this.#stores.blocks.unblock(viewer.userId, userId)) this.#publish(viewer.userId, userId, false)
  }

  async #requireOther(viewer: Viewer, userId: UserId): Promise<void> {
    if (userId === viewer.userId) throw new DomainError('not_yourself')
    if (!(await this.#stores.users.byId(userId))) throw new DomainError('user_not_found')
  }

  /** To the other one it becomes a conversation in which they can write, or cannot: they are not told of the block. */
  #publish(blockerId: UserId, blockedId: UserId, isBlocked: boolean): void {
    const event = { type: 'block', blockerId, blockedId, isBlocked } as const
    for (const userId of [blockerId, blockedId]) this.#bus.publish(userTopic(userId), event)
  }
}

const blockedPerson = ({ user, blockedAt }: BlockRecord): BlockedPerson => ({
  user: userCard(user),
  blockedAt: blockedAt.toISOString(),
})
