import t, { type Test } from 'tap'

import { mysqlAddress } from '../../../api/src/adapters/mysql/address.ts'
import { MysqlPool } from '../../../api/src/adapters/mysql/pool.ts'
import { openMysqlStores } from '../../../api/src/adapters/mysql/open.ts'
import { Duplicate } from '../../../api/src/stores/errors.ts'
import { MariadbServer } from '../../support/databases/mariadb-server.ts'
import {
  after,
  everyPage,
  groupRecord,
  newUserId,
  start,
  storedUser,
  userRecord,
} from '../../support/databases/records.ts'
import { openTestStores } from '../../support/databases/stores.ts'
import { makeDatabase } from '../../support/databases/mysql.ts'

const limitMs = 5_000
const mariadb = await MariadbServer.start(t)

for (const [name, server] of [
  ['MySQL', undefined],
  ['MariaDB', mariadb.url],
] as const) {
  const openStores = async (t: Test) => {
    const { url, admin } = await makeDatabase(t, server)
    const stores = await openMysqlStores({ url })
    t.teardown(() => stores.close())
    return { stores, admin, url }
  }

  const openSession = async (t: Test) => {
    const { url } = await makeDatabase(t, server)
    const pool = new MysqlPool(mysqlAddress(url), limitMs)
    const session = await pool.session(limitMs)
    t.teardown(() => {
      session.release()
      return pool.close()
    })
    const one = async (sql: string, ...parameters: unknown[]) => {
      const { rows } = await session.run(sql, parameters, limitMs)
      const [row] = rows
      return typeof row === 'object' && row !== null ? row : {}
    }
    return { session, one }
  }

  t.test(`parameters reach ${name} apart from the statement, which is prepared once`, async (t) => {
    const { one } = await openSession(t)
    const counted = async (what: string) =>
      Number(Object.values(await one(`show session status like 'Com_stmt_${what}'`))[1])
    const [prepared, executed] = [await counted('prepare'), await counted('execute')]
    for (const value of ['a', "' or 1=1 -- ", '\\']) t.same(await one('select ? as value', value), { value })
    t.equal((await counted('execute')) - executed, 3)
    t.equal((await counted('prepare')) - prepared, 1)
  })

  t.test(`numbers and text come back from ${name} as they were sent, and nothing else is sent`, async (t) => {
    const { session, one } = await openSession(t)
    await session.run(
      'create table kept (whole bigint, part double, words varchar(80)) character set utf8mb4',
      [],
      limitMs,
    )
    const text = 'a\0b"\'\\`%_\n👩‍💻\u{10ffff}'
    for (const [whole, part] of [
      [Number.MAX_SAFE_INTEGER, 0.1],
      [-Number.MAX_SAFE_INTEGER, -1e300],
      [0, 51],
    ]) {
      await session.run('delete from kept', [], limitMs)
      await session.run('insert into kept values (?, ?, ?)', [whole, part, text], limitMs)
      t.same(await one('select * from kept where whole = ? limit ?', whole, 1), { whole, part, words: text })
    }
    for (const wrong of [{}, ['a'], true, undefined, Symbol('a'), { toSqlString: () => '1' }])
      await t.rejects(session.run('select ?', [wrong], limitMs), TypeError)
  })

  t.test(`a session in ${name} is strict, in UTC, in utf8mb4 and sees what is committed`, async (t) => {
    const { session, one } = await openSession(t)
    t.match(await one('select @@sql_mode as mode, @@time_zone as zone, @@character_set_client as charset'), {
      mode: /STRICT_ALL_TABLES/,
      zone: '+00:00',
      charset: 'utf8mb4',
    })
    const isolation = await one(
      `show session variables where variable_name in ('transaction_isolation', 'tx_isolation')`,
    )
    t.match(isolation, { Value: 'READ-COMMITTED' })
    await session.run('create table short (words varchar(2))', [], limitMs)
    await t.rejects(session.run('insert into short values (?)', ['too long'], limitMs), /too long/)
    const matched = await session.run('update short set words = words', [], limitMs)
    t.equal(matched.changes, 0)
    await session.run(`insert into short values ('a')`, [], limitMs)
    t.equal((await session.run(`update short set words = 'a'`, [], limitMs)).changes, 1, 'matched is enough')
  })

  t.test(`keys that look alike are different keys in ${name}`, async (t) => {
    const { stores } = await openStores(t)
    const keys = [
      'a',
      'A',
      'á',
      'a\u0301',
      'ａ',
      'a ',
      ' a',
      'ä',
      'ß',
      'ss',
      'ı',
      'i',
      '👍',
      '👎',
      '\u{10ffff}',
      '',
    ]
    for (const key of keys) t.match(await stores.throttles.fail(key, after(1), 60_000), { failures: 1 })
    t.equal((await stores.throttles.get(keys)).size, keys.length)
    for (const username of ['ann', 'Ann', 'ánn', 'ann ']) await stores.users.create(userRecord(username))
    await t.rejects(stores.users.create(userRecord('ann')), Duplicate)
    t.equal(await stores.users.byUsername('ANN'), null)
  })

  t.test(`${name} and SQLite list people and groups in one order`, async (t) => {
    const { stores } = await openStores(t)
    const embedded = await openTestStores(t)
    const names = [
      'z',
      'é',
      'e',
      'e ',
      'e!',
      'e\t',
      '_',
      '-',
      '.',
      '0',
      '👍',
      '\uffee',
      '\u{10ffff}',
      'ß',
      'x y',
      'x  y',
    ]
    const orders: unknown[] = []
    for (const each of [stores, embedded]) {
      const owner = await storedUser(each, 'owner')
      for (const name of names) await storedUser(each, `u${name}`, { displayName: name })
      for (const name of names) await each.conversations.createGroup(groupRecord(`G ${name}`), owner.id)
      const people = await everyPage<{ username: string }>((last) =>
        each.users.search({ viewerId: newUserId(), prefix: '', after: last?.username ?? null, limit: 3 }),
      )
      const groups = await each.conversations.findListed({ prefix: 'g', after: null, limit: 50 })
      orders.push([people.map((user) => user.username), groups.map((group) => group.name)])
    }
    t.same(orders[0], orders[1])
  })

  t.test(`what ${name} refuses is told as what it is`, async (t) => {
    const { stores, admin } = await openStores(t)
    const from = { address: '', device: '', tokenName: null }
    const nobody = { userId: newUserId(), kind: 'signed-in', at: start, ...from } as const
    await t.rejects(stores.activity.append(nobody), { name: 'StoreError' })
    const ada = await storedUser(stores, 'ada')
    await t.rejects(stores.users.update(ada.id, { bio: 'b'.repeat(1_001) }), { name: 'StoreError' })
    await admin.query('drop table activity')
    await t.rejects(stores.activity.ofUser(ada.id, null, 5), { name: 'Error', message: /activity/ })
  })

  t.test(`of instances on ${name} one is at housekeeping at a time`, async (t) => {
    const { stores, url } = await openStores(t)
    const other = await openMysqlStores({ url })
    t.teardown(() => other.close())
    const { promise, resolve } = Promise.withResolvers<void>()
    const done: string[] = []
    const started = Promise.withResolvers<void>()
    const first = stores.alone(async () => {
      started.resolve()
      await promise
      done.push('first')
    })
    await started.promise
    await other.alone(async () => void done.push('second'))
    t.same(done, [], 'the second left it to the first')
    resolve()
    await first
    await other.alone(async () => void done.push('third'))
    t.same(done, ['first', 'third'])
    await t.rejects(
      stores.alone(() => Promise.reject(new Error('broke'))),
      { message: 'broke' },
    )
    await other.alone(async () => void done.push('fourth'))
    t.equal(done.length, 3, 'a failure gives the lock back')
  })
}
