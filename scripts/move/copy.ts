import { archivedTables } from '../../api/src/adapters/sql/archive/table-archive.ts'
import type { ArchivePosition } from '../../api/src/stores/message-archive.ts'
import { copyFiles } from './files.ts'
import type { OpenPlace } from './source.ts'

/** Small enough for one statement of any database, and for one answer in the time that a request has. */
export const pageRows = 200

/** Hears how many there are by now. */
export type Tell = (what: string, count: number) => void

/** Goes on after the last one that is there: what is copied in order needs no other note of how far it came. */
export async function copyAll(source: OpenPlace, target: OpenPlace, tell: Tell): Promise<void> {
  for (const table of archivedTables) {
    let [after, count] = [await target.tables.last(table), 0]
    for (;;) {
      const rows = await source.tables.exportAfter(table, after, pageRows)
      await target.tables.importRows(table, rows)
      tell(table.name, (count += rows.length))
      after = rows.at(-1) ?? after
      if (rows.length < pageRows) break
    }
  }
  await copyMessages(source, target, tell)
  await copyFiles(source, target, tell)
}

async function copyMessages(source: OpenPlace, target: OpenPlace, tell: Tell): Promise<void> {
  let after: ArchivePosition | null = await target.messages.lastPosition()
  for (let count = 0; ;) {
    const messages = await source.messages.exportAfter(after, pageRows)
    await target.messages.importBatch(messages)
    tell('messages', (count += messages.length))
    after = messages.at(-1) ?? after
    if (messages.length < pageRows) return
  }
}
