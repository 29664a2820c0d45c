import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

import { isAtLeast, minimumVersions } from '../minimum-versions.ts'

/** Only another process can hold a lock for long, as two that migrate at once do; a thread waits, not the loop. */
const busyTimeoutMs = 2_000

export function openSqlite(path: string, options: { readonly readOnly?: boolean } = {}): DatabaseSync {
  assertSafeVersion(process.versions.sqlite ?? '0')
  const readOnly = options.readOnly ?? false
  if (!readOnly) createPrivately(path)
  const database = new DatabaseSync(path, { readOnly, timeout: busyTimeoutMs })
  try {
    configure(database, { readOnly })
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Made before SQLite would make it, so that it is never readable by others; the -wal and -shm files follow its mode. */
export function createPrivately(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
}

function configure(database: DatabaseSync, options: { readonly readOnly: boolean }): void {
  if (!options.readOnly) database.exec('PRAGMA journal_mode = WAL')
  // Anything less loses acknowledged commits at a power failure.
  database.exec('PRAGMA synchronous = FULL')
  // Pages that are written again before the log is copied back are copied once: 16 MiB of log, not 4.
  database.exec('PRAGMA wal_autocheckpoint = 4000')
  database.exec('PRAGMA foreign_keys = ON')
  database.exec('PRAGMA trusted_schema = OFF')
}

export function assertSafeVersion(version: string): void {
  const minimum = minimumVersions.sqlite
  if (isAtLeast(version, minimum)) return
  throw new Error(`SQLite ${version} can damage its data; at least ${minimum} is needed: update Node.js.`)
}
