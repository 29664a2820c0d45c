import { Housekeeping } from './domain/accounts/housekeeping.ts'
import type { Parts } from './compose.ts'

const sweepEveryMs = 60 * 60 * 1_000

/** Forgets what has expired, now and every hour. The answer ends it, after the sweep that is under way. */
export const startSweeper = ({ stores, clock, log }: Parts): (() => Promise<void>) => {
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
