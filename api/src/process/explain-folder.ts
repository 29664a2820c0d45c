import { accessSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { StartError } from '../config/start-error.ts'

/** Less than this is no room to start in. */
const roomBytes = 1024 * 1024
const ownFile = /^[\w.]+\.(?:db|json|lock)(?:-wal|-shm|-journal)?$/

type Sentence = readonly [what: string, remedy: string]
const full: Sentence = ['where the disk is full', 'make room there, or move the folder to a larger disk']
const readOnly: Sentence = [
  'where nothing can be written',
  'mount that disk for writing, or choose another folder',
]
const forbidden: Sentence = [
  'where this user may not read and write everything',
  'give the folder and all that is in it to this user, or choose another folder',
]
const sentences = new Map<unknown, Sentence>([
  ['ENOSPC', full],
  ['EDQUOT', full],
  ['EROFS', readOnly],
  ['EACCES', forbidden],
  ['EPERM', forbidden],
])

/** Null when the folder is not to blame. SQLite has the same few words for many reasons, so that the folder is tried. */
export function explainFolder(error: unknown, folder: string, setting: string): StartError | null {
  const sentence = sentences.get(codeOf(error)) ?? sentences.get(codeOf(tryFolder(folder)))
  if (!sentence) return null
  const [what, remedy] = sentence
  const reason = error instanceof Error ? error.message : String(error)
  return new StartError(`${setting} is "${folder}", ${what} (${reason}): ${remedy}.`, { cause: error })
}

function tryFolder(folder: string): unknown {
  const path = join(folder, 'room.lock')
  try {
    const own = readdirSync(folder).filter((name) => ownFile.test(name))
    for (const name of own) accessSync(join(folder, name), constants.R_OK | constants.W_OK)
    writeFileSync(path, Buffer.alloc(roomBytes), { flush: true })
    return null
  } catch (error) {
    return error
  } finally {
    if (existsSync(path)) rmSync(path)
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined
