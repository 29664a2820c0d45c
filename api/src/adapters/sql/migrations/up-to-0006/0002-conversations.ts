import type { Kysely, Migration } from 'kysely'

export const conversations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createConversations(db)
    await createGroupWords(db)
    await createMemberships(db)
  },
}

async function createConversations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('conversations')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('kind', 'varchar(8)', (column) => column.notNull())
    .addColumn('name', 'varchar(80)')
    .addColumn('topic', 'varchar(500)', (column) => column.notNull())
    .addColumn('visibility', 'varchar(8)', (column) => column.notNull())
    .addColumn('member_count', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('closed_at', 'bigint')
    .addColumn('direct_key', 'varchar(73)', (column) => column.unique())
    .addColumn('listed_name', 'varchar(80)')
    .execute()
  await db.schema
    .createIndex('conversations_listed')
    .on('conversations')
    .columns(['listed_name', 'id'])
    .execute()
}

async function createGroupWords(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('group_words')
    .addColumn('word', 'varchar(64)', (column) => column.notNull())
    .addColumn('listed_name', 'varchar(80)', (column) => column.notNull())
    .addColumn('conversation_id', 'varchar(36)', (column) => column.notNull())
    .addPrimaryKeyConstraint('group_words_pk', ['word', 'listed_name', 'conversation_id'])
    .addForeignKeyConstraint('group_words_conversation', ['conversation_id'], 'conversations', ['id'])
    .execute()
  await db.schema.createIndex('group_words_of_group').on('group_words').column('conversation_id').execute()
}

async function createMemberships(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('memberships')
    .addColumn('conversation_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('user_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('username', 'varchar(32)', (column) => column.notNull())
    .addColumn('kind', 'varchar(8)', (column) => column.notNull())
    .addColumn('peer_id', 'varchar(36)')
    .addColumn('role', 'varchar(8)', (column) => column.notNull())
    .addColumn('muted', 'smallint', (column) => column.notNull().defaultTo(0))
    .addColumn('read_seq', 'bigint', (column) => column.notNull())
    .addColumn('joined_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('memberships_pk', ['conversation_id', 'user_id'])
    .addForeignKeyConstraint('memberships_conversation', ['conversation_id'], 'conversations', ['id'])
    .addForeignKeyConstraint('memberships_user', ['user_id'], 'users', ['id'])
    .execute()
  await db.schema
    .createIndex('memberships_in_order')
    .on('memberships')
    .columns(['conversation_id', 'username'])
    .execute()
  await db.schema
    .createIndex('memberships_of_user')
    .on('memberships')
    .columns(['user_id', 'conversation_id'])
    .execute()
}
