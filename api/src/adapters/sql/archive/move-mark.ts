import type { Database } from '../database.ts'

const name = 'unfinished_move'

type Mark = { [name]: { move: string } }

/** Which move has begun to fill this database and not finished. */
export async function moveInto(db: Database): Promise<string | null> {
  const tables = await db.introspection.getTables()
  if (!tables.some((table) => table.name === name)) return null
  const row = await db.withTables<Mark>().selectFrom(name).select('move').executeTakeFirst()
  return row?.move ?? null
}

export async function markMove(db: Database, move: string): Promise<void> {
  const column = 'varchar(255)'
  await db.schema
    .createTable(name)
    .ifNotExists()
    .addColumn('move', column, (one) => one.notNull())
    .execute()
  await db.withTables<Mark>().insertInto(name).values({ move }).execute()
}

export async function finishMove(db: Database): Promise<void> {
  await db.schema.dropTable(name).execute()
}
