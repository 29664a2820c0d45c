import { limits } from '@parley/shared'

import { machine } from './adapters/machine.ts'
import { PrometheusMetrics } from './adapters/prometheus/metrics.ts'
import { usualAccountLimits, usualRegistrationsPerHour, type AccountLimits } from './config/account-limits.ts'
import { usualFileLimits, type FileLimits } from './config/file-limits.ts'
import { usualInstance, type InstanceSettings } from './config/instance-settings.ts'
import { AccountRates } from './domain/account-rates.ts'
import { FanOut } from './domain/conversations/fan-out.ts'
import type { Clock, FileInspector, Ids, Log, PasswordHasher } from './domain/ports.ts'
import { joinInstances } from './instances.ts'
import { openStoresPatiently, type Places, type Stores } from './open-stores.ts'
import { buildServices } from './services.ts'

/** Everything the application is made of, except what speaks HTTP. */
export type Parts = Awaited<ReturnType<typeof compose>>

export interface Composition extends Places {
  /** What one account may do; as usual where nothing is said. */
  readonly framesPerTenSeconds?: number
  readonly accountLimits?: AccountLimits
  readonly registrationsPerHour?: number
  readonly fileLimits?: FileLimits
  readonly instance?: InstanceSettings
  readonly publicUrl?: URL | null
}

/** What a test may put in the place of this machine's own. */
export interface Ports {
  readonly clock: Clock
  readonly ids: Ids
  readonly hasher: PasswordHasher
  readonly inspector: FileInspector
  /** Before every name in Redis, which many tests use at once. */
  readonly redisPrefix: string
  /** Those of another instance in the same process: an embedded store is one process's alone. */
  readonly stores: Stores
}

/** The only place that builds adapters. What it opened, `close` closes: the users of a store before the store. */
export const compose = async (config: Composition, log: Log, ports: Partial<Ports> = {}) => {
  const metrics = new PrometheusMetrics()
  const { clock, ids, hasher, inspector } = { ...machine(log), ...ports }
  const stores = ports.stores ?? (await openStoresPatiently(config, log))
  const instances = await joinInstances(config.redisUrl ?? null, {
    ids,
    metrics,
    log,
    prefix: ports.redisPrefix ?? 'parley',
  })
  const { bus, presences, sharedCounts } = instances
  const rates = new AccountRates(clock, instances.tallies)
  const fanOut = new FanOut(rates, config.framesPerTenSeconds ?? limits.framesPerTenSecondsMax)
  const { accountLimits = usualAccountLimits, registrationsPerHour = usualRegistrationsPerHour } = config
  const instance = { ...(config.instance ?? usualInstance), address: config.publicUrl?.origin ?? null }
  const fileLimits = config.fileLimits ?? usualFileLimits
  const around = { clock, ids, hasher, inspector, fileLimits, bus, presences, metrics, log, instance }
  const outside = { ...around, rates, fanOut, accountLimits, registrationsPerHour }
  const services = buildServices(stores, outside)
  await services.rules.start()
  rates.start()

  return {
    ...outside,
    sharedCounts,
    stores,
    services,
    pings: { accounts: () => stores.ping(), messages: () => stores.messages.ping() },
    close: async (): Promise<void> => {
      await services.close()
      rates.stop()
      await instances.close()
      if (ports.stores) return // theirs who gave them
      await stores.messages.close()
      await stores.fileBytes.close()
      await stores.close()
    },
  }
}
