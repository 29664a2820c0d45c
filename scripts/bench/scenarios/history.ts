import { randomUUID } from 'node:crypto'

import type { ClientId, ConversationId, UserId } from '@parley/shared'

import { openStores, type Places } from '../../../api/src/open-stores.ts'
import { atMost, type Findings } from '../figures.ts'
import { Http } from '../load/http.ts'
import { doubtsOf } from '../measure.ts'
import { inFreshPlaces } from '../places.ts'
import { requestsAtRandom, type Requests } from '../load/requests.ts'
import { timesOf, type Scenario, type Setting, type Sizes } from './scenario.ts'
import { seed } from '../seed.ts'
import { startParley } from '../targets.ts'

const lengths = [10_000, 100_000, 1_000_000]
const perSecond = 50
const batch = 500

interface Conversation {
  readonly id: ConversationId
  readonly senderId: UserId
  readonly cookie: string
}

/** Pages of 50 from anywhere in a conversation. */
async function history({ servers, sizes }: Setting): Promise<Findings> {
  const measuredLengths = [
    ...lengths.filter((length) => length < sizes.historyMessages),
    sizes.historyMessages,
  ]
  const found = await inFreshPlaces(servers, async (places) => {
    const conversation = await newConversation(places)
    const pages: { name: string; figures: Requests }[] = []
    for (const [at, length] of measuredLengths.entries()) {
      await write(places, conversation, measuredLengths[at - 1] ?? 0, length)
      pages.push({ name: `of ${length}`, figures: await readPages(places, conversation, length, sizes) })
    }
    return pages
  })
  return {
    about: `pages of 50 from anywhere in a history, ${perSecond} a second; latency to the answer`,
    rows: Object.fromEntries(found.map(({ name, figures }) => [name, { ...figures }])),
    goals: found.slice(-1).map(({ name, figures }) => atMost(`p99 ${name}, in ms`, figures.p99Ms, 30)),
    warnings: found.flatMap(({ name, figures }) => doubtsOf(name, figures)),
  }
}

async function newConversation(places: Places): Promise<Conversation> {
  const { conversationIds, cookies, userIds } = await seed(places, 2, [[0, 1]])
  const [id, senderId, cookie] = [conversationIds[0], userIds[0], cookies[0]]
  if (!id || !senderId || !cookie) throw new Error('There is nobody to talk.')
  return { id, senderId, cookie }
}

export async function write(
  places: Places,
  { id, senderId }: Pick<Conversation, 'id' | 'senderId'>,
  from: number,
  to: number,
): Promise<void> {
  const stores = await openStores(places)
  for (let at = from; at < to; at += batch) {
    const drafts = Array.from({ length: Math.min(batch, to - at) }, (_, index) => ({
      conversationId: id,
      senderId,
      clientId: randomUUID() as ClientId,
      text: `Message ${at + index} of a conversation that goes on and on`,
      system: null,
      createdAt: new Date(),
    }))
    await stores.messages.append(drafts)
  }
  await stores.messages.close()
  await stores.close()
}

async function readPages(
  places: Places,
  { id, cookie }: Conversation,
  length: number,
  sizes: Sizes,
): Promise<Requests> {
  const { server, origin } = await startParley(places)
  const http = new Http(origin)
  let count = 0
  const ask = async (): Promise<boolean> => {
    const before = 1 + ((count++ * 7_919) % length) // all over the conversation
    const path = `/conversations/${id}/messages?before=${before}&limit=50`
    return (await http.ask('GET', path, { cookie })).status === 200
  }
  try {
    return await requestsAtRandom(perSecond, ask, timesOf(sizes))
  } finally {
    http.close()
    await server.stop()
  }
}

export const historyScenario: Scenario = { name: 'history', run: history }
