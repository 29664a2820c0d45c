import { randomUUID } from 'node:crypto'

import type { ClientId, ConversationId, SystemEvent, UserId } from '@parley/shared'
import t, { type Test } from 'tap'

import type { MessageDraft, MessageStore } from '../../../api/src/stores/message-store.ts'
import { logLookBack } from '../../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'
import { MongoProxy, pass } from '../../support/network/mongo-proxy.ts'
import { appended } from '../../support/models/written.ts'

const { url } = await newMongoDatabase(t)
const proxy = await MongoProxy.before(t, new URL(url))
/** Of two instances: what one stores, the other one finds in the log only. */
const [here, there] = [await openMongoStoreAt(t, proxy.url), await openMongoStoreAt(t, url)]
const [ann, bob] = [newUserId(), newUserId()]

const ofMember = (id: ConversationId, senderId: UserId, text: string, memberAtSeq = 0): MessageDraft => ({
  ...draft(id, senderId, text),
  memberAtSeq,
})
const news = (id: ConversationId, system: SystemEvent, senderId = ann): MessageDraft => ({
  ...draft(id, senderId, ''),
  clientId: randomUUID() as ClientId,
  system,
})
const removal: SystemEvent = { kind: 'member-removed', userId: bob }

/** A group that `here` has written to last, as far as it knows. */
async function group(): Promise<ConversationId> {
  const id = newConversationId()
  await appended(here, [news(id, { kind: 'group-created' }), ofMember(id, bob, 'of a member')])
  return id
}

const tell = (id: ConversationId, event: SystemEvent, senderId = ann): Promise<unknown> =>
  appended(there, [news(id, event, senderId)])

async function texts(id: ConversationId): Promise<string[]> {
  const { messages } = await there.page(id, { kind: 'latest' }, 50)
  return messages.map(({ text, system }) => system?.kind ?? text)
}

/**
 * How often the store behind the proxy looks meanwhile for who has come and gone. Its other reads of messages are not
 * counted: it may be making the index of searches anew.
 */
async function lookBacksOf(work: () => Promise<unknown>): Promise<number> {
  let count = 0
  proxy.judge = (command) => {
    if (command['find'] === 'messages' && 'system' in Object(command['projection'])) count += 1
    return pass
  }
  await work()
  proxy.judge = () => pass
  return count
}

t.test(
  'What somebody wrote is not stored behind their removal by another instance; of others it is',
  async (t) => {
    const id = await group()
    await tell(id, removal)
    const outcomes = await appended(here, [ofMember(id, bob, 'too late'), ofMember(id, ann, 'in time')])
    t.match(outcomes, [
      { kind: 'departed', seq: 3 },
      { kind: 'stored', message: { seq: 4 } },
    ])
    t.same(await texts(id), ['group-created', 'of a member', 'member-removed', 'in time'])
  },
)

t.test('A removal that comes in between, while a batch is on its way, ends it there', async (t) => {
  const id = await group()
  let isBefore = true
  proxy.judge = async (command) => {
    if (command['insert'] === 'messages' && isBefore) {
      isBefore = false
      await tell(id, removal)
    }
    return pass
  }
  const outcomes = await appended(here, [ofMember(id, bob, 'one'), ofMember(id, bob, 'two')])
  proxy.judge = () => pass
  t.match(outcomes, [{ kind: 'departed' }, { kind: 'departed' }])
  t.equal((await texts(id)).at(-1), 'member-removed')
})

t.test('A departure that was passed with others’ messages is remembered', async (t) => {
  const id = await group()
  await tell(id, { kind: 'member-left' }, bob)
  t.match(await appended(here, [ofMember(id, ann, 'passes it')]), [{ kind: 'stored' }])
  t.match(await appended(here, [ofMember(id, bob, 'too late')]), [{ kind: 'departed', seq: 3 }])
})

t.test('An instance that comes to a conversation looks back', async (t) => {
  const id = await group()
  await tell(id, removal)
  const others = Array.from({ length: logLookBack - 1 }, (_, place) => draft(id, ann, `number ${place}`))
  await appended(there, others)
  const late = [ofMember(id, bob, 'too late')]
  t.match(await appended(here, late), [{ kind: 'departed' }], 'that has been there before')
  t.match(await appended(await openMongoStoreAt(t, url), late), [{ kind: 'departed' }], 'that is new')
})

const returns: SystemEvent[] = [{ kind: 'member-joined' }, { kind: 'members-added', userIds: [bob] }]
for (const back of returns) {
  t.test(`Whoever is back may write again: ${back.kind}`, async (t) => {
    const id = await group()
    await tell(id, removal)
    t.match(await appended(here, [ofMember(id, bob, 'too late')]), [{ kind: 'departed' }])
    await tell(id, back, back.kind === 'member-joined' ? bob : ann)
    t.match(await appended(here, [ofMember(id, bob, 'back')]), [{ kind: 'stored' }])
    await tell(id, removal)
    t.match(await appended(here, [ofMember(id, bob, 'gone again')]), [{ kind: 'departed', seq: 6 }])
  })
}

t.test('Whoever was found to be a member since writes on, until the next departure', async (t) => {
  const id = await group()
  await tell(id, removal)
  t.match(await appended(here, [ofMember(id, bob, 'found', 3)]), [{ kind: 'stored' }])
  t.match(await appended(here, [ofMember(id, bob, 'and on')]), [{ kind: 'stored' }])
  await tell(id, removal)
  t.match(await appended(here, [ofMember(id, bob, 'found before', 3)]), [{ kind: 'departed', seq: 6 }])
})

t.test('What was stored before the removal is answered as it was', async (t) => {
  const [id, one] = [newConversationId(), newUserId()]
  const before = ofMember(id, one, 'before')
  await appended(here, [before])
  await tell(id, { kind: 'member-removed', userId: one })
  const outcomes = await appended(here, [before, { ...before, text: 'other' }, ofMember(id, one, 'new')])
  t.match(outcomes, [{ kind: 'repeated', seq: 1 }, { kind: 'conflict' }, { kind: 'departed', seq: 2 }])
})

t.test('What needs no membership is stored behind a departure', async (t) => {
  const id = await group()
  await tell(id, removal)
  const outcomes = await appended(here, [news(id, { kind: 'member-left' }, bob), draft(id, bob, 'at home')])
  t.match(outcomes, [{ kind: 'stored' }, { kind: 'stored' }])
})

const send = (store: MessageStore, one: MessageDraft) => () => appended(store, [one])

t.test('It costs one query when another instance has written, and none otherwise', async (t: Test) => {
  const id = await group()
  await appended(here, [ofMember(id, ann, 'reads what it has not read yet')])
  t.equal(await lookBacksOf(send(here, ofMember(id, ann, 'on and on'))), 0)
  await tell(id, { kind: 'topic-changed', topic: 'tea' })
  t.equal(await lookBacksOf(send(here, ofMember(id, bob, 'behind another'))), 1)
  const direct = newConversationId()
  for (const store of [here, there]) await appended(store, [draft(direct, ann, 'at home')])
  t.equal(await lookBacksOf(send(here, draft(direct, bob, 'behind another'))), 0, 'which has no members')
})
