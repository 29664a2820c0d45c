import type { Log, SharedTallies } from '../../domain/ports.ts'
import { ClusterChannels } from './cluster-channels.ts'
import { Link } from './link.ts'
import { RedisChannels } from './redis-channels.ts'
import { presenceTimes, RedisPresence } from './redis-presence.ts'
import { databaseOf, isCluster, newCommands } from './redis-server.ts'

interface RedisSettings {
  /** redis: or rediss:, as the setting REDIS_URL allows it. */
  readonly url: URL
  /** Before every key and channel. */
  readonly prefix: string
  readonly instanceId: string
}

/** Connects in the background, now and whenever the connection is lost: nobody waits for Redis. */
export function openRedis(settings: RedisSettings, log: Log) {
  const { url, instanceId } = settings
  // Channels are common to all databases of a server, so that their names tell which one is meant.
  const prefix = `${settings.prefix}:${databaseOf(url)}:`
  const commands = newCommands(url)
  const link = new Link(commands, log)
  const presences = new RedisPresence(link, { instanceId, prefix, ...presenceTimes })
  presences.start()
  return {
    channels: isCluster(url) ? new ClusterChannels(url, link) : new RedisChannels(url, link),
    presences,
    /** For the plugin that limits rates, which has a store for Redis of its own. */
    counts: { redis: commands, nameSpace: `${prefix}requests:`, isWithinReach: () => link.answers },
    tallies: talliesOver(link, prefix),
    prefix,
    close: async (): Promise<void> => {
      await presences.close()
      link.close()
    },
  }
}

/** Without Redis there are no sums, and nobody waits for them. */
const talliesOver = (link: Link, prefix: string): SharedTallies => ({
  add: (key, amount, keptMs) =>
    link.ask(async (redis) => {
      const name = `${prefix}tallies:${key}`
      const sum = await redis.incrby(name, amount)
      await redis.pexpire(name, keptMs)
      return sum
    }),
})
