import { Housekeeping } from '../domain/accounts/housekeeping.ts'
import type { Clock, Log } from '../domain/ports.ts'
import type { Stores } from '../open-stores.ts'

interface SweeperParts {
  readonly stores: Stores
  readonly clock: Clock
  readonly log: Log
}

const sweepEveryMs = 60 * 60 * 1_000

/** Forgets what has expired, now and every hour. The answer ends it, after the sweep that is under way. */
export const startSweeper = ({ stores, clock, log }: SweeperParts): (() => Promise<void>) => {
  const housekeeping = new Housekeeping(stores, clock)
  const sweep = (): Promise<void> =>
    stores
      .alone(() => housekeeping.run())
      .catch((error: unknown) => log.warn({ err: error }, 'a sweep failed; the next one tries again'))
  let underWay = sweep()
  const timer = setInterval(() => {
    underWay = underWay.then(sweep)
  }, sweepEveryMs)
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
