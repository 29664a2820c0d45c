import { sweep } from '../domain/accounts/housekeeping.ts'
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
  const sweepAlone = (): Promise<void> =>
    stores
      .alone(() => sweep(stores, clock.now()))
      .catch((error: unknown) => log.warn({ err: error }, 'a sweep failed; the next one tries again'))
  let underWay = sweepAlone()
  const timer = setInterval(() => {
    underWay = underWay.then(sweepAlone)
  }, sweepEveryMs)
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
