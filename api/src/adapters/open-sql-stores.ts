import { openSqliteStores } from './sqlite/open.ts'
import type { SqlStores } from './sql/stores.ts'

export interface SqlPlace {
  readonly dataDir: string
  /** Null or absent for SQLite in the folder. */
  readonly mysqlUrl?: string | null
}

/** The driver of servers is loaded only for them. */
export async function openSqlStores({ dataDir, mysqlUrl }: SqlPlace): Promise<SqlStores> {
  if (!mysqlUrl) return openSqliteStores(dataDir)
  const { openMysqlStores } = await import('./mysql/open.ts')
  return openMysqlStores({ url: mysqlUrl })
}
