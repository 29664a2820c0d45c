import { MongoClient, type MongoClientOptions } from 'mongodb'

import { MonitorWatch } from './monitor-watch.ts'

/** For a call of the store with all its steps: who asks gets an answer or an error within two seconds. */
export const callLimitMs = 1_800
/** For one answer of the server; also how long a write waits for the confirmation of a majority. */
const answerLimitMs = 1_500
const connectLimitMs = 1_000
/** Setting up indexes on a large collection takes its time, and happens before anyone is served. */
const setupLimitMs = 10 * 60_000

/**
 * The driver's own limits are for ever, or half a minute; its timeoutMS does nothing. Numbers are
 * doubles up to 2^53 in the driver, which no seq and no rev reaches, so that BigInt stays off.
 */
const options = {
  appName: 'parley',
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: answerLimitMs },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  retryWrites: true,
  retryReads: true,
  maxPoolSize: 20,
  waitQueueTimeoutMS: connectLimitMs,
  serverSelectionTimeoutMS: connectLimitMs,
  connectTimeoutMS: connectLimitMs,
  socketTimeoutMS: answerLimitMs,
  heartbeatFrequencyMS: 5_000,
  ignoreUndefined: true,
  useBigInt64: false,
  promoteLongs: true,
} as const satisfies MongoClientOptions

class WatchedClient extends MongoClient {
  readonly #watch: MonitorWatch

  constructor(url: string) {
    super(url, options)
    const renewed = { close: () => super.close(), connect: () => super.connect() }
    this.#watch = new MonitorWatch(this, renewed, connectLimitMs + 1_500)
  }

  override async close(): Promise<void> {
    await this.#watch.end() // which might connect once more
    await super.close()
  }
}

export const newClient = (url: string): MongoClient => new WatchedClient(url)

export const newSetupClient = (url: string): MongoClient =>
  new MongoClient(url, { ...options, socketTimeoutMS: setupLimitMs, maxPoolSize: 1 })
