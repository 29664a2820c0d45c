import { Cluster, Redis } from 'ioredis'

import { addressOf, connectionOptions, databaseOf, isCluster, retryDelayMs } from './redis-settings.ts'

/** A connection for commands. Those of a cluster and of a single server take the same ones. */
export type Commands = Redis | Cluster

/** A connection that does not answer for so long is replaced. */
const socketTimeoutMs = 5_000

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
    socketTimeout: socketTimeoutMs,
    retryStrategy: retryDelayMs,
  })

const newCluster = (url: URL, { shardedSubscribers }: { readonly shardedSubscribers: boolean }): Cluster =>
  new Cluster([addressOf(url)], {
    redisOptions: { ...connectionOptions(url), socketTimeout: socketTimeoutMs },
    // Certificates name hosts, and a host must not be replaced by its address then.
    ...(url.protocol === 'rediss:' && { dnsLookup: (host, done) => done(null, host) }),
    shardedSubscribers,
    enableOfflineQueue: false,
    maxRedirections: 3,
    // Subscribers are replaced as a unit.
    clusterRetryStrategy: shardedSubscribers ? null : retryDelayMs,
  })
