import { randomInt } from 'node:crypto'

import { Cluster, Redis, type RedisOptions } from 'ioredis'

/** A connection for commands. Those of a cluster and of a single server take the same ones. */
export type Commands = Redis | Cluster

/** A command that waits for longer than this waits for a server that stands still. */
const commandTimeoutMs = 500
const connectTimeoutMs = 2_000
const retryDelayMaxMs = 2_000
/** A connection that does not answer for so long is replaced. */
const socketTimeoutMs = 5_000

export const isCluster = (url: URL): boolean => url.searchParams.get('cluster') === 'true'

const addressOf = (url: URL) => ({
  host: url.hostname.replace(/^\[|\]$/g, ''),
  port: Number(url.port || 6379),
})

/** Commands fail at once while the server is away, and none is repeated: a publish would arrive out of order. */
const connectionOptions = (url: URL) =>
  ({
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    // Node verifies the certificate against its authorities and the host's name.
    ...(url.protocol === 'rediss:' && { tls: {} }),
    commandTimeout: commandTimeoutMs,
    connectTimeout: connectTimeoutMs,
    socketTimeout: socketTimeoutMs,
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

export const newCommands = (url: URL): Commands =>
  isCluster(url) ? newCluster(url, { shardedSubscribers: false }) : newClient(url, 'parley-commands')

/** Apart from the commands: who has subscriptions may do little else. */
export const newSubscriber = (url: URL): Redis => newClient(url, 'parley-subscriber')

/** With a connection to each of its nodes, which carries the channels whose slots the node has. */
export const newClusterSubscriber = (url: URL): Cluster => newCluster(url, { shardedSubscribers: true })

const newClient = (url: URL, connectionName: string): Redis =>
  new Redis({
    ...connectionOptions(url),
    ...addressOf(url),
    db: databaseOf(url),
    connectionName,
    enableOfflineQueue: false,
    retryStrategy: retryDelayMs,
  })

const newCluster = (url: URL, { shardedSubscribers }: { readonly shardedSubscribers: boolean }): Cluster =>
  new Cluster([addressOf(url)], {
    redisOptions: connectionOptions(url),
    // Certificates name hosts, and a host must not be replaced by its address then.
    ...(url.protocol === 'rediss:' && { dnsLookup: (host, done) => done(null, host) }),
    shardedSubscribers,
    enableOfflineQueue: false,
    maxRedirections: 3,
    // Subscribers are replaced as a unit.
    clusterRetryStrategy: shardedSubscribers ? null : retryDelayMs,
  })
