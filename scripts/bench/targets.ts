import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'

import { serverBundle, serverFlags } from '../../api/build.ts'
import { accountLimitSettings } from '../../api/src/config/account-limits.ts'
import type { Places } from '../../api/src/open-stores.ts'
import { Fleet, type Seat } from './load/fleet.ts'
import { MeasuredProcess, type Cores } from './process.ts'
import { seed, sessionKey } from './seed.ts'

/** Each a list of people, who take their seats in the order in which they are named. */
export type Groups = readonly (readonly number[])[]

/** A server under measurement, with a fleet that is not yet connected: a seat for each person. */
export interface Target {
  readonly server: MeasuredProcess
  readonly fleet: Fleet
  readonly echoes: boolean
  close(): Promise<void>
}

export interface RunningParley {
  readonly server: MeasuredProcess
  readonly origin: string
}

const scriptOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** @param dataDir where it stores what it passes on, or it stores nothing */
export async function referenceTarget(groups: Groups, dataDir?: string): Promise<Target> {
  const env = dataDir === undefined ? {} : { DATA_DIR: dataDir }
  const server = new MeasuredProcess([scriptOf('./reference-server.ts')], env)
  const port = await server.announces(/port (\d+)/)
  const seats = groups.flatMap((members, group) => {
    const id = randomUUID()
    return members.map(() => ({
      url: `http://127.0.0.1:${port}/${group}`,
      headers: {},
      conversationId: () => id,
    }))
  })
  return target({ server, fleet: new Fleet(seats, 'none'), echoes: false })
}

export async function parleyTarget(places: Places, groups: Groups): Promise<Target> {
  const seeded = await seed(places, groups.flat().length, groups)
  const { server, origin } = await startParley(places)
  const conversationOf = seeded.conversationIds.flatMap((id, group) => (groups[group] ?? []).map(() => id))
  const seats = seatsOf(seeded.cookies, origin, (person) => conversationOf[person] ?? '')
  return target({ server, fleet: new Fleet(seats, 'frame'), echoes: true })
}

export async function startParley(
  { dataDir, mysqlUrl, mongodbUrl, redisUrl }: Places,
  cores?: Cores,
): Promise<RunningParley> {
  const env = {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    MYSQL_URL: mysqlUrl ?? '',
    MONGODB_URL: mongodbUrl ?? '',
    REDIS_URL: redisUrl ?? '',
    SESSION_KEYS: sessionKey,
    LOG_LEVEL: 'fatal',
    FRAMES_PER_TEN_SECONDS: '999999',
    REQUESTS_PER_MINUTE: '999999',
    ...Object.fromEntries(Object.values(accountLimitSettings).map(({ name }) => [name, '999999'])),
  }
  const server = new MeasuredProcess([...serverFlags, serverBundle], env, cores)
  return { server, origin: `http://127.0.0.1:${await server.announces(/runs at http:\/\/\S+:(\d+)/)}` }
}

export const seatsOf = (
  cookies: readonly string[],
  origin: string,
  conversationOf: (person: number) => string,
): Seat[] =>
  cookies.map((cookie, person) => ({
    url: `${origin}/api/v1/realtime`,
    headers: { cookie, origin },
    conversationId: () => conversationOf(person),
  }))

const target = (parts: Omit<Target, 'close'>): Target => ({
  ...parts,
  close: async () => {
    parts.fleet.close()
    await parts.server.stop()
  },
})
