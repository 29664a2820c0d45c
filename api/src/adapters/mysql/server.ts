import { StoreError } from '../../stores/errors.ts'
import { isAtLeast, minimumServerVersions } from '../minimum-versions.ts'
import type { MysqlSession } from './session.ts'

/** By code point and without padding, as SQLite compares: 'a', 'A', 'á' and 'a ' are four keys. */
export type Collation = 'utf8mb4_0900_bin' | 'utf8mb4_nopad_bin'

const facts = `select version() as version, @@session.sql_mode as sqlMode, @@session.time_zone as timeZone,
  @@session.character_set_client as client, @@session.character_set_connection as connection,
  @@session.character_set_results as results`

/** The server's collation. @throws StoreError with a sentence for who set the server up, when it is none that the data would be safe in */
export async function inspectServer(session: MysqlSession, limitMs: number): Promise<Collation> {
  const [row] = (await session.run(facts, [], limitMs)).rows
  const { version, sqlMode, timeZone, ...charsets } = textsOf(row)
  const kind = version?.includes('MariaDB') ? 'MariaDB' : 'MySQL'
  refuseOlder(kind, version ?? '')
  if (!sqlMode?.split(',').includes('STRICT_ALL_TABLES') || timeZone !== '+00:00')
    throw new StoreError(`${kind} does not keep the strict SQL mode and the time zone that a session sets.`)
  const charset = Object.values(charsets).find((name) => name !== 'utf8mb4')
  if (charset !== undefined)
    throw new StoreError(
      `${kind} talks in the character set ${charset}, not in utf8mb4: let clients choose it.`,
    )
  return kind === 'MariaDB' ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin'
}

export function refuseOlder(kind: keyof typeof minimumServerVersions, version: string): void {
  const minimum = minimumServerVersions[kind]
  if (isAtLeast(version, minimum)) return
  throw new StoreError(`${kind} ${version} is too old: at least ${minimum} is needed.`)
}

function textsOf(row: unknown): Record<string, string> {
  if (typeof row !== 'object' || row === null) throw new StoreError('The server says nothing of itself.')
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]))
}
