import { sweep } from '../domain/accounts/housekeeping.ts'
import type { ExpirySweep } from '../domain/expiry/expiry-sweep.ts'
import type { ConversationRules } from '../domain/conversation-rules.ts'
import { FileSweep } from '../domain/files/file-sweep.ts'
import { sweepPictures } from '../domain/pictures/picture-sweep.ts'
import type { ScheduledSender } from '../domain/messages/scheduled/scheduled-sender.ts'
import type { Clock, Log } from '../domain/ports.ts'
import type { Stores } from '../open-stores.ts'

interface SweeperParts {
  readonly stores: Stores
  readonly clock: Clock
  readonly log: Log
  readonly services: {
    readonly scheduledSender: ScheduledSender
    readonly expirySweep: ExpirySweep
    readonly rules: ConversationRules
  }
}

const sweepEveryMs = 60 * 60 * 1_000
/** What a deleted message had is gone within a minute. */
const filesEveryMs = 15_000
const scheduledEveryMs = 1_000
/** So long an instance that has missed an event may take a conversation for what it was. */
const rulesEveryMs = 60_000

/**
 * Forgets what has expired, now and every hour, and files every quarter of a minute; and sends what was scheduled, as
 * every instance does. The answer ends it, after what is under way.
 */
export const startSweeper = ({ stores, clock, log, services }: SweeperParts): (() => Promise<void>) => {
  const files = new FileSweep(stores, log)
  const { scheduledSender, expirySweep, rules } = services
  const ends = [
    repeat(log, sweepEveryMs, () => stores.alone(() => sweep(stores, clock.now()))),
    repeat(log, filesEveryMs, () => stores.alone(() => files.sweep(clock.now()))),
    repeat(log, filesEveryMs, () => stores.alone(() => sweepPictures(stores, clock.now()))),
    repeat(log, filesEveryMs, () => stores.alone(() => expirySweep.run())),
    repeat(log, rulesEveryMs, () => rules.read()),
    repeat(log, scheduledEveryMs, () => scheduledSender.run()),
  ]
  return async () => {
    scheduledSender.stop()
    await Promise.all(ends.map((end) => end()))
  }
}

function repeat(log: Log, everyMs: number, work: () => Promise<void>): () => Promise<void> {
  let isUnderWay = false
  const sweepAlone = async (): Promise<void> => {
    isUnderWay = true
    await work().catch((error: unknown) =>
      log.warn({ err: error }, 'a sweep failed; the next one tries again'),
    )
    isUnderWay = false
  }
  let underWay = sweepAlone()
  const timer = setInterval(() => {
    if (!isUnderWay) underWay = sweepAlone()
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
