import t from 'tap'

import type { AppendOutcome, MessageDraft } from '../../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'
import { MongoProxy, pass } from '../../support/network/mongo-proxy.ts'
import { appended } from '../../support/models/written.ts'

/** Enough for each turn to be one command, and few enough for a slow server to store them in the time of one call. */
const conversations = 30

const { url } = await newMongoDatabase(t)
const proxy = await MongoProxy.before(t, new URL(url))
const store = await openMongoStoreAt(t, proxy.url)
const other = await openMongoStoreAt(t, url)
const [ann, bob] = [newUserId(), newUserId()]

/** How many commands insert messages meanwhile. */
async function insertsOf(work: () => Promise<unknown>): Promise<number> {
  let count = 0
  proxy.judge = (command) => {
    if (command['insert'] === 'messages') count += 1
    return pass
  }
  await work()
  proxy.judge = () => pass
  return count
}

const seqOf = (outcome: AppendOutcome | null): number | null =>
  outcome?.kind === 'stored' ? outcome.message.seq : null

t.test('Many conversations with some messages each take a command for each turn', async (t) => {
  const ids = Array.from({ length: conversations }, () => newConversationId())
  const turns = [1, 2, 3].flatMap((turn) =>
    ids.map((id) => draft(id, turn === 2 ? bob : ann, `turn ${turn}`)),
  )
  let outcomes: (AppendOutcome | null)[] = []
  const inserts = await insertsOf(async () => (outcomes = await store.append(turns)))
  t.equal(inserts, 3)
  t.same(
    outcomes.map(seqOf),
    [1, 2, 3].flatMap((seq) => ids.map(() => seq)),
  )
})

t.test('One conversation with many messages takes one command', async (t) => {
  const id = newConversationId()
  const drafts = Array.from({ length: 40 }, (_, at) => draft(id, ann, `number ${at}`))
  t.equal(await insertsOf(() => store.append(drafts)), 1)
})

t.test('What was stored before, or by another instance meanwhile, leaves no hole in any turn', async (t) => {
  const ids = Array.from({ length: conversations }, () => newConversationId())
  const [before, first, second] = ['before', 'first', 'second'].map((text) =>
    ids.map((id) => draft(id, ann, text)),
  ) as [MessageDraft[], MessageDraft[], MessageDraft[]]
  await store.append(before)
  // What this store believes of the numbers is wrong for a third of the conversations from here on.
  const strange = ids.filter((_, at) => at % 3 === 0).map((id) => draft(id, bob, 'by another instance'))
  await other.append(strange)
  // And every fourth begins with a message that is there already.
  const repeated = first.map((one, at) => (at % 4 === 0 ? (before[at] ?? one) : one))
  const outcomes = await appended(store, [...repeated, ...second])

  for (const [at, id] of ids.entries()) {
    const isRepeated = at % 4 === 0
    t.equal(outcomes[at]?.kind, isRepeated ? 'repeated' : 'stored')
    t.equal(outcomes[ids.length + at]?.kind, 'stored')
    const { messages } = await other.page(id, { kind: 'latest' }, 10)
    const texts = [
      'before',
      ...(at % 3 === 0 ? ['by another instance'] : []),
      ...(isRepeated ? [] : ['first']),
      'second',
    ]
    t.same(
      messages.map(({ seq, rev, text }) => [seq, rev, text]),
      texts.map((text, place) => [place + 1, place + 1, text]),
    )
  }
})
