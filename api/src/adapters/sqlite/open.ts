import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { openDatabase, pingOf, type OpenDatabase } from '../sql/database.ts'
import { storesOn, type SqlStores } from '../sql/stores.ts'
import { nowMs, sqliteDialect } from './dialect.ts'
import { openSqliteThread } from './thread.ts'

export async function openSqliteStores(dataDir: string): Promise<SqlStores> {
  const { db, close } = await openSqliteDatabase(dataDir)
  // The folder has one instance at a time.
  return { ...storesOn(db, nowMs), ping: pingOf(db), alone: (work) => work(), close }
}

export async function openSqliteDatabase(dataDir: string): Promise<OpenDatabase> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const thread = await openSqliteThread(join(dataDir, 'accounts.db'))
  const dialect = sqliteDialect(thread)
  try {
    return { db: await openDatabase(dialect), close: () => dialect.close() }
  } catch (error) {
    await dialect.close()
    throw error
  }
}
