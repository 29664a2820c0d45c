import { join } from 'node:path'

import { GramIndex } from './search/gram-index.ts'
import { WriteAhead } from './write-ahead.ts'
import { MessageJournal } from './journal.ts'
import { migrateMessages } from './schema.ts'
import { MessageTable } from './message-table.ts'
import { MessageStatements } from './statements.ts'
import { openSqlite } from '../sqlite/open-file.ts'
import { silent, type FailureNotice } from './failure-notice.ts'

export const messageFileNames = { tables: 'messages.db', journal: 'journal.db' } as const

export type OpenMessages = ReturnType<typeof openMessages>

/** The tables of a folder and their journal. What a crash has left in the journal is in the tables then. */
export function openMessages(folder: string, notice: FailureNotice = silent()) {
  const db = openSqlite(join(folder, messageFileNames.tables))
  migrateMessages(db)
  // The pages that many entries write until they are committed.
  db.exec('PRAGMA cache_size = -16384')
  const writes = new MessageStatements(db)
  const grams = new GramIndex(db, writes)
  const table = new MessageTable(db, writes, grams)
  const journal = new MessageJournal(openSqlite(join(folder, messageFileNames.journal)), writes.applied())
  const commits = new WriteAhead(writes, journal, table, notice)
  const close = (): void => {
    try {
      commits.commit()
    } finally {
      journal.close()
      db.close()
    }
  }
  return { db, writes, grams, table, commits, close }
}
