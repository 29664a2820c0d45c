import { randomUUID } from 'node:crypto'

import type { UserId } from '@parley/shared'
import type { Test } from 'tap'

import { openRedis } from '../../../api/src/adapters/redis/open-redis.ts'
import { userTopic } from '../../../api/src/bus/bus.ts'
import { RedisBus, type BusObserver } from '../../../api/src/bus/redis-bus.ts'

/** Only for who waits in vain: on a busy machine, what does come takes its time. */
const waitMs = 30_000

const quiet = { info: () => undefined, error: () => undefined }

/** A bus of an instance of its own, and what it told about itself. */
export class ObservedBus implements BusObserver {
  readonly bus: RedisBus
  readonly errors: unknown[] = []
  readonly told: ('interrupted' | 'restored')[] = []
  readonly warnings: object[] = []
  lostEvents = 0
  refusedTexts = 0

  constructor(t: Pick<Test, 'teardown'>, url: URL, prefix: string) {
    const instanceId = randomUUID()
    const log = { ...quiet, warn: (facts: object) => void this.warnings.push(facts) }
    const redis = openRedis({ url, prefix, instanceId }, log)
    this.bus = new RedisBus(redis.channels, this, { instanceId, prefix: redis.prefix })
    this.bus.start()
    t.teardown(async () => {
      await this.bus.close()
      await redis.close()
    })
  }

  failed(error: unknown): void {
    this.errors.push(error)
  }

  interrupted(): void {
    this.told.push('interrupted')
  }

  restored(): void {
    this.told.push('restored')
  }

  lost(): void {
    this.lostEvents += 1
  }

  refused(): void {
    this.refusedTexts += 1
  }
}

/** Resolves once what `from` published before has reached `to`. */
export async function crossed(from: RedisBus, to: RedisBus): Promise<void> {
  const topic = userTopic(randomUUID() as UserId)
  await new Promise<void>((resolve, reject) => {
    void to
      .subscribe(topic, () => resolve())
      .then(() => from.publish(topic, { type: 'sessions-ended', sessionIds: [] }))
    setTimeout(
      () => reject(new Error('Waited in vain for an event from the other instance.')),
      waitMs,
    ).unref()
  })
}
