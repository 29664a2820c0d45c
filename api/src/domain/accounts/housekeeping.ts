import type { AccountStores } from '../../stores/account-stores.ts'
import type { Clock } from '../ports.ts'
import { idleLifetimeMs } from './sign-in/session-rules.ts'

const day = 24 * 60 * 60 * 1_000
const activityKeptMs = 365 * day
/** Longer than any throttle remembers. */
const throttlesKeptMs = 2 * day
/** In small steps, so that nobody else waits long for the database. */
const batch = 500

/** Forgets what no rule looks at any more. */
export class Housekeeping {
  readonly #stores: AccountStores
  readonly #clock: Clock

  constructor(stores: AccountStores, clock: Clock) {
    this.#stores = stores
    this.#clock = clock
  }

  async run(): Promise<void> {
    const { sessions, throttles, activity } = this.#stores
    const now = this.#clock.now()
    await untilFew(() => sessions.sweep(now, before(now, idleLifetimeMs), batch))
    await untilFew(() => throttles.sweep(before(now, throttlesKeptMs), batch))
    await untilFew(() => activity.sweep(before(now, activityKeptMs), batch))
  }
}

const before = (now: Date, ms: number): Date => new Date(now.getTime() - ms)

async function untilFew(sweep: () => Promise<number>): Promise<void> {
  while ((await sweep()) === batch);
}
