import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'

import type { Db } from 'mongodb'
import t, { type Test } from 'tap'

import { openMongoMessageStore } from '../../api/src/adapters/mongo/open.ts'
import { openMysqlStores } from '../../api/src/adapters/mysql/open.ts'
import { archivedTables } from '../../api/src/adapters/sql/archive/table-archive.ts'
import { openDataFolder } from '../../api/src/process/data-folder.ts'
import { move } from '../../scripts/move/move.ts'
import type { Place } from '../../scripts/move/place.ts'
import { childEnv } from '../support/processes/child-env.ts'
import { dumpOf, fillInstance, orderedBy } from '../support/databases/full-instance.ts'
import { newMongoDatabase } from '../support/databases/mongo.ts'
import { MongoProxy, pass } from '../support/network/mongo-proxy.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { makeDatabase, type TestDatabase } from '../support/databases/mysql.ts'

const script = fileURLToPath(new URL('../../scripts/move.ts', import.meta.url))
const refusal = (message: RegExp) => ({ name: 'StartError', message })
const tell = () => undefined

interface Servers {
  readonly mysql: TestDatabase
  readonly mongo: Db
  /** Before MongoDB. */
  readonly proxy: MongoProxy
  readonly place: Place
  readonly args: readonly string[]
}

const newServers = async (t: Test): Promise<Servers> => {
  const [mysql, mongo] = [await makeDatabase(t), await newMongoDatabase(t)]
  const proxy = await MongoProxy.before(t, new URL(mongo.url))
  const [mysqlUrl, mongodbUrl] = [mysql.url, proxy.url]
  return {
    mysql,
    mongo: mongo.db,
    proxy,
    place: { kind: 'servers', mysqlUrl, mongodbUrl },
    args: [mysqlUrl, mongodbUrl],
  }
}

const inFolder = (folder: string): Place => ({ kind: 'folder', folder })

/**
 * Lets the command go on until some messages have come, stops it before it reads or writes more of them, kills it,
 * and answers how many came.
 */
const killedInTheMiddle = async (
  args: readonly string[],
  proxy: MongoProxy,
  arrived: () => Promise<number>,
): Promise<number> => {
  const child = spawn(process.execPath, [script, ...args], { env: childEnv })
  const ended = once(child, 'exit')
  const stopped = new Promise<void>((resolve) => {
    proxy.judge = async (command) => {
      if (!Object.values(command).includes('messages') || (await arrived()) === 0) return pass
      resolve()
      return new Promise(() => undefined)
    }
  })
  await Promise.race([stopped, ended])
  child.kill('SIGKILL')
  await ended
  proxy.judge = () => pass
  return arrived()
}

const messagesIn = (folder: string): number => {
  try {
    using database = new DatabaseSync(join(folder, 'messages.db'), { readOnly: true })
    return Number(database.prepare('SELECT count(*) AS n FROM messages').get()?.['n'])
  } catch {
    return 0 // there is no such file or table yet
  }
}

t.test('An instance moves to the servers and back, killed on both ways', async (t) => {
  const home = await fillInstance(t)
  const servers = await newServers(t)
  const there = await temporaryFolder(t)
  const before = dumpOf(home)
  const all = before['messages']?.length ?? 0

  t.test('what was killed on its way to the servers starts no server', async (t) => {
    const count = () => servers.mongo.collection('messages').countDocuments()
    const arrived = await killedInTheMiddle(['--from', home, '--to', ...servers.args], servers.proxy, count)
    t.ok(arrived > 0 && arrived < all, `${arrived} of ${all} messages had come`)
    await t.rejects(openMysqlStores({ url: servers.mysql.url }), {
      message: /only a part of what npm run move/,
    })
  })

  t.test('nothing else may fill what it has begun to fill', async (t) => {
    const other = inFolder(await fillInstance(t))
    await t.rejects(move(other, servers.place, tell), refusal(/is being filled by another move/))
    await t.rejects(move(servers.place, inFolder(there), tell), refusal(/--from has only a part/))
  })

  t.test('repeated, it goes on and brings every row as it was', async (t) => {
    const told: Record<string, number> = {}
    const counts = await move(inFolder(home), servers.place, (what, count) => (told[what] = count))
    t.equal(counts['messages'], all)
    t.ok((told['messages'] ?? all) < all, `only ${told['messages']} messages were left to be brought`)
    for (const { name, key } of archivedTables) {
      const [rows] = await servers.mysql.admin.query(orderedBy(name, key))
      t.same(rows, before[name], name)
      t.ok(before[name]?.length, `the instance had ${name}`)
    }
    t.same(dumpOf(home), before, 'the source is as it was')
    const [chunk] = await servers.mongo.collection('files.chunks').find().toArray()
    t.equal(String(chunk?.['data'].buffer), 'the bytes of a file')
  })

  t.test('the messages go on where they were', async (t) => {
    const store = await openMongoMessageStore({
      url: servers.place.kind === 'servers' ? servers.place.mongodbUrl : '',
    })
    t.teardown(() => store.close())
    for (const row of lastOfEach(before['messages'] ?? [])) {
      const id = row['conversation_id'] as Parameters<typeof store.page>[0]
      const page = await store.page(id, { kind: 'latest' }, 1)
      t.match(page.messages, [{ seq: row['seq'], text: row['text'] }])
      t.same((await store.heads([id])).get(id), { seq: page.headSeq, rev: page.rev })
    }
  })

  t.test('what was killed on its way back starts no server, and is whole when it was repeated', async (t) => {
    const back = ['--from', ...servers.args, '--to', there]
    const arrived = await killedInTheMiddle(back, servers.proxy, async () => messagesIn(there))
    t.ok(arrived > 0 && arrived < all, `${arrived} of ${all} messages had come`)
    t.throws(() => openDataFolder(there), refusal(/which npm run move has not filled to the end/))
    await move(servers.place, inFolder(there), tell)
    t.same(dumpOf(there), before)
    const names = await readdir(join(there, 'files'))
    const contents = await Promise.all(names.map((name) => readFile(join(there, 'files', name), 'utf8')))
    const picture = 'the bytes of a picture'
    t.same(contents.toSorted(), ['the bytes of a file', picture, picture], 'in both of its sizes')
    openDataFolder(there)()
  })
})

const lastOfEach = (rows: readonly Record<string, unknown>[]) =>
  new Map(rows.map((row) => [row['conversation_id'], row])).values()

t.test('What is in a place is never mixed with what is moved', async (t) => {
  const home = inFolder(await fillInstance(t))
  const servers = await newServers(t)
  await move(home, servers.place, tell)
  await t.rejects(move(home, servers.place, tell), refusal(/--to is not empty \(it has users\)/))
  await t.rejects(move(servers.place, home, tell), refusal(/which is not empty/))
})

t.test('A folder in which a server runs is not moved', async (t) => {
  const home = await fillInstance(t)
  const servers = await newServers(t)
  const release = openDataFolder(home)
  t.teardown(release)
  await t.rejects(move(inFolder(home), servers.place, tell), refusal(/another Parley runs already/))
})

t.test('A change of what was brought already is found in the end', async (t) => {
  const home = await fillInstance(t)
  const servers = await newServers(t)
  const count = () => servers.mongo.collection('messages').countDocuments()
  await killedInTheMiddle(['--from', home, '--to', ...servers.args], servers.proxy, count)
  const database = new DatabaseSync(join(home, 'accounts.db'))
  database.exec(`UPDATE users SET bio = 'written meanwhile' WHERE username LIKE 'ann%'`)
  database.close()
  await t.rejects(move(inFolder(home), servers.place, tell), refusal(/The two sides differ in users/))
})
