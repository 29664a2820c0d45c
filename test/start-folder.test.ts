import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import t from 'tap'

import { explainFolder } from '../api/src/process/explain-folder.ts'
import { temporaryFolder } from './support/databases/stores.ts'

const program = fileURLToPath(new URL('../api/src/main.ts', import.meta.url))
const nobody = 65_534

/** What it says when it ends by itself, on a disk that was mounted in a name space of its own. */
async function startOn(dataDir: string, mount: string, user: { uid?: number; gid?: number } = {}) {
  const inside = ['--user', '--map-root-user', '--mount', 'sh', '-c', `${mount} exec "$@"`, dataDir]
  const [command, ...args] =
    mount === '' ? [process.execPath, program] : ['unshare', ...inside, process.execPath, program]
  const env = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
  }
  const child = spawn(command ?? '', args, { env, ...user })
  let said = ''
  child.stdout.on('data', (data: Buffer) => (said += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said += data.toString()))
  const starts = setInterval(() => said.includes('Ctrl+C') && child.kill(), 50)
  await once(child, 'close')
  clearInterval(starts)
  return { code: child.exitCode, said }
}

const tmpfs = (size: string): string => `mount -t tmpfs -o size=${size} parley "$0" &&`

t.test('a disk that is full is said to be, wherever the start comes to its end', async (t) => {
  for (const size of ['4k', '64k', '256k']) {
    const dataDir = await temporaryFolder(t)
    const { code, said } = await startOn(dataDir, tmpfs(size))
    t.equal(code, 1, size)
    t.match(said, `DATA_DIR is "${dataDir}", where the disk is full (`)
    t.match(said, '): make room there, or move the folder to a larger disk.\n')
    t.equal(said.trim().split('\n').length, 1, said)
  }
})

t.test('a disk on which nothing can be written is said to be', async (t) => {
  const dataDir = await temporaryFolder(t)
  const { code, said } = await startOn(dataDir, `${tmpfs('1m')} mount -o remount,ro "$0" &&`)
  t.equal(code, 1)
  t.match(said, `DATA_DIR is "${dataDir}", where nothing can be written (`)
  t.match(said, '): mount that disk for writing, or choose another folder.\n')
})

t.test('a folder that belongs to somebody else is said to', async (t) => {
  const dataDir = await temporaryFolder(t)
  await chmod(dataDir, 0o500)
  const isRoot = process.getuid?.() === 0
  const { code, said } = await startOn(dataDir, '', isRoot ? { uid: nobody, gid: nobody } : {})
  t.equal(code, 1)
  t.match(said, `DATA_DIR is "${dataDir}", where this user may not read and write everything (`)
  t.match(said, '): give the folder and all that is in it to this user, or choose another folder.\n')
})

t.test('every code of its kind has its sentence, and a folder that is well is not blamed', async (t) => {
  const folder = await temporaryFolder(t)
  const words = {
    ENOSPC: 'full',
    EDQUOT: 'full',
    EROFS: 'nothing can be written',
    EACCES: 'user',
    EPERM: 'user',
  }
  for (const [code, word] of Object.entries(words)) {
    const error = Object.assign(new Error(`${code}: it says`), { code })
    t.match(
      explainFolder(error, folder, '--to')?.message,
      new RegExp(`^--to is "${folder}", .*${word}.*it says`),
    )
  }
  await writeFile(join(folder, 'accounts.db'), 'no database')
  for (const error of [new Error('file is not a database'), Object.assign(new Error('x'), { code: 'EBUSY' })])
    t.equal(explainFolder(error, folder, 'DATA_DIR'), null)
  for (const other of ['missing', 'accounts.db/data'])
    t.equal(explainFolder(new Error('x'), join(folder, other), 'DATA_DIR'), null, other)
})
