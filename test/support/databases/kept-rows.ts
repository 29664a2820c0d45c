import { openSqliteDatabase } from '../../../api/src/adapters/sqlite/open.ts'
import { archivedTables, TableArchive } from '../../../api/src/adapters/sql/archive/table-archive.ts'
import type { TestApp } from '../app/app.ts'

const rowsMax = 10_000

/** Everything that an instance keeps, row by row, as its archives hold it. */
export async function keptBy({ places, parts }: TestApp): Promise<Record<string, readonly object[]>> {
  const database = await openTables(places)
  try {
    const archive = new TableArchive(database.db)
    const kept: Record<string, readonly object[]> = {}
    for (const table of archivedTables) kept[table.name] = await archive.exportAfter(table, null, rowsMax)
    return { ...kept, messages: await parts.stores.messages.exportAfter(null, rowsMax) }
  } finally {
    await database.close()
  }
}

async function openTables({ dataDir, mysqlUrl }: TestApp['places']) {
  if (!mysqlUrl) return openSqliteDatabase(dataDir)
  const { openMysqlDatabase } = await import('../../../api/src/adapters/mysql/open.ts')
  return openMysqlDatabase({ url: mysqlUrl })
}
