import type { ConversationId } from '@parley/shared'
import t, { type Test } from 'tap'

import { collectionsOf } from '../../../api/src/adapters/mongo/connection/collections.ts'
import type { MessageStore } from '../../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { untilAnswered } from '../../support/models/message-crowd.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'
import { MongoProxy, pass } from '../../support/network/mongo-proxy.ts'
import { appended, changed } from '../../support/models/written.ts'

const { url, db } = await newMongoDatabase(t)
const proxy = await MongoProxy.before(t, new URL(url))
const here = await openMongoStoreAt(t, proxy.url)
const there = await openMongoStoreAt(t, url)
const ann = newUserId()
const at = new Date('2026-03-02T10:00:00.000Z')

const send = async (store: MessageStore, id: ConversationId, text: string): Promise<void> => {
  const [outcome] = await appended(store, [draft(id, ann, text)])
  if (outcome?.kind !== 'stored') throw new Error(`"${text}" is answered by ${outcome?.kind}`)
}

/** A conversation of which the store behind the proxy knows that another one writes to it. */
async function sharedConversation(): Promise<ConversationId> {
  const id = newConversationId()
  await send(here, id, 'from here')
  await send(there, id, 'from there')
  await send(here, id, 'refused at first')
  return id
}

/** The texts, which the numbers 1..N of seq and rev go along with. */
async function whole(t: Test, id: ConversationId): Promise<string[]> {
  const { messages } = await there.page(id, { kind: 'latest' }, 200)
  t.same(
    messages.map(({ seq, rev }) => [seq, rev]),
    messages.map((_, place) => [place + 1, place + 1]),
  )
  return messages.map(({ text }) => text)
}

/** The commands of the store behind the proxy meanwhile, by name and collection. */
async function commandsOf(work: () => Promise<unknown>): Promise<string[]> {
  const names: string[] = []
  proxy.judge = (command) => {
    for (const name of ['insert', 'update', 'find']) {
      if (name in command) names.push(`${name} ${command[name]}`)
    }
    return pass
  }
  await work()
  proxy.judge = () => pass
  return names
}

const { heads } = collectionsOf(db)
const turnOf = async (id: ConversationId) => (await heads.findOne({ _id: id }))?.turn

/** Another instance has the lease. */
async function takeFor(id: ConversationId, ms: number): Promise<void> {
  const turn = { by: 'another', taking: 'one', until: new Date(Date.now() + ms) }
  await heads.updateOne({ _id: id }, { $set: { turn } })
}

t.test('A conversation that one instance writes to needs no lease', async (t) => {
  const id = newConversationId()
  await send(here, id, 'one')
  t.same(await commandsOf(() => send(here, id, 'two')), ['insert messages', 'update heads'])
  t.equal(await turnOf(id), undefined)
})

t.test('Two that write at the same time are hardly ever refused', async (t) => {
  const id = await sharedConversation()
  const each = Array.from({ length: 15 }, (_, number) => number)
  const sendAll = async (store: MessageStore): Promise<void> => {
    for (const number of each) await send(store, id, `number ${number}`)
  }
  const commands = await commandsOf(() => Promise.all([sendAll(here), sendAll(there)]))
  const inserts = commands.filter((command) => command === 'insert messages').length
  // Without leases each is refused about once. A write that takes longer than a lease is as good as one without.
  t.ok(inserts < 1.5 * each.length, `${inserts} inserts of ${each.length} messages`)
  t.equal((await whole(t, id)).length, 3 + 2 * each.length)
})

t.test('An edit waits for the lease as well', async (t) => {
  const stranger = await openMongoStoreAt(t, url)
  const id = await sharedConversation()
  await takeFor(id, 900)
  const looked = Promise.withResolvers<void>()
  const written = Promise.withResolvers<void>()
  let looks = 0
  proxy.judge = async (command) => {
    if (command['update'] === 'heads' && ++looks === 3) {
      looked.resolve()
      await written.promise // or its patience might end before
    }
    return pass
  }
  const changing = changed(here, [{ conversationId: id, seq: 1, senderId: ann, text: 'edited', at }])
  await Promise.race([looked.promise, changing])
  await send(stranger, id, 'by one who knows of no leases')
  await heads.updateOne({ _id: id }, { $unset: { turn: '' } })
  written.resolve()
  t.match(await changing, [{ kind: 'changed', message: { rev: 5 } }])
  proxy.judge = () => pass
})

