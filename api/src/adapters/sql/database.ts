import { Kysely, Migrator, sql, type Dialect, type Migration } from 'kysely'

import { StoreError } from '../../stores/errors.ts'
import { migrations } from './migrations/index.ts'
import type { Database, Tables } from './tables.ts'

export type { Database } from './tables.ts'

export interface OpenDatabase {
  readonly db: Database
  /** Finishes what is under way and refuses what comes later. */
  close(): Promise<void>
}

export async function openDatabase(dialect: Dialect): Promise<Database> {
  const db: Database = new Kysely<Tables>({ dialect })
  await migrate(db, migrations)
  return db
}

export const pingOf = (db: Database) => async (): Promise<void> =>
  void (await db.selectNoFrom(sql`1`.as('one')).execute())

/**
 * Safe to run by several at once: the dialect's lock lets one in, and the others find nothing left to do.
 * An older version changes nothing of what a newer one has made, and works on it when that is meant to be.
 * @throws StoreError when it is not
 */
export async function migrate(db: Database, list: Readonly<Record<string, Migration>>): Promise<void> {
  if (await isNewer(db, list)) return
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...list }) } })
  const { error } = await migrator.migrateToLatest()
  if (!error) return
  // Kysely refuses what it does not know, such as what a newer instance did while this one waited for the lock.
  if (!(await isNewer(db, list))) throw error
}

async function isNewer(db: Database, list: Readonly<Record<string, Migration>>): Promise<boolean> {
  const executed = await executedMigrations(db)
  const unknown = executed.filter((name) => !Object.hasOwn(list, name))
  if (unknown.length === 0) return false
  const own = Object.keys(list)
  const newest = own.sort().at(-1) ?? ''
  const refused = unknown.find((name) => !runsSince(name, newest))
  if (refused === undefined && own.every((name) => executed.includes(name))) return true
  throw new StoreError(
    `The accounts database was written by a newer version of Parley (it has the migration "${refused ?? unknown[0]}"): start that version or a later one.`,
  )
}

/** Whether a program whose newest migration is this one works on what that other migration leaves: its name tells. */
function runsSince(name: string, newest: string): boolean {
  const since = /\.since-(\d{4})$/.exec(name)?.[1]
  return since !== undefined && newest.slice(0, since.length) >= since
}

async function executedMigrations(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return []
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  return rows.map(({ name }) => name)
}
