import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { ActivityStore } from '../../stores/activity-store.ts'
import type { ConversationStore } from '../../stores/conversation-store.ts'
import type { MembershipStore } from '../../stores/membership-store.ts'
import type { SessionStore } from '../../stores/session-store.ts'
import type { ThrottleStore } from '../../stores/throttle-store.ts'
import type { UserStore } from '../../stores/user-store.ts'
import { openDatabase, type OpenDatabase } from './database.ts'
import { SqliteThreadDialect } from './dialect-sqlite.ts'
import { SqliteThread } from './sqlite-thread.ts'
import { pingOf, storesOn } from './stores-on.ts'

export interface SqlStores {
  readonly users: UserStore
  readonly sessions: SessionStore
  readonly conversations: ConversationStore
  readonly memberships: MembershipStore
  readonly activity: ActivityStore
  readonly throttles: ThrottleStore
  /** @throws Unavailable when the database does not answer */
  ping(): Promise<void>
  /** Does the work unless another instance is at such work now. */
  alone(work: () => Promise<void>): Promise<void>
  /** Finishes what is under way; whatever is asked later is refused as Unavailable. */
  close(): Promise<void>
}

export interface SqlPlace {
  readonly dataDir: string
  /** Null or absent for SQLite in the folder. */
  readonly mysqlUrl?: string | null
}

/** The driver of servers is loaded only for them. */
export async function openSqlStores({ dataDir, mysqlUrl }: SqlPlace): Promise<SqlStores> {
  if (!mysqlUrl) return openSqliteStores(dataDir)
  const { openMysqlStores } = await import('./open-mysql.ts')
  return openMysqlStores({ url: mysqlUrl })
}

async function openSqliteStores(dataDir: string): Promise<SqlStores> {
  const { db, close } = await openSqliteDatabase(dataDir)
  // The folder has one instance at a time.
  return { ...storesOn(db), ping: pingOf(db), alone: (work) => work(), close }
}

export async function openSqliteDatabase(dataDir: string): Promise<OpenDatabase> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const thread = await SqliteThread.open(join(dataDir, 'accounts.db'))
  const dialect = new SqliteThreadDialect(thread)
  try {
    return { db: await openDatabase(dialect), close: () => dialect.close() }
  } catch (error) {
    await dialect.close()
    throw error
  }
}