t.test('Whoever dies with a lease holds up the others for no longer than it lasts', async (t) => {
  const other = await openMongoStoreAt(t, url)
  const id = await sharedConversation()
  await send(other, id, 'without a lease')
  const insert = Promise.withResolvers<void>()
  proxy.judge = (command) => {
    if (command['insert'] !== 'messages') return pass
    insert.resolve()
    return { kind: 'lose' }
  }
  // Again until it gets the lease, which it leaves to others for a moment.
  const dying = appended(here, [draft(id, ann, 'never stored')]).catch((error: unknown) => error)
  await insert.promise
  t.match(await turnOf(id), { taking: /./ })
  await send(there, id, 'refused at first')
  await dying
  proxy.judge = () => pass
  await untilAnswered(() => here.ping()) // it has to find the server anew
  t.notOk((await whole(t, id)).includes('never stored'))
})

t.test('A lease that begins anew again and again is not waited for', async (t) => {
  const id = await sharedConversation()
  await takeFor(id, 900)
  proxy.judge = async (command) => {
    if (command['update'] === 'heads') await takeFor(id, 900)
    return pass
  }
  await send(here, id, 'all the same')
  proxy.judge = () => pass
  t.match(await turnOf(id), { by: 'another' }, 'and is not ended by who does not have it')
  t.equal((await whole(t, id)).at(-1), 'all the same')
})

t.test('A lease from the time before the clock was set back is over', async (t) => {
  const id = await sharedConversation()
  await takeFor(id, 3_600_000)
  t.match(await here.append([draft(id, ann, 'at once')]), [{ kind: 'stored' }])
})

t.test('Whoever waits holds up nobody else, and is told so', async (t) => {
  const [held, own] = [await sharedConversation(), newConversationId()]
  await takeFor(held, 900)
  const outcomes = await here.append([draft(held, ann, 'later'), draft(own, ann, 'now')])
  t.match(outcomes, [null, { kind: 'stored' }])
  const edit = (id: ConversationId) => ({ conversationId: id, seq: 1, senderId: ann, text: 'edited', at })
  await takeFor(held, 900)
  t.match(await here.change([edit(held), edit(own)]), [null, { kind: 'changed' }])
  await heads.updateOne({ _id: held }, { $unset: { turn: '' } })
  await send(here, held, 'later')
  t.notOk((await whole(t, held)).includes('edited'))
})

t.test('A lease ends also when there was nothing to write', async (t) => {
  const id = await sharedConversation()
  const nothing = { conversationId: id, seq: 999, senderId: ann, text: 'edited', at }
  t.same(await changed(here, [nothing]), [{ kind: 'not-found' }])
  t.match(await turnOf(id), { taking: null })
})

t.test('A head that was not moved by who crashed is found by the messages', async (t) => {
  const stranger = await openMongoStoreAt(t, url)
  const id = await sharedConversation()
  await send(stranger, id, 'by who crashes')
  await heads.updateOne({ _id: id }, { $set: { seq: 3, rev: 3 } })
  await send(here, id, 'after it')
  t.same((await whole(t, id)).slice(3), ['by who crashes', 'after it'])
})

t.test('Numbers that lists show and no message has leave no hole', async (t) => {
  const id = await sharedConversation()
  await db.collection('messages').deleteMany({ c: id, seq: { $gte: 2 } }) // as after a restore
  await send(here, id, 'the second again')
  t.same(await whole(t, id), ['from here', 'the second again'])
})

t.test('A batch ends the leases that it took', async (t) => {
  const id = await sharedConversation()
  const others = Array.from({ length: 30 }, newConversationId)
  const drafts = [id, ...others].map((one) => draft(one, ann, 'one batch'))
  const commands = await commandsOf(() => appended(here, drafts))
  t.ok(commands.filter((command) => command === 'insert messages').length <= 2)
  t.match(await turnOf(id), { taking: null })
})
