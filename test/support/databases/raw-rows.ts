import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type Row = Record<string, unknown>

/** Every row, read by nothing of ours. */
export const rowsOf = (folder: string, file: string, query: string): Row[] => {
  const database = new DatabaseSync(join(folder, file), { readOnly: true, timeout: 2_000 })
  try {
    return database
      .prepare(query)
      .all()
      .map((row) => ({ ...row }))
  } finally {
    database.close()
  }
}

export const messagesIn = (folder: string): Row[] =>
  rowsOf(folder, 'messages.db', 'SELECT * FROM messages ORDER BY conversation_id, seq')
