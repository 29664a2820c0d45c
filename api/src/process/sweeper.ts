import { sweep } from '../domain/accounts/housekeeping.ts'
import { FileSweep } from '../domain/files/file-sweep.ts'
import { sweepPictures } from '../domain/pictures/picture-sweep.ts'
import type { Clock, Log } from '../domain/ports.ts'
import type { Stores } from '../open-stores.ts'

interface SweeperParts {
  readonly stores: Stores
  readonly clock: Clock
  readonly log: Log
}

const sweepEveryMs = 60 * 60 * 1_000
/** What a deleted message had is gone within a minute. */
const filesEveryMs = 15_000

/** Forgets what has expired, now and every hour, and files every quarter of a minute. The answer ends it, after what is under way. */
export const startSweeper = ({ stores, clock, log }: SweeperParts): (() => Promise<void>) => {
  const files = new FileSweep(stores, log)
  const ends = [
    repeat(log, sweepEveryMs, () => stores.alone(() => sweep(stores, clock.now()))),
    repeat(log, filesEveryMs, () => stores.alone(() => files.sweep(clock.now()))),
    repeat(log, filesEveryMs, () => stores.alone(() => sweepPictures(stores, clock.now()))),
  ]
  return async () => void (await Promise.all(ends.map((end) => end())))
}

function repeat(log: Log, everyMs: number, work: () => Promise<void>): () => Promise<void> {
  const sweepAlone = (): Promise<void> =>
    work().catch((error: unknown) => log.warn({ err: error }, 'a sweep failed; the next one tries again'))
  let underWay = sweepAlone()
  const timer = setInterval(() => {
    underWay = underWay.then(sweepAlone)
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
