import { setInterval } from 'node:timers'
import { setTimeout as wait } from 'node:timers/promises'

import { limits } from '@parley/shared'

import { atMost, type Findings } from '../figures.ts'
import { Fleet } from '../load/fleet.ts'
import { doubtsOf, GeneratorLoad } from '../measure.ts'
import { inFreshPlaces } from '../places.ts'
import { timesOf, type Scenario, type Setting, type Sizes } from './scenario.ts'
import { seed, type Seeded } from '../seed.ts'
import { Senders, type Cast, type Sent } from '../load/senders.ts'
import { seatsOf, startParley } from '../targets.ts'

const senderCount = 10
const sendsPerSecond = 50

interface Typed {
  readonly sent: Sent
  readonly frames: number
  readonly generatorBusyPercent: number
}

/** Everyone in a large group types, all in the same instant and as often as clients say it; others send meanwhile. */
async function typing({ servers, sizes }: Setting): Promise<Findings> {
  const typists = sizes.typists
  return inFreshPlaces(servers, async (places) => {
    const seeded = await seed(places, typists + 2 * senderCount, groupsOf(typists))
    const { server, origin } = await startParley(places)
    const fleet = new Fleet(
      seatsOf(seeded.cookies.slice(0, typists), origin, () => groupOf(seeded)),
      'frame',
    )
    const senders = await Senders.start(castOf(seeded, typists, origin))
    try {
      await fleet.connect()
      return findings(typists, await typeAtOnce(fleet, senders, sizes), fleet.failures)
    } finally {
      await senders.close()
      fleet.close()
      await server.stop()
    }
  })
}

/** The group, and a direct conversation of each sender with somebody who is away. */
function groupsOf(typists: number): number[][] {
  const all = Array.from({ length: typists }, (_, at) => at)
  return [all, ...Array.from({ length: senderCount }, (_, at) => [typists + 2 * at, typists + 2 * at + 1])]
}

const groupOf = ({ conversationIds }: Seeded): string => conversationIds[0] ?? ''

const castOf = ({ cookies, conversationIds }: Seeded, typists: number, origin: string): Cast => ({
  origin,
  perSecond: sendsPerSecond,
  senders: conversationIds.slice(1).map((id, at) => ({
    cookie: cookies[typists + 2 * at] ?? '',
    conversationIds: [id],
  })),
})

async function typeAtOnce(fleet: Fleet, senders: Senders, sizes: Sizes): Promise<Typed> {
  const { warmUpMs, forMs } = timesOf(sizes)
  let frames = 0
  fleet.listener = { ...fleet.listener, onTyping: () => (frames += 1) }
  await wait(warmUpMs)
  senders.begin()
  const generator = new GeneratorLoad()
  fleet.everyoneTypes()
  const timer = setInterval(() => fleet.everyoneTypes(), limits.typingEveryMs)
  await wait(forMs)
  clearInterval(timer)
  const generatorBusyPercent = generator.busyPercent
  return { sent: await senders.end(), frames, generatorBusyPercent }
}

function findings(typists: number, { sent, frames, generatorBusyPercent }: Typed, lost: number): Findings {
  const { failures, ...sends } = sent
  return {
    about: `${typists} people of one group type in the same instant, every ${limits.typingEveryMs / 1_000} s; ${sendsPerSecond} messages a second of others meanwhile`,
    rows: { 'sends meanwhile': { ...sends, typingFrames: frames, generatorBusyPercent } },
    goals: [atMost('p99 of sends meanwhile, in ms', sent.p99Ms, 100)],
    warnings: doubtsOf('typing', { generatorBusyPercent, failures: failures + lost }),
  }
}

export const typingScenario: Scenario = { name: 'typing', run: typing }
