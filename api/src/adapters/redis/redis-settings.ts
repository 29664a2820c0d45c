import { randomInt } from 'node:crypto'

import type { RedisOptions } from 'ioredis'

export interface RedisSettings {
  /** redis: or rediss:, as the setting REDIS_URL allows it. */
  readonly url: URL
  /** Before every key and channel. */
  readonly prefix: string
  readonly instanceId: string
}

/** A command that waits for longer than this waits for a server that stands still. */
const commandTimeoutMs = 500
const connectTimeoutMs = 2_000
const retryDelayMaxMs = 2_000

export const isCluster = (url: URL): boolean => url.searchParams.get('cluster') === 'true'

export const addressOf = (url: URL) => ({
  host: url.hostname.replace(/^\[|\]$/g, ''),
  port: Number(url.port || 6379),
})

/** Commands fail at once while the server is away, and none is repeated: a publish would arrive out of order. */
export const connectionOptions = (url: URL) =>
  ({
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    // Node verifies the certificate against its authorities and the host's name.
    ...(url.protocol === 'rediss:' && { tls: {} }),
    commandTimeout: commandTimeoutMs,
    connectTimeout: connectTimeoutMs,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    keepAlive: 10_000,
  }) satisfies RedisOptions

/** With jitter, so that the instances of a cluster do not come back all at once. */
export const retryDelayMs = (attempt: number): number =>
  Math.min(50 * 2 ** Math.min(attempt, 6), retryDelayMaxMs) * ((500 + randomInt(500)) / 1_000)

/** The number of the database, which plain Redis has sixteen of. */
export const databaseOf = (url: URL): number => Number(url.pathname.slice(1) || 0)
