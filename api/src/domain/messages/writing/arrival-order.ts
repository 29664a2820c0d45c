import type { UserId } from '@parley/shared'

/** Begins what one person sends in the order in which it came, in whatever order its checks are answered. */
export class ArrivalOrder {
  /** Of each person for whom something waits: resolves when the last of it has begun, or was refused. */
  readonly #last = new Map<UserId, Promise<void>>()

  /** True while something waits, which whatever comes now must not overtake. */
  isWaiting(userId: UserId): boolean {
    return this.#last.has(userId)
  }

  /** @throws what the check or the work throws; when it is the check, the work does not begin */
  async begin<Checked>(
    userId: UserId,
    check: Promise<Checked>,
    work: (checked: Checked) => void,
  ): Promise<void> {
    const { promise: begun, resolve } = Promise.withResolvers<void>()
    const before = this.#last.get(userId)
    this.#last.set(userId, begun)
    try {
      await Promise.allSettled([before, check])
      work(await check)
    } finally {
      resolve()
      if (this.#last.get(userId) === begun) this.#last.delete(userId)
    }
  }
}
