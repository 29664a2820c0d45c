import type { Findings, Goal, Row } from '../figures.ts'
import { doubtsOf, type Measurement } from '../measure.ts'
import { inFreshPlaces, noServers } from '../places.ts'
import { parleyTarget, referenceTarget, type Groups, type Target } from '../targets.ts'
import { ownCost, type OwnCost } from './own-cost.ts'
import { timesOf, type Setting } from './scenario.ts'
import type { Talk } from './talk.ts'

export interface Compared {
  readonly bare: Measurement
  readonly parley: Measurement
  /** The best that MongoDB itself does; null where messages are not in it. */
  readonly ownCost: OwnCost | null
}

export interface TalkScenario {
  readonly name: string
  readonly about: string
  readonly groups: Groups
  readonly run: (talk: Talk) => Promise<Measurement>
  readonly goals: (compared: Compared, setting: Setting) => Goal[]
  readonly besideOwnCost?: boolean
}

/** Parley and the references, one after the other under the same load. */
export async function compare(talk: TalkScenario, setting: Setting): Promise<Findings> {
  const { groups } = talk
  const bare = await measure(talk, await referenceTarget(groups), setting)
  const stored = await inFreshPlaces(noServers, async ({ dataDir }) =>
    measure(talk, await referenceTarget(groups, dataDir), setting),
  )
  const parley = await inFreshPlaces(setting.servers, async (places) =>
    measure(talk, await parleyTarget(places, groups), setting),
  )
  const own = talk.besideOwnCost ? await ownCosts(talk, setting) : {}
  const [best = null] = Object.values(own).sort((a, b) => b.messagesPerSecond - a.messagesPerSecond)
  return {
    about: talk.about,
    rows: {
      'bare ws': { ...bare },
      'ws with SQLite': { ...stored },
      Parley: { ...parley },
      'Parley to bare ws': ratios(parley, bare),
      'Parley to ws with SQLite': ratios(parley, stored),
      ...own,
    },
    goals: talk.goals({ bare, parley, ownCost: best }, setting),
    warnings: [
      ...doubtsOf('bare ws', bare),
      ...doubtsOf('ws with SQLite', stored),
      ...doubtsOf('Parley', parley),
    ],
  }
}

const measure = async (talk: TalkScenario, target: Target, setting: Setting) => {
  try {
    await target.fleet.connect()
    const measurement = await talk.run({ ...target, groups: talk.groups, times: timesOf(setting.sizes) })
    return { ...measurement, failures: target.fleet.failures }
  } finally {
    await target.close()
  }
}

const ratios = (parley: Measurement, reference: Measurement): Row => ({
  timesDeliveries: parley.deliveriesPerSecond / reference.deliveriesPerSecond,
  timesCpu: parley.cpuMsPer1000Deliveries / reference.cpuMsPer1000Deliveries,
})

/** One command at a time is what one writer would do; several are what the server can do. */
const ownCosts = ({ groups }: TalkScenario, { servers, sizes }: Setting) =>
  inFreshPlaces({ ...servers, mysqlUrl: null }, async ({ mongodbUrl }): Promise<Record<string, OwnCost>> => {
    if (!mongodbUrl) return {}
    const times = timesOf(sizes)
    return {
      'MongoDB, 1 command at a time': await ownCost(mongodbUrl, groups, 1, times),
      'MongoDB, 4 commands at a time': await ownCost(mongodbUrl, groups, 4, times),
    }
  })
