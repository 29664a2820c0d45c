import type { NotAdded, UserId } from '@parley/shared'

import type { Blocks, BlockStore } from '../../stores/block-store.ts'
import type { MembershipCache } from '../conversations/membership-cache.ts'
import { DomainError } from '../errors.ts'

/** What stands between a person and another, as this person may know it. */
type Barrier = NotAdded['code']

/** The one place that is asked who is shut off from whom. */
export class BlockGuard {
  readonly #store: BlockStore
  readonly #connected: MembershipCache

  constructor(store: BlockStore, connected: MembershipCache) {
    this.#store = store
    this.#connected = connected
  }

  /** From memory for who is connected here. */
  async of(userId: UserId): Promise<Blocks> {
    return this.known(userId) ?? this.#store.of(userId)
  }

  /** Undefined when it is not known without asking the store. */
  known(userId: UserId): Blocks | undefined {
    return this.#connected.of(userId)
  }
}

/** Null where nothing does. Who has blocked another and is blocked by them knows of the first alone. */
function barrierTo(blocks: Blocks, userId: UserId): Barrier | null {
  if (blocks.blocked.has(userId)) return 'blocked_by_you'
  return blocks.blockedBy.has(userId) ? 'not_available' : null
}

/** Neither learns anything of the other. */
export const isApart = ({ blocked, blockedBy }: Blocks, userId: UserId): boolean =>
  blocked.has(userId) || blockedBy.has(userId)

/** @throws DomainError blocked_by_you, not_available */
export function requireOpen(blocks: Blocks, userId: UserId): void {
  const barrier = barrierTo(blocks, userId)
  if (barrier !== null) throw new DomainError(barrier)
}

/** Of these, whom one may put into a group, and whom not. */
export function addable(blocks: Blocks, userIds: readonly UserId[]) {
  const refused = userIds.flatMap((userId): NotAdded[] => {
    const code = barrierTo(blocks, userId)
    return code === null ? [] : [{ userId, code }]
  })
  return { allowed: userIds.filter((userId) => !isApart(blocks, userId)), refused }
}
