import { inFreshPlaces } from '../places.ts'
import { atLeast, atMost, type Findings, type Goal } from '../figures.ts'
import { doubtsOf, type Measurement } from '../measure.ts'
import { everyoneEach } from '../load/open-loop.ts'
import { ownCost, type OwnCost } from './own-cost.ts'
import { timesOf, type Scenario, type Setting } from './scenario.ts'
import { everyoneClosedLoop, oneSenderClosedLoop, talkOpenLoop, type Talk } from './talk.ts'
import { bareTarget, parleyTarget, type Groups, type Target } from '../targets.ts'

interface Compared {
  readonly reference: Measurement
  readonly parley: Measurement
  /** The best that MongoDB itself does; null where messages are not in it. */
  readonly ownCost: OwnCost | null
}

interface TalkScenario {
  readonly name: string
  readonly about: string
  readonly groups: Groups
  readonly run: (talk: Talk) => Promise<Measurement>
  readonly goals: (compared: Compared, setting: Setting) => Goal[]
  readonly besideOwnCost?: boolean
}

const groupsOf = (count: number, size: number): number[][] =>
  Array.from({ length: count }, (_, group) => Array.from({ length: size }, (_, at) => group * size + at))

/** Somewhat more is asked for than the goal, so that who keeps up with it reaches the goal in every window. */
const surplus = 1.05

/** So many messages a second, by everyone at their own moments. */
const sendsPerSecond = (talk: Talk, perSecond: number): Promise<Measurement> => {
  const seats = talk.groups.flat()
  return talkOpenLoop(talk, everyoneEach(seats, (seats.length / (perSecond * surplus)) * 1_000), 'the answer')
}

const usesServer = ({ servers }: Setting): boolean => servers.mysqlUrl !== null || servers.mongodbUrl !== null

const ackGoals =
  (perSecond: number) =>
  ({ parley }: Compared, setting: Setting): Goal[] => [
    atLeast('messages acknowledged a second', parley.messagesPerSecond, perSecond),
    atMost('p99 from due to acknowledged, in ms', parley.p99Ms, usesServer(setting) ? 100 : 50),
  ]

const talks: readonly TalkScenario[] = [
  {
    name: 'directs',
    about: '100 direct conversations, all sending as soon as they are answered',
    groups: groupsOf(100, 2),
    run: everyoneClosedLoop,
    goals: ({ reference, parley, ownCost }) =>
      ownCost
        ? [
            atMost(
              'times what the database itself costs',
              ownCost.messagesPerSecond / parley.messagesPerSecond,
              2,
            ),
          ]
        : [
            atLeast(
              'deliveries, of the reference’s',
              parley.deliveriesPerSecond / reference.deliveriesPerSecond,
              0.5,
            ),
          ],
    besideOwnCost: true,
  },
  {
    name: 'group',
    about: 'one group of 500, one sender: a message follows when one of four has reached everybody',
    groups: groupsOf(1, 500),
    run: (talk) => oneSenderClosedLoop(talk, 4),
    goals: ({ reference, parley }) => [
      atLeast(
        'deliveries, of the reference’s',
        parley.deliveriesPerSecond / reference.deliveriesPerSecond,
        0.6,
      ),
    ],
  },
  {
    name: 'groups',
    about: '20 groups of 10, everyone sending twice a second; latency to each arrival',
    groups: groupsOf(20, 10),
    run: (talk) => talkOpenLoop(talk, everyoneEach(talk.groups.flat(), 500), 'each arrival'),
    goals: ({ reference, parley }) => [
      atMost(
        'CPU for a delivery, of the reference’s',
        parley.cpuMsPer1000Deliveries / reference.cpuMsPer1000Deliveries,
        2.5,
      ),
      atMost('p99 from due to arrived, in ms', parley.p99Ms, 5),
    ],
  },
  {
    name: 'sends',
    about: '50 direct conversations, 1,575 messages a second; latency to the acknowledgement',
    groups: groupsOf(50, 2),
    run: (talk) => sendsPerSecond(talk, 1_500),
    goals: ackGoals(1_500),
  },
  {
    name: 'one-conversation',
    about: 'one direct conversation, 525 messages a second; latency to the acknowledgement',
    groups: groupsOf(1, 2),
    run: (talk) => sendsPerSecond(talk, 500),
    goals: ackGoals(500),
  },
  {
    name: 'room',
    about: 'one group of 1,000, one sender, ten messages a second; latency to the last arrival',
    groups: groupsOf(1, 1_000),
    run: (talk) => talkOpenLoop(talk, everyoneEach([0], 100), 'the last arrival'),
    goals: ({ parley }) => [atMost('p99 from due to arrived at the last one, in ms', parley.p99Ms, 100)],
  },
]

const measure = async (talk: TalkScenario, target: Target, setting: Setting) => {
  try {
    await target.fleet.connect()
    const measurement = await talk.run({ ...target, groups: talk.groups, times: timesOf(setting.sizes) })
    return { measurement, failures: target.fleet.failures }
  } finally {
    await target.close()
  }
}

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

async function compare(talk: TalkScenario, setting: Setting): Promise<Findings> {
  const reference = await measure(talk, await bareTarget(talk.groups), setting)
  const parley = await inFreshPlaces(setting.servers, async (places) =>
    measure(talk, await parleyTarget(places, talk.groups), setting),
  )
  const own = talk.besideOwnCost ? await ownCosts(talk, setting) : {}
  const [best = null] = Object.values(own).sort((a, b) => b.messagesPerSecond - a.messagesPerSecond)
  const compared = { reference: reference.measurement, parley: parley.measurement, ownCost: best }
  return {
    about: talk.about,
    rows: { 'bare ws': { ...reference.measurement }, Parley: { ...parley.measurement }, ...own },
    goals: talk.goals(compared, setting),
    warnings: [
      ...doubtsOf('bare ws', { ...reference.measurement, failures: reference.failures }),
      ...doubtsOf('Parley', { ...parley.measurement, failures: parley.failures }),
    ],
  }
}

export const talkScenarios: readonly Scenario[] = talks.map((talk) => ({
  name: talk.name,
  run: (setting) => compare(talk, setting),
}))
