import type { UserId } from '@parley/shared'

import type { Quota, ThrottleStore } from '../../stores/accounts/throttle-store.ts'
import { DomainError } from '../errors.ts'
import type { Clock } from '../ports.ts'

export interface QuotaLimits {
  readonly directsPerHour: number
  readonly groupsPerDay: number
  readonly addedPerDay: number
  readonly joinsPerHour: number
  readonly linksPerDay: number
  readonly joinRequestsPerDay: number
}

type Counted = 'directs' | 'groups' | 'added' | 'joins' | 'links' | 'join_requests'

const hour = 60 * 60 * 1_000
const day = 24 * hour

/** How many people one account reaches who did not ask for it. The counts are in a store: restarts keep them and instances share them. */
export class ContactQuotas {
  readonly #store: ThrottleStore
  readonly #clock: Clock
  readonly #quotas: Readonly<Record<Counted, Quota>>

  constructor(store: ThrottleStore, clock: Clock, limits: QuotaLimits) {
    this.#store = store
    this.#clock = clock
    this.#quotas = {
      directs: { max: limits.directsPerHour, windowMs: hour },
      groups: { max: limits.groupsPerDay, windowMs: day },
      added: { max: limits.addedPerDay, windowMs: day },
      joins: { max: limits.joinsPerHour, windowMs: hour },
      links: { max: limits.linksPerDay, windowMs: day },
      join_requests: { max: limits.joinRequestsPerDay, windowMs: day },
    }
  }

  /**
   * Counts before it is done, as nothing may stand between a change and its events.
   * @throws DomainError too_many_directs, too_many_groups, too_many_added, too_many_joins, too_many_links,
   *   too_many_join_requests
   */
  async take(userId: UserId, what: Counted, amount = 1): Promise<void> {
    const now = this.#clock.now()
    const endsAt = await this.#store.take(`${what}:${userId}`, now, this.#quotas[what], amount)
    if (endsAt === null) return
    const leftMs = endsAt.getTime() - now.getTime()
    throw new DomainError(`too_many_${what}`, { retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1_000)) })
  }
}
