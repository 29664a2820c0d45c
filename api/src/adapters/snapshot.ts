import { closeSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backup, type DatabaseSync } from 'node:sqlite'

import { diskName } from './disk/file-bytes.ts'
import { messageFileNames, openMessages } from './sqlite-messages/open-messages.ts'
import { MessageJournal } from './sqlite-messages/journal.ts'
import { isBusy } from './sqlite/errors.ts'
import { openSqlite } from './sqlite/open-file.ts'
import { archivedTables } from './sql/archive/table-archive.ts'

const ownerOnly = 0o600
/**
 * The tables of messages come last: an entry that is not in the journal any more is in them by then. They are
 * not locked either, for what is being written there is in the journal, where it was accepted.
 */
const files = ['accounts.db', messageFileNames.journal, messageFileNames.tables] as const
const heldStill = ['accounts.db', messageFileNames.journal] as const

/** Two seconds each: a minute, in which even the busiest server takes a breath. */
const triesMax = 30
const nextWaitMs = 500

/** Pages copied at a time: some milliseconds, after which others who wait for the disk get to it. */
const pagesPerStep = 1_000

/**
 * Copies accounts and messages as they were at one and the same instant, while a server may go on writing.
 * Read positions point into the messages, and messages at accounts: a copy of one database that were
 * only a little older than that of the other would have a position beyond the last message, or
 * messages of nobody.
 */
export async function snapshotDatabases(dataDir: string, into: string): Promise<void> {
  const sources = new Map(files.map((name) => [name, openSqlite(join(dataDir, name))]))
  try {
    beginTogether([...sources.values()], dataDir)
    for (const [name, source] of sources) await copyTo(source, join(into, name))
  } finally {
    for (const source of sources.values()) source.close()
  }
  settleJournal(into)
  for (const name of ['accounts.db', messageFileNames.tables]) seal(join(into, name))
}

/** A copy is complete without a journal. */
function settleJournal(folder: string): void {
  const journal = new MessageJournal(openSqlite(join(folder, messageFileNames.journal)), 0)
  const isSettled = journal.after(0).length === 0
  journal.close()
  if (!isSettled) openMessages(folder).close()
  rmSync(join(folder, messageFileNames.journal))
}

/** For the moment in which the views are taken nobody writes; the server's own writes wait that long. */
function beginTogether(sources: readonly DatabaseSync[], dataDir: string): void {
  const stoppers = heldStill.map((name) => openSqlite(join(dataDir, name)))
  try {
    holdStill(stoppers)
    for (const source of sources) {
      source.exec('BEGIN')
      source.prepare('SELECT 1 FROM sqlite_schema').get() // a view begins with the first read
    }
  } finally {
    for (const stopper of stoppers) stopper.close()
  }
}

/** A server that writes without a pause leaves a lock free for moments only, and who asks for it stands in no queue. */
function holdStill(stoppers: readonly DatabaseSync[]): void {
  // What is locked by then keeps the server's writes waiting, which give up after two seconds.
  for (const stopper of stoppers.slice(1)) stopper.exec(`PRAGMA busy_timeout = ${nextWaitMs}`)
  for (let tries = 1; ; tries++) {
    try {
      for (const stopper of stoppers) stopper.exec('BEGIN IMMEDIATE')
      return
    } catch (error) {
      for (const stopper of stoppers) if (stopper.isTransaction) stopper.exec('ROLLBACK')
      if (!isBusy(error) || tries === triesMax) throw error
    }
  }
}

/** The copy reads by the view that the source has open. */
async function copyTo(source: DatabaseSync, path: string): Promise<void> {
  closeSync(openSync(path, 'wx', ownerOnly))
  await backup(source, path, { rate: pagesPerStep })
}

/** The copy stands alone: no log beside it. */
function seal(path: string): void {
  const copy = openSqlite(path)
  try {
    copy.exec('PRAGMA journal_mode = DELETE')
    assertSound(copy, path)
  } finally {
    copy.close()
  }
}

function assertSound(database: DatabaseSync, path: string): void {
  const found = database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check']
  if (found !== 'ok') throw new Error(`${path} is damaged: ${String(found)}`)
}

/** The names in the folder of files of all whose bytes are whole, of pictures too. */
export function fileNamesIn(folder: string): string[] {
  const database = openSqlite(join(folder, 'accounts.db'), { readOnly: true })
  try {
    const rows = database
      .prepare(
        `SELECT DISTINCT content_id, has_preview FROM files WHERE sha256 IS NOT NULL
        UNION ALL SELECT id, 1 FROM pictures WHERE hash IS NOT NULL`,
      )
      .all()
    return rows.flatMap(({ content_id: id, has_preview: hasPreview }) =>
      (hasPreview ? (['content', 'preview'] as const) : (['content'] as const)).map((part) =>
        diskName(String(id), part),
      ),
    )
  } finally {
    database.close()
  }
}

/** What is in a copy, as people would count it. */
export function countRows(folder: string): Record<string, number> {
  const tables = archivedTables.map(({ name }) => ['accounts.db', name] as const)
  const all = [...tables, [messageFileNames.tables, 'messages'] as const]
  return Object.fromEntries(all.map(([file, table]) => [table, countIn(join(folder, file), table)]))
}

function countIn(path: string, table: string): number {
  const database = openSqlite(path, { readOnly: true })
  try {
    return Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'])
  } finally {
    database.close()
  }
}
