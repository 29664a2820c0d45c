import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'

import type { ClientId, ConversationId, UserId } from '@parley/shared'

import { openStores, type Places } from '../../../api/src/open-stores.ts'
import { atMost, type Findings, type Goal } from '../figures.ts'
import { Http } from '../load/http.ts'
import { Searcher, someText, type Room } from '../load/searcher.ts'
import { doubtsOf, type Times } from '../measure.ts'
import { inFreshPlaces } from '../places.ts'
import { requestsAtRandom, type Requests } from '../load/requests.ts'
import { timesOf, type Scenario, type Setting } from './scenario.ts'
import { seed } from '../seed.ts'
import { startParley } from '../targets.ts'

const messagesMax = 100_000
const batch = 200
const sendsPerSecond = 400
const conversationCount = 20
/** Far more than it takes, on a machine that has nothing else to do. */
const indexingMaxMs = 600_000

/** A history that no index knows yet, as it is after a move or an upgrade. */
async function writeHistory(places: Places, rooms: readonly Room[], count: number): Promise<void> {
  const stores = await openStores(places)
  const seqs = rooms.map(() => 0)
  for (let from = 0; from < count; from += batch) {
    const room = (from / batch) % rooms.length
    const { id: conversationId, senderId } = rooms[room] ?? {
      id: '' as ConversationId,
      senderId: '' as UserId,
    }
    const seqBefore = seqs[room] ?? 0
    const messages = Array.from({ length: Math.min(batch, count - from) }, (_, at) => ({
      conversationId,
      seq: seqBefore + at + 1,
      rev: seqBefore + at + 1,
      senderId,
      clientId: randomUUID() as ClientId,
      text: someText(),
      system: null,
      createdAt: new Date().toISOString(),
      editedAt: null,
      deletedAt: null,
      originalDigest: null,
    }))
    await stores.messages.importBatch(messages)
    seqs[room] = seqBefore + messages.length
  }
  await stores.messages.close()
  await stores.close()
}

/** The log of the embedded store, as long as it became; NaN on a server. */
const logMib = ({ dataDir, mongodbUrl }: Places): number =>
  mongodbUrl ? NaN : statSync(join(dataDir, 'messages.db-wal')).size / 2 ** 20

async function untilIndexed({ dataDir, mongodbUrl }: Places): Promise<number> {
  const startMs = performance.now()
  if (mongodbUrl) return NaN
  using db = new DatabaseSync(join(dataDir, 'messages.db'), { readOnly: true })
  const left = db.prepare(
    'SELECT first + (SELECT max(rowid) FROM message_rows) - last AS rows FROM indexed_rows',
  )
  while (Number(left.get()?.['rows']) > 0) {
    if (performance.now() - startMs > indexingMaxMs) throw new Error('The index does not become complete.')
    await wait(100)
  }
  return (performance.now() - startMs) / 1_000
}

interface Searched {
  readonly rows: Readonly<Record<'sends' | 'findable' | 'pages' | 'indexed', Requests>>
  readonly secondsUntilIndexed: number
  readonly logMib: number
}

async function measureSearch(places: Places, searcher: Searcher, times: Times): Promise<Searched> {
  const [sends, findable, pages] = await Promise.all([
    requestsAtRandom(sendsPerSecond, searcher.send, times),
    requestsAtRandom(4, searcher.sendAndFind, times),
    requestsAtRandom(2, searcher.searchOn, times),
  ])
  const secondsUntilIndexed = await untilIndexed(places)
  const indexed = await requestsAtRandom(2, searcher.searchAll, times)
  return { rows: { sends, findable, pages, indexed }, secondsUntilIndexed, logMib: logMib(places) }
}

const goalsOf = ({ rows, logMib }: Searched, isEmbedded: boolean): Goal[] => [
  atMost('p99 from sent to found, in ms', rows.findable.p99Ms, 2_000),
  atMost('p99 of a page meanwhile, in ms', rows.pages.p99Ms, 300),
  atMost('p99 from due to acknowledged meanwhile, in ms', rows.sends.p99Ms, isEmbedded ? 50 : 100),
  atMost('p99 of a whole search, once it is indexed, in ms', rows.indexed.p99Ms, 300),
  ...(isEmbedded ? [atMost('MiB of log', logMib, 64)] : []),
]

async function search({ servers, sizes }: Setting): Promise<Findings> {
  const count = Math.min(sizes.historyMessages, messagesMax)
  const found = await inFreshPlaces(servers, async (places) => {
    const groups = Array.from({ length: conversationCount }, (_, at) => [0, at + 1])
    const { conversationIds, cookies, userIds } = await seed(places, conversationCount + 1, groups)
    const [cookie, senderId] = [cookies[0], userIds[0]]
    if (!cookie || !senderId) throw new Error('There is nobody to search.')
    const rooms = conversationIds.map((id, at) => ({ id, senderId, cookie: cookies[at + 1] ?? '' }))
    await writeHistory(places, rooms, count)
    const { server, origin } = await startParley(places)
    const http = new Http(origin)
    try {
      return await measureSearch(places, new Searcher(http, rooms, cookie), timesOf(sizes))
    } finally {
      http.close()
      await server.stop()
    }
  })
  const { sends, findable, pages, indexed } = found.rows
  const names = {
    [`${sendsPerSecond} messages a second meanwhile`]: sends,
    'from sent to found meanwhile': findable,
    'pages of a search meanwhile': pages,
    'whole searches, once it is indexed': indexed,
  }
  const after = found.secondsUntilIndexed
  return {
    about: `a history of ${count} that is new to the index is searched for common parts that nowhere are one word`,
    rows: {
      ...Object.fromEntries(Object.entries(names).map(([name, figures]) => [name, { ...figures }])),
      'the index': { secondsUntilIndexed: after, logMib: found.logMib },
    },
    goals: goalsOf(found, servers.mongodbUrl === null),
    warnings: Object.entries(names).flatMap(([name, figures]) => doubtsOf(name, figures)),
  }
}

export const searchScenario: Scenario = { name: 'search', run: search }
