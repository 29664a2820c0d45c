import { hash } from 'node:crypto'

import { archivedTables, type Row } from '../../api/src/adapters/sql/archive/table-archive.ts'
import { StartError } from '../../api/src/config/start-error.ts'
import type { ArchivedMessage } from '../../api/src/stores/message-archive.ts'
import { pageRows, type Tell } from './copy.ts'
import type { OpenPlace } from './source.ts'

/** Of all rows of one kind, whatever the order. */
interface Fingerprint {
  readonly count: number
  readonly sum: bigint
}

const modulus = 1n << 256n

/**
 * Reads everything on both sides again.
 * @throws StartError when they differ
 */
export async function assertSame(
  source: OpenPlace,
  target: OpenPlace,
  tell: Tell,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const what of [...archivedTables.map(({ name }) => name), 'messages']) {
    const [here, there] = await Promise.all([fingerprint(source, what), fingerprint(target, what)])
    if (here.count !== there.count || here.sum !== there.sum) throw different(what, here.count, there.count)
    counts[what] = here.count
    tell(`${what}, compared`, here.count)
  }
  return counts
}

const different = (what: string, here: number, there: number): StartError =>
  new StartError(
    `The two sides differ in ${what} (${here} here, ${there} there): somebody has written meanwhile, so empty --to and begin again.`,
  )

async function fingerprint(place: OpenPlace, what: string): Promise<Fingerprint> {
  let [count, sum] = [0, 0n]
  for await (const row of rowsOf(place, what)) {
    count += 1
    sum = (sum + BigInt(`0x${hash('sha256', canonical(row), 'hex')}`)) % modulus
  }
  return { count, sum }
}

function rowsOf(place: OpenPlace, what: string): AsyncGenerator<object> {
  const table = archivedTables.find(({ name }) => name === what)
  if (!table) return pages((after: ArchivedMessage | null, limit) => place.messages.exportAfter(after, limit))
  return pages((after: Row | null, limit) => place.tables.exportAfter(table, after, limit))
}

type Read<Row> = (after: Row | null, limit: number) => Promise<readonly Row[]>

async function* pages<Row extends object>(read: Read<Row>): AsyncGenerator<Row> {
  for (let after: Row | null = null; ;) {
    const rows: readonly Row[] = await read(after, pageRows)
    yield* rows
    after = rows.at(-1) ?? null
    if (rows.length < pageRows) return
  }
}

/** The same text whatever the order in which a database gives the columns. */
const canonical = (row: object): string =>
  JSON.stringify(row, (_, value: unknown) => (isRecord(value) ? sorted(value) : value))

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sorted = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
