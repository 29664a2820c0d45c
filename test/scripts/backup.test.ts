import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'

import t from 'tap'

import { openDataFolder } from '../../api/src/process/data-folder.ts'
import { createBackup } from '../../scripts/backup/create.ts'
import { restoreBackup } from '../../scripts/backup/restore.ts'
import { openChat } from '../support/app/chat-services.ts'
import { messagesIn } from '../support/databases/raw-rows.ts'
import { isRefusal, runScript } from '../support/processes/script.ts'
import { temporaryFolder } from '../support/databases/stores.ts'

/** Its two seconds, and the start of the program. */
const longerThanSqliteWaitsMs = 5_000

const refusal = (message: RegExp) => ({ name: 'StartError', message })

/** An instance that has a few messages and secrets, and is not running. */
const smallInstance = async (): Promise<string> => {
  const chat = await openChat(t)
  const [ann, bob] = await chat.people('ann', 'bob')
  const direct = await chat.direct(ann, bob)
  await chat.say(ann, direct, 'hello')
  for (const text of ['of a file', 'of one that is missing'])
    files.push(await chat.sendFile(ann, direct, text))
  await rm(join(chat.parts.dataDir, 'files', files[1] ?? ''))
  await writeFile(
    join(chat.parts.dataDir, 'secrets.json'),
    '{"sessionKeys":["of the test, at least thirty-two long"]}',
    {
      mode: 0o600,
    },
  )
  return chat.parts.dataDir
}

const files: string[] = []
const instance = await smallInstance()
const file = join(await temporaryFolder(t), 'backup.tar')
await createBackup(instance, file)

t.test('A backup can be read by its owner only, has the secrets in it, and says so', async (t) => {
  const file = join(await temporaryFolder(t), 'backup.tar')
  const { said } = await runScript('backup', '--data', instance, '--to', file)
  t.match(said, /verified: 2 accounts, 1 conversations, 3 messages\.\nWARNING: .* the keys of all sessions/)
  t.equal((await stat(file)).mode & 0o777, 0o600)
  t.same(await readdir(join(file, '..')), ['backup.tar'], 'nothing is left beside it')
  const folder = join(await temporaryFolder(t), 'data')
  t.equal((await runScript('restore', '--from', file, '--data', folder)).code, 0)
  t.equal(
    await readFile(join(folder, 'secrets.json'), 'utf8'),
    '{"sessionKeys":["of the test, at least thirty-two long"]}',
  )
  t.same(await readdir(join(folder, 'files')), [files[0]], 'what was missing is missing, and no error')
  t.equal(await readFile(join(folder, 'files', files[0] ?? ''), 'utf8'), 'of a file')
  for (const name of ['secrets.json', 'accounts.db', 'messages.db', `files/${files[0]}`]) {
    t.equal((await stat(join(folder, name))).mode & 0o777, 0o600, name)
  }
})

for (const name of ['accounts.db', 'journal.db']) {
  t.test(`A backup waits for its turn in ${name} longer than SQLite would`, async (t) => {
    const file = join(await temporaryFolder(t), 'backup.tar')
    const busy = new DatabaseSync(join(instance, name))
    busy.exec('BEGIN IMMEDIATE')
    const backup = runScript('backup', '--data', instance, '--to', file)
    await wait(longerThanSqliteWaitsMs)
    busy.close()
    const { code, said } = await backup
    t.equal(code, 0, said)
  })
}

t.test('A backup goes over no file that is there, and comes from no other folder', async (t) => {
  const content = await readFile(file)
  await t.rejects(createBackup(instance, file), refusal(/which exists already/))
  t.ok(content.equals(await readFile(file)))
  const elsewhere = createBackup(await temporaryFolder(t), `${file}.2`)
  await t.rejects(elsewhere, refusal(/which is no data folder: it has no accounts\.db\.$/))
})

t.test('A damaged backup is refused, and nothing is made of it', async (t) => {
  const whole = await readFile(file)
  const damaged = join(await temporaryFolder(t), 'backup.tar')
  const flipped = Buffer.from(whole)
  const middle = Math.floor(whole.length * 0.7)
  flipped.writeUInt8(whole.readUInt8(middle) ^ 1, middle)
  const damages = { 'one bit': flipped, 'half of it': whole.subarray(0, middle), nothing: Buffer.alloc(0) }
  for (const [name, content] of Object.entries(damages)) {
    await writeFile(damaged, content)
    const folder = join(await temporaryFolder(t), 'data')
    const restored = restoreBackup(damaged, folder)
    await t.rejects(restored, refusal(/which is no backup that can be restored/), name)
    await t.rejects(stat(folder), { code: 'ENOENT' })
  }
})

t.test('A backup of a later version is refused, and the folder is as it was', async (t) => {
  const data = join(await temporaryFolder(t), 'data')
  await restoreBackup(file, data)
  const database = new DatabaseSync(join(data, 'messages.db'))
  database.exec('PRAGMA user_version = 99')
  database.close()
  const later = join(await temporaryFolder(t), 'backup.tar')
  await createBackup(data, later)
  const folder = await temporaryFolder(t)
  await t.rejects(restoreBackup(later, folder), refusal(/newer version of Parley/))
  t.same(await readdir(folder), ['instance.lock'])
})

t.test('What is in a folder is never gone over', async (t) => {
  const folder = await temporaryFolder(t)
  await writeFile(join(folder, 'thesis.txt'), 'years')
  await t.rejects(restoreBackup(file, folder), refusal(/which is not empty/))
  t.same(await readdir(folder), ['thesis.txt'])
})

t.test('A folder in which a server runs is refused, and may be backed up', async (t) => {
  const release = openDataFolder(instance)
  t.teardown(release)
  await t.rejects(restoreBackup(file, instance), refusal(/another Parley runs already/))
  await createBackup(instance, `${file}.2`)
})

t.test('A restore that was killed keeps a server from starting, and can be repeated', async (t) => {
  const dataDir = await temporaryFolder(t)
  await writeFile(join(dataDir, 'instance.lock'), '')
  await writeFile(join(dataDir, 'unfinished'), 'restore')
  await writeFile(join(dataDir, 'accounts.db'), 'the first half')
  t.throws(() => openDataFolder(dataDir), refusal(/npm run restore has not filled to the end/))
  await t.rejects(createBackup(dataDir, `${file}.2`), refusal(/has no messages\.db/))
  await restoreBackup(file, dataDir)
  t.equal(messagesIn(dataDir).length, 3)
  openDataFolder(dataDir)()
})

t.test('The commands tell how to call them', async (t) => {
  const names = ['backup', 'restore', 'move']
  const [misused, ...helped] = await Promise.all([
    runScript('backup', '--to', 'one', 'two'),
    ...names.map((name) => runScript(name, '--help')),
  ])
  t.ok(isRefusal(misused), misused.lamented)
  for (const [at, { code, said }] of helped.entries()) {
    t.equal(code, 0)
    t.match(said, `npm run ${names[at]} -- --`)
  }
})
