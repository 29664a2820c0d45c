import { setTimeout as sleep } from 'node:timers/promises'

import t, { type Test } from 'tap'

import { openMysqlDatabase, openMysqlStores } from '../../../api/src/adapters/mysql/open.ts'
import { inTransaction } from '../../../api/src/adapters/sql/transaction.ts'
import { Unavailable } from '../../../api/src/stores/errors.ts'
import { fewAtOnce } from '../../support/few-at-once.ts'
import { MysqlProxy, type Fate } from '../../support/network/mysql-proxy.ts'
import {
  after,
  groupRecord,
  newConversationId,
  storedUser,
  storedUsers,
  userRecord,
} from '../../support/databases/records.ts'
import { makeDatabase } from '../../support/databases/mysql.ts'

/** Stores behind a proxy that does something to the statement with these words in it, once or always. */
async function openBehindProxy(t: Test) {
  const { url, admin } = await makeDatabase(t)
  const proxy = await MysqlProxy.before(t, new URL(url))
  const stores = await openMysqlStores({ url: proxy.url.href })
  t.teardown(() => stores.close())
  const meet = (words: string, fate: Fate, times = Infinity) => {
    const met = { count: 0 }
    proxy.judge = (packet) => (packet.includes(words) && ++met.count <= times ? fate : 'pass')
    return met
  }
  return { stores, admin, meet }
}

t.test('who runs into a deadlock begins again, and both are done', async (t) => {
  const { url } = await makeDatabase(t)
  const stores = await openMysqlStores({ url })
  const { db, close } = await openMysqlDatabase({ url })
  t.teardown(() => Promise.all([stores.close(), close()]))
  const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
  const bothHaveOne = Promise.withResolvers<void>()
  let runs = 0
  const count = (first: string, second: string) =>
    inTransaction(db, async (db) => {
      for (const username of [first, second]) {
        await db
          .updateTable('users')
          .set((column) => ({ conversation_count: column('conversation_count', '+', 1) }))
          .where('username', '=', username)
          .execute()
        if (username === first && ++runs === 2) bothHaveOne.resolve()
        await bothHaveOne.promise
      }
    })
  await Promise.all([count('ada', 'bob'), count('bob', 'ada')])
  t.equal(runs, 3, 'one of them ran twice')
  const rows = await db.selectFrom('users').select(['id', 'conversation_count']).execute()
  const counts = new Map(rows.map((row) => [row.id, row.conversation_count]))
  t.same([counts.get(ada.id), counts.get(bob.id)], [2, 2])
})

t.test('who waits too long for a row tries once more', async (t) => {
  const { url, admin } = await makeDatabase(t)
  const stores = await openMysqlStores({ url })
  t.teardown(() => stores.close())
  const ada = await storedUser(stores, 'ada')
  await admin.query('begin')
  await admin.execute('select * from users where id = ? for update', [ada.id])
  const setting = stores.users.setLastSeen(ada.id, after(7))
  await sleep(1_150)
  await admin.query('commit')
  await setting
  t.same((await stores.users.byId(ada.id))?.lastSeenAt, after(7))
  await admin.query('begin')
  await admin.execute('select * from users where id = ? for update', [ada.id])
  await t.rejects(stores.users.setLastSeen(ada.id, after(9)), Unavailable)
  await admin.query('commit')
})

t.test('a transaction whose connection is lost before its commit begins again', async (t) => {
  const { stores, meet } = await openBehindProxy(t)
  for (const words of ['insert into `users`', 'insert into `user_words`']) {
    const user = userRecord(`user${words.length}`)
    const met = meet(words, 'lose the answer', 1)
    await stores.users.create(user)
    t.equal(met.count, 2, 'it was sent twice')
    t.same(await stores.users.byId(user.id), user)
  }
})

t.test('a transaction whose commit has no answer is not done twice', async (t) => {
  const { stores, meet } = await openBehindProxy(t)
  const [stored, lost] = [userRecord('stored'), userRecord('lost')]
  const unheard = meet('commit', 'lose the answer', 1)
  await t.rejects(stores.users.create(stored), Unavailable)
  t.equal(unheard.count, 1)
  t.same(await stores.users.byId(stored.id), stored, 'it was carried out all the same')
  const unsent = meet('commit', 'lose the connection', 1)
  await t.rejects(stores.users.create(lost), Unavailable)
  t.equal(unsent.count, 1)
  t.equal(await stores.users.byId(lost.id), null)
})

t.test('a lone change that has no answer is not done twice, and a question is asked again', async (t) => {
  const { stores, meet } = await openBehindProxy(t)
  const ada = await storedUser(stores, 'ada')
  const changed = meet('update `users`', 'lose the answer', 1)
  await t.rejects(stores.users.replaceHash(ada.id, ada.passwordHash, 'new'), Unavailable)
  t.equal(changed.count, 1)
  t.equal((await stores.users.byId(ada.id))?.passwordHash, 'new')
  const asked = meet('select * from `users`', 'lose the connection', 1)
  t.same((await stores.users.byUsername('ada'))?.id, ada.id)
  t.equal(asked.count, 2)
})

t.test('what is lost again and again is given up', async (t) => {
  const { stores, meet } = await openBehindProxy(t)
  const met = meet('insert into `user_words`', 'lose the connection')
  await t.rejects(stores.users.create(userRecord('ada')), Unavailable)
  t.ok(met.count > 1 && met.count <= 8, `${met.count} times`)
  meet('', 'pass')
  t.equal(await stores.users.byUsername('ada'), null)
})

t.test('many who change the same groups at once are all served, and every count is right', async (t) => {
  const { url, admin } = await makeDatabase(t)
  const instances = await Promise.all([1, 2, 3].map(() => openMysqlStores({ url })))
  t.teardown(() => Promise.all(instances.map((stores) => stores.close())))
  const [first] = instances
  if (!first) throw new Error('unreachable')
  const [owner, ...people] = await storedUsers(first, 9)
  if (!owner) throw new Error('unreachable')
  const groups = [groupRecord('One'), groupRecord('Two'), groupRecord('Three')]
  for (const group of groups) await first.conversations.createGroup(group, owner.id)
  const ids = people.map((person) => person.id)
  const change = (i: number): Promise<unknown> => {
    const { memberships, conversations } = instances[i % 3] ?? first
    const group = groups[i % groups.length]?.id ?? newConversationId()
    const some = i % 2 ? ids : ids.toReversed()
    if (i % 5 === 4)
      return conversations.openDirect(some[i % 8] ?? owner.id, owner.id, newConversationId(), after(i))
    if (i % 7 === 6) return memberships.remove(group, some[i % 8] ?? owner.id)
    return memberships.add(group, some.slice(0, 1 + (i % 8)), 0, after(i))
  }
  const reasons: unknown[] = []
  await fewAtOnce(
    Array.from({ length: 60 }, (_, i) => i),
    (i) => change(i).catch((error: unknown) => reasons.push(error)),
  )
  t.same(reasons, [])
  const [wrong] = await admin.query(
    `select id from conversations where member_count <> (select count(*) from memberships where conversation_id = id)
     union all select id from users where conversation_count <> (select count(*) from memberships where user_id = id)`,
  )
  t.same(wrong, [])
})
