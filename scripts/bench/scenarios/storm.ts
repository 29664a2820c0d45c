import { setTimeout as wait } from 'node:timers/promises'

import type { ConversationId, ConversationList } from '@parley/shared'

import { withWorkers } from '../../../api/src/stores/with-workers.ts'
import { Random } from '../../delivery/random.ts'
import { atMost, type Findings } from '../figures.ts'
import { Follower, untilAnswered } from '../load/follower.ts'
import { Http } from '../load/http.ts'
import { doubtsOf, GeneratorLoad, Latencies, untilNone, type Times } from '../measure.ts'
import { inFreshPlaces } from '../places.ts'
import type { MeasuredProcess } from '../process.ts'
import { timesOf, type Scenario, type Setting } from './scenario.ts'
import { seed, type Seeded } from '../seed.ts'
import { Senders, type Cast, type Sent } from '../load/senders.ts'
import { startParley, type Groups } from '../targets.ts'

const conversationsEach = 20
const groupSize = 100
const senderCount = 10
const sendsPerSecond = 50
const connectingAtOnce = 50
const givenUpAfterMs = 120_000

/** All connections drop at once, come back and catch up, while some who were not cut off go on sending. */
async function storm({ servers, sizes }: Setting): Promise<Findings> {
  const clients = sizes.stormClients
  const groups = stormGroups(clients)
  return inFreshPlaces(servers, async (places) => {
    const seeded = await seed(places, clients + senderCount, groups)
    const { server, origin } = await startParley(places)
    const http = new Http(origin)
    const random = new Random(1)
    const followers = seeded.cookies.slice(0, clients).map((cookie) => new Follower(cookie, http, random))
    const cast = castOf(seeded, groups, origin)
    const senders = await Senders.start(cast)
    try {
      await withWorkers(followers, connectingAtOnce, (follower) => follower.connect())
      const stormed = await measureStorm({ followers, senders, http, server }, timesOf(sizes))
      const heads = await headsOf(cast, http, random)
      const incomplete = await untilNone(() => followers.filter((one) => one.lacksSome(heads)).length)
      return findings(clients, stormed, incomplete)
    } finally {
      await senders.close()
      for (const follower of followers) follower.close()
      http.close()
      await server.stop()
    }
  })
}

/** Each time others together. The senders come after all clients, and each is the first of some groups. */
function stormGroups(clients: number): number[][] {
  const random = new Random(1)
  const mixed = (): number[] =>
    Array.from({ length: clients }, (_, at) => ({ at, place: random.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ at }) => at)
  const groups: number[][] = []
  for (let round = 0; round < conversationsEach; round++) {
    const everyone = mixed()
    for (let from = 0; from < clients; from += groupSize) groups.push(everyone.slice(from, from + groupSize))
  }
  return groups.map((members, at) => [clients + (at % senderCount), ...members])
}

function castOf({ cookies, conversationIds }: Seeded, groups: Groups, origin: string): Cast {
  const clients = cookies.length - senderCount
  const senders = cookies.slice(clients).map((cookie, sender) => ({
    cookie,
    conversationIds: conversationIds.filter((_id, group) => groups[group]?.[0] === clients + sender),
  }))
  return { origin, perSecond: sendsPerSecond, senders }
}

interface Stormed {
  readonly whole: Latencies
  /** Or until it was given up. */
  readonly untilAllWholeMs: number
  readonly sent: Sent
  readonly requests: number
  readonly serverCpuMs: number
  readonly generatorBusyPercent: number
}

interface Storm {
  readonly followers: readonly Follower[]
  readonly senders: Senders
  readonly http: Http
  readonly server: MeasuredProcess
}

async function measureStorm(
  { followers, senders, http, server }: Storm,
  { warmUpMs }: Times,
): Promise<Stormed> {
  await wait(warmUpMs)
  senders.begin()
  const [askedBefore, cpuMsBefore, generator] = [http.asked, server.usage().cpuMs, new GeneratorLoad()]
  const whole = new Latencies()
  const dropMs = performance.now()
  const back = followers.map((follower) => follower.drop().then(() => whole.since(dropMs)))
  await Promise.race([Promise.all(back), wait(givenUpAfterMs, null, { ref: false })])
  return {
    whole,
    untilAllWholeMs: performance.now() - dropMs,
    requests: http.asked - askedBefore,
    serverCpuMs: server.usage().cpuMs - cpuMsBefore,
    generatorBusyPercent: generator.busyPercent,
    sent: await senders.end(),
  }
}

/** Where the conversations are, by what the API says to the senders. */
async function headsOf({ senders }: Cast, http: Http, random: Random): Promise<Map<ConversationId, number>> {
  const heads = new Map<ConversationId, number>()
  for (const { cookie } of senders) {
    const { items } = await untilAnswered<ConversationList>(http, '/conversations', cookie, random)
    for (const { conversation, rev } of items) heads.set(conversation.id, rev)
  }
  return heads
}

function findings(clients: number, stormed: Stormed, incomplete: number): Findings {
  const { whole, sent, requests, serverCpuMs, generatorBusyPercent } = stormed
  const { failures, ...sends } = sent
  return {
    about: `${clients} clients in ${conversationsEach} conversations each are cut off at once and catch up, ${sendsPerSecond} messages a second meanwhile`,
    rows: {
      'cut off to whole': {
        p50Ms: whole.p50Ms,
        p99Ms: whole.p99Ms,
        maxMs: whole.maxMs,
        requestsEach: requests / clients,
        serverCpuMs,
        generatorBusyPercent,
      },
      'sends meanwhile': sends,
    },
    goals: [
      atMost('seconds until all are whole', stormed.untilAllWholeMs / 1_000, 30),
      atMost('p99 of sends meanwhile, in ms', sent.p99Ms, 1_000),
      atMost('clients that miss something in the end', incomplete, 0),
    ],
    warnings: doubtsOf('storm', { generatorBusyPercent, failures }),
  }
}

export const stormScenario: Scenario = { name: 'storm', run: storm }
