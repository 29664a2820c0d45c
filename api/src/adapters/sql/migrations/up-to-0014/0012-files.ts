import type { Kysely, Migration } from 'kysely'

/** What is known of uploaded files; their bytes are elsewhere. */
export const files: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createFiles(db)
    const index = (name: string) => db.schema.createIndex(name).on('files')
    await index('files_by_upload').columns(['uploader_id', 'upload_id']).unique().execute()
    await index('files_of_message').columns(['conversation_id', 'uploader_id', 'client_id']).execute()
    await index('files_by_content').columns(['content_id']).execute()
    await index('files_due').columns(['due_at']).execute()
    await db.schema
      .alterTable('users')
      .addColumn('file_bytes', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}

async function createFiles(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('files')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('content_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('uploader_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('upload_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('name', 'varchar(255)', (column) => column.notNull())
    .addColumn('type', 'varchar(100)', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('sha256', 'varchar(64)')
    .addColumn('width', 'integer')
    .addColumn('height', 'integer')
    .addColumn('blur', 'varchar(128)')
    .addColumn('has_preview', 'smallint', (column) => column.notNull().defaultTo(0))
    .addColumn('duration_ms', 'bigint')
    .addColumn('wave', 'varchar(500)')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('conversation_id', 'varchar(36)')
    .addColumn('client_id', 'varchar(36)')
    .addColumn('due_at', 'bigint')
    .addForeignKeyConstraint('files_uploader', ['uploader_id'], 'users', ['id'])
    .execute()
}
