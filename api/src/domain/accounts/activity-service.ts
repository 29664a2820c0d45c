import type { Activity, ActivityKind, UserId } from '@parley/shared'

import type { ActivityRecord, ActivityStore } from '../../stores/accounts/activity-store.ts'
import { beginningsInVicinity } from '../network-address.ts'
import { paged, type Paged } from '../paging.ts'
import type { Clock, Log } from '../ports.ts'
import type { Origin, Viewer } from '../viewer.ts'

const homeForMs = 30 * 24 * 60 * 60 * 1_000

/** What happened to an account, for its owner to look through. */
export class ActivityService {
  readonly #activity: ActivityStore
  readonly #clock: Clock
  readonly #log: Log

  constructor(activity: ActivityStore, clock: Clock, log: Log) {
    this.#activity = activity
    this.#clock = clock
    this.#log = log
  }

  /** The latest first. @param before the position of the last one of the page before */
  async list(viewer: Viewer, before: number | null, limit: number): Promise<Paged<Activity, number>> {
    const records = await this.#activity.ofUser(viewer.userId, before, limit + 1)
    const { items, next } = paged(records, limit, (record) => record.position)
    return { items: items.map(activityOf), next }
  }

  record(userId: UserId, kind: ActivityKind, origin: Origin, tokenName: string | null = null): Promise<void> {
    return this.#activity.append({ userId, kind, at: this.#clock.now(), ...origin, tokenName })
  }

  /** Without waiting: how long a refused sign-in takes must not tell whether there is an account to write to. */
  recordLater(userId: UserId, kind: ActivityKind, origin: Origin): void {
    this.record(userId, kind, origin).catch((error: unknown) =>
      this.#log.error({ err: error, kind }, 'activity could not be recorded'),
    )
  }

  /** Whether this account has been signed in to from near this address of late. */
  isAtHome(userId: UserId, address: string): Promise<boolean> {
    const since = new Date(this.#clock.now().getTime() - homeForMs)
    return this.#activity.hasSignedInFrom(userId, beginningsInVicinity(address), since)
  }
}

const activityOf = ({ kind, at, address, device, tokenName }: ActivityRecord): Activity => ({
  kind,
  at: at.toISOString(),
  address,
  device,
  tokenName,
})
