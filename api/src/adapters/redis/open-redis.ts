import type { RemoteChannels } from '../../bus/remote-channels.ts'
import type { Log } from '../../domain/ports.ts'
import type { PresenceRegistry } from '../../domain/presence/presence-registry.ts'
import { ClusterChannels } from './cluster-channels.ts'
import { Link } from './link.ts'
import { RedisChannels } from './redis-channels.ts'
import { presenceTimes, RedisPresence } from './redis-presence.ts'
import { RedisTallies } from './redis-tallies.ts'
import { newCommands, type Commands } from './redis-server.ts'
import { databaseOf, isCluster, type RedisSettings } from './redis-settings.ts'

export interface OpenRedis {
  readonly channels: RemoteChannels
  readonly presences: PresenceRegistry
  /** For the plugin that limits rates, which has a store for Redis of its own. */
  readonly counts: {
    readonly redis: Commands
    readonly nameSpace: string
    isWithinReach(): boolean
  }
  readonly tallies: RedisTallies
  readonly prefix: string
  close(): Promise<void>
}

/** Connects in the background, now and whenever the connection is lost: nobody waits for Redis. */
export function openRedis(settings: RedisSettings, log: Log): OpenRedis {
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
    counts: { redis: commands, nameSpace: `${prefix}requests:`, isWithinReach: () => link.answers },
    tallies: new RedisTallies(link, prefix),
    prefix,
    close: async () => {
      await presences.close()
      link.close()
    },
  }
}
