import { LocalBus } from './bus/local-bus.ts'
import type { Bus, Topic } from './bus/bus.ts'
import { RedisBus, type BusObserver } from './bus/redis-bus.ts'
import type { PrometheusMetrics } from './adapters/prometheus/metrics.ts'
import type { Ids, Log, SharedTallies } from './domain/ports.ts'
import { LocalPresence } from './domain/presence/local-presence.ts'
import type { PresenceRegistry } from './domain/presence/presence-registry.ts'
import type { SharedCounts } from './http/plugins/limits/rate-limit.ts'

export interface Instances {
  readonly bus: Bus
  readonly presences: PresenceRegistry
  /** Null while each instance counts for itself. */
  readonly sharedCounts: SharedCounts | null
  /** Of what accounts do; null while there is one instance. */
  readonly tallies: SharedTallies | null
  close(): Promise<void>
}

interface InstanceParts {
  readonly ids: Ids
  readonly metrics: PrometheusMetrics
  readonly log: Log
  /** What this Parley's names in Redis begin with. */
  readonly prefix: string
}

/** Alone, or with all that use the same Redis. Does not wait for it: what it carries can be done without. */
export const joinInstances = async (redisUrl: string | null, around: InstanceParts): Promise<Instances> =>
  redisUrl === null ? standAlone(around) : connectOverRedis(new URL(redisUrl), around)

const standAlone = ({ log }: InstanceParts): Instances => {
  const bus = new LocalBus((error, topic) => handlerFailed(log, error, topic))
  return {
    bus,
    presences: new LocalPresence(),
    sharedCounts: null,
    tallies: null,
    close: () => bus.close(),
  }
}

const connectOverRedis = async (url: URL, around: InstanceParts): Promise<Instances> => {
  // Only who uses Redis pays for its driver at the start.
  const { openRedis } = await import('./adapters/redis/open-redis.ts')
  const instanceId = around.ids.uuid()
  const redis = openRedis({ url, prefix: around.prefix, instanceId }, around.log)
  const bus = new RedisBus(redis.channels, observer(around), { instanceId, prefix: redis.prefix })
  bus.start()
  return {
    bus,
    presences: redis.presences,
    sharedCounts: redis.counts,
    tallies: redis.tallies,
    close: async () => {
      await bus.close()
      await redis.close()
    },
  }
}

const observer = ({ log, metrics }: InstanceParts): BusObserver => ({
  failed: (error, topic) => handlerFailed(log, error, topic),
  interrupted: () =>
    log.warn({}, 'events of other instances may be missed: memberships are read from the store'),
  restored: () => log.info({}, 'connected to other instances through Redis'),
  lost: () => metrics.busEventLost(),
  refused: () => metrics.busTextRefused(),
})

const handlerFailed = (log: Log, error: unknown, topic: Topic): void =>
  log.error({ err: error, topic }, 'an event could not be handled')
