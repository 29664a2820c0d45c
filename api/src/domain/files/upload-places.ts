import { limits, type UserId } from '@parley/shared'

import { DomainError } from '../errors.ts'

/** How many upload at a time: each holds buffers and a connection for as long as its sender takes. */
export class UploadPlaces {
  readonly #ofUser = new Map<UserId, number>()
  #all = 0

  /** @throws DomainError rate_limited, overloaded */
  async within<Result>(userId: UserId, work: () => Promise<Result>): Promise<Result> {
    const own = this.#ofUser.get(userId) ?? 0
    if (own >= limits.uploadsAtOnceMax) throw new DomainError('rate_limited', { retryAfterSeconds: 1 })
    if (this.#all >= limits.uploadsPerInstanceMax)
      throw new DomainError('overloaded', { retryAfterSeconds: 2 })
    this.#enter(userId, 1)
    try {
      return await work()
    } finally {
      this.#enter(userId, -1)
    }
  }

  #enter(userId: UserId, change: 1 | -1): void {
    const own = (this.#ofUser.get(userId) ?? 0) + change
    if (own === 0) this.#ofUser.delete(userId)
    else this.#ofUser.set(userId, own)
    this.#all += change
  }
}
