import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openSqlStores } from '../../../api/src/adapters/open-sql-stores.ts'
import type { SqlStores } from '../../../api/src/adapters/sql/stores.ts'
import type { Places } from '../../../api/src/open-stores.ts'

/** What a test gives back at its end, the last thing first: a tap test, or anything alike. */
export interface Teardown {
  teardown(handler: () => unknown): void
}

/** All SQL stores in a place of their own, closed and removed when the test ends. */
export async function openTestStores(t: Teardown): Promise<SqlStores> {
  const stores = await openSqlStores(await newPlaces(t))
  t.teardown(() => stores.close())
  return stores
}

/** Where there is nothing yet: a folder, or, if the tests run on servers, databases too. */
export async function newPlaces(t: Teardown): Promise<Places> {
  const dataDir = await temporaryFolder(t)
  if (!areOnServers()) return { dataDir }
  const { newDatabases } = await import('./server-places.ts')
  return { dataDir, ...(await newDatabases(t)) }
}

export async function temporaryFolder(t: Teardown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** One setting for a whole run, so that no test can be left out by mistake. */
function areOnServers(): boolean {
  const stores = process.env['TEST_STORES'] ?? 'embedded'
  if (stores === 'embedded' || stores === 'servers') return stores === 'servers'
  throw new Error(`TEST_STORES is "${stores}": it may be "embedded" or "servers".`)
}
