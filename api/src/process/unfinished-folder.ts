import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

const markName = 'unfinished'
const lockName = 'instance.lock'
const contentNames = [
  'secrets.json',
  'files',
  ...['accounts.db', 'messages.db', 'journal.db'].flatMap(withLogs),
]
const ownerOnly = 0o600

/** A data folder while it is filled. A mark in it names who does, until it is complete. */
export class Filling {
  readonly #folder: string
  /** Leaves what there is for the next run. */
  readonly leave: () => void
  /** Whether it goes on with what an earlier run has left. */
  readonly isResumed: boolean

  constructor(folder: string, filler: string, release: () => void) {
    this.#folder = folder
    this.leave = release
    this.isResumed = fillerOf(folder) !== null
    if (this.isResumed) return
    writeFileSync(join(folder, markName), filler, { mode: ownerOnly, flush: true })
    flushFolder(folder)
  }

  finish(): void {
    flushFolder(this.#folder)
    rmSync(join(this.#folder, markName))
    flushFolder(this.#folder)
    this.leave()
  }

  clear(): void {
    for (const name of contentNames) rmSync(join(this.#folder, name), { force: true, recursive: true })
  }

  /** As if nothing had begun. */
  abandon(): void {
    this.clear()
    this.finish()
  }
}

/** Who has begun to fill this folder and not finished. */
export function fillerOf(folder: string): string | null {
  const path = join(folder, markName)
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

export const wasHeld = (folder: string): boolean => existsSync(join(folder, lockName))

export const isInstance = (folder: string): boolean => existsSync(join(folder, 'accounts.db'))

/** What this filler has not put there. */
export function foreignIn(folder: string, filler: string): string[] {
  if (!existsSync(folder)) return []
  const known = [...withLogs(lockName), ...(fillerOf(folder) === filler ? [markName, ...contentNames] : [])]
  return readdirSync(folder).filter((name) => !known.includes(name))
}

function withLogs(name: string): string[] {
  return [name, `${name}-wal`, `${name}-shm`, `${name}-journal`]
}

function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
