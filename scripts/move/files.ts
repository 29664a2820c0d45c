import type { FileId } from '@parley/shared'

import {
  archivedTables,
  type ArchivedTable,
  type Row,
} from '../../api/src/adapters/sql/archive/table-archive.ts'
import { StartError } from '../../api/src/config/start-error.ts'
import type { FilePart } from '../../api/src/stores/files/file-bytes.ts'
import { sha256Of } from '../backup/files.ts'
import type { Tell } from './copy.ts'
import type { OpenPlace } from './source.ts'

const rowsAtOnce = 200
const parts = ['content', 'preview'] as const satisfies FilePart[]

/** What was copied before is not copied again; what the source has lost is lost there as well, and no error. */
export async function copyFiles({ tables, bytes }: OpenPlace, target: OpenPlace, tell: Tell): Promise<void> {
  let count = 0
  for await (const { id } of wholeFiles(tables)) {
    for (const part of parts) {
      const size = await bytes.size(id, part)
      if (size === null || size === (await target.bytes.size(id, part))) continue
      const content = await bytes.read(id, part, null)
      if (content !== null) await target.bytes.write(id, part, content)
    }
    tell('files', (count += 1))
  }
}

/** @throws StartError when a file differs from what was uploaded once */
export async function assertSameFiles({ bytes }: OpenPlace, target: OpenPlace, tell: Tell): Promise<void> {
  let count = 0
  for await (const { id, sha256 } of wholeFiles(target.tables)) {
    const content = await target.bytes.read(id, 'content', null)
    const isSame = content
      ? (await sha256Of(content)).startsWith(sha256)
      : (await bytes.size(id, 'content')) === null
    if (!isSame) throw new StartError(`The bytes of the file ${id} differ: empty --to and begin again.`)
    tell('files, compared', (count += 1))
  }
}

interface WholeFile {
  readonly id: FileId
  /** Of a picture its beginning. */
  readonly sha256: string
}

async function* wholeFiles(tables: OpenPlace['tables']): AsyncGenerator<WholeFile> {
  for (const table of archivedTables)
    if (table.name === 'files') yield* wholeIn(tables, table, 'content_id', 'sha256')
    else if (table.name === 'pictures') yield* wholeIn(tables, table, 'id', 'hash')
}

async function* wholeIn(
  tables: OpenPlace['tables'],
  table: ArchivedTable,
  idColumn: string,
  hashColumn: string,
): AsyncGenerator<WholeFile> {
  for (let after: Row | null = null; ;) {
    const rows: Row[] = await tables.exportAfter(table, after, rowsAtOnce)
    for (const { [idColumn]: id, [hashColumn]: sha256 } of rows)
      if (typeof id === 'string' && typeof sha256 === 'string') yield { id: id as FileId, sha256 }
    after = rows.at(-1) ?? null
    if (rows.length < rowsAtOnce) return
  }
}
