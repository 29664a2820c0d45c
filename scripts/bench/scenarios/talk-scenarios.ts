import { atLeast, atMost, type Goal } from '../figures.ts'
import type { Measurement } from '../measure.ts'
import { everyoneEach } from '../load/open-loop.ts'
import { compare, type Compared, type TalkScenario } from './compare.ts'
import type { Scenario, Setting } from './scenario.ts'
import { everyoneClosedLoop, oneSenderClosedLoop, talkOpenLoop, type Talk } from './talk.ts'

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
    goals: ({ bare, parley, ownCost }) =>
      ownCost
        ? [
            atMost(
              'times what the database itself costs',
              ownCost.messagesPerSecond / parley.messagesPerSecond,
              2,
            ),
          ]
        : [atLeast('deliveries, of bare ws’s', parley.deliveriesPerSecond / bare.deliveriesPerSecond, 0.5)],
    besideOwnCost: true,
  },
  {
    name: 'group',
    about: 'one group of 500, one sender: a message follows when one of four has reached everybody',
    groups: groupsOf(1, 500),
    run: (talk) => oneSenderClosedLoop(talk, 4),
    goals: ({ bare, parley }) => [
      atLeast('deliveries, of bare ws’s', parley.deliveriesPerSecond / bare.deliveriesPerSecond, 0.6),
    ],
  },
  {
    name: 'groups',
    about: '20 groups of 10, everyone sending twice a second; latency to each arrival',
    groups: groupsOf(20, 10),
    run: (talk) => talkOpenLoop(talk, everyoneEach(talk.groups.flat(), 500), 'each arrival'),
    goals: ({ bare, parley }) => [
      atMost(
        'CPU for a delivery, of bare ws’s',
        parley.cpuMsPer1000Deliveries / bare.cpuMsPer1000Deliveries,
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

export const talkScenarios: readonly Scenario[] = talks.map((talk) => ({
  name: talk.name,
  run: (setting) => compare(talk, setting),
}))
