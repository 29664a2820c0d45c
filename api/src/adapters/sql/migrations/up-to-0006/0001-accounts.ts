import type { Kysely, Migration } from 'kysely'

export const accounts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createUsers(db)
    await createUserWords(db)
    await createSessions(db)
    await createActivity(db)
    await createThrottles(db)
  },
}

async function createUsers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('username', 'varchar(32)', (column) => column.notNull().unique())
    .addColumn('display_name', 'varchar(64)', (column) => column.notNull())
    .addColumn('password_hash', 'varchar(255)', (column) => column.notNull())
    .addColumn('bio', 'varchar(1000)', (column) => column.notNull())
    .addColumn('pronouns', 'varchar(32)', (column) => column.notNull())
    .addColumn('status_text', 'varchar(100)', (column) => column.notNull())
    .addColumn('country', 'varchar(2)')
    .addColumn('region', 'varchar(100)')
    .addColumn('city', 'varchar(100)')
    .addColumn('time_zone', 'varchar(64)')
    .addColumn('latitude', 'double precision')
    .addColumn('longitude', 'double precision')
    .addColumn('location_audience', 'varchar(16)', (column) => column.notNull())
    .addColumn('conversation_count', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint')
    .addColumn('deleted_at', 'bigint')
    .execute()
}

async function createUserWords(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('user_words')
    .addColumn('word', 'varchar(64)', (column) => column.notNull())
    .addColumn('username', 'varchar(32)', (column) => column.notNull())
    .addPrimaryKeyConstraint('user_words_pk', ['word', 'username'])
    .addForeignKeyConstraint('user_words_user', ['username'], 'users', ['username'])
    .execute()
  await db.schema.createIndex('user_words_of_user').on('user_words').column('username').execute()
}

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('id_hash', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('session_id', 'varchar(36)', (column) => column.unique())
    .addColumn('user_id', 'varchar(36)')
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('device', 'varchar(255)', (column) => column.notNull())
    .addColumn('address', 'varchar(64)', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addForeignKeyConstraint('sessions_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex(db, 'sessions_of_user', 'sessions', ['user_id', 'ended_at', 'last_seen_at'])
  await createIndex(db, 'sessions_by_expiry', 'sessions', ['expires_at'])
  await createIndex(db, 'sessions_by_last_seen', 'sessions', ['last_seen_at'])
}

async function createActivity(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('activity')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('user_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('kind', 'varchar(32)', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('address', 'varchar(64)', (column) => column.notNull())
    .addColumn('device', 'varchar(255)', (column) => column.notNull())
    .addForeignKeyConstraint('activity_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex(db, 'activity_of_user', 'activity', ['user_id', 'position'])
  await createIndex(db, 'activity_from_address', 'activity', ['user_id', 'address', 'kind', 'at'])
  await createIndex(db, 'activity_by_age', 'activity', ['at'])
}

async function createThrottles(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('throttles')
    .addColumn('throttle_key', 'varchar(255)', (column) => column.primaryKey())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('last_failure_at', 'bigint', (column) => column.notNull())
    .execute()
  await createIndex(db, 'throttles_by_age', 'throttles', ['last_failure_at'])
}

async function createIndex(
  db: Kysely<unknown>,
  name: string,
  table: string,
  columns: string[],
): Promise<void> {
  await db.schema.createIndex(name).on(table).columns(columns).execute()
}
