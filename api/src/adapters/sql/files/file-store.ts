import type { FileId, UserId } from '@parley/shared'
import type { Insertable, Updateable } from 'kysely'

import { LimitReached, Outdated } from '../../../stores/errors.ts'
import type {
  CopyTerms,
  FileContent,
  FileCopy,
  FileOwner,
  FileStore,
  NewFile,
  StoredFile,
} from '../../../stores/files/file-store.ts'
import type { Database } from '../database.ts'
import { toMs } from '../instants.ts'
import type { FilesTable } from './file-tables.ts'
import { inTransaction } from '../transaction.ts'
import { fromContent, fromCopy, fromNewFile, toFile } from './file-row.ts'

/** What the smallest file costs, so that their number is bounded too. */
const leastCharge = 4_096

export class SqlFileStore implements FileStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async begin(file: NewFile, most: number): Promise<void> {
    await inTransaction(this.#db, async (db) => {
      await charge(db, file.uploaderId, chargeOf(file.bytes), most)
      await db.insertInto('files').values(fromNewFile(file)).execute()
    })
  }

  async grow(id: FileId, bytes: number, most: number): Promise<void> {
    await this.#resize(id, { bytes }, most)
  }

  async finish(id: FileId, content: FileContent, dueAt: Date): Promise<void> {
    await this.#resize(id, { ...fromContent(content), due_at: toMs(dueAt) }, Number.MAX_SAFE_INTEGER)
  }

  async byId(id: FileId): Promise<StoredFile | null> {
    const row = await this.#db.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? toFile(row) : null
  }

  async byUploadId(uploaderId: UserId, uploadId: string): Promise<StoredFile | null> {
    const own = this.#db.selectFrom('files').selectAll().where('uploader_id', '=', uploaderId)
    const row = await own.where('upload_id', '=', uploadId).executeTakeFirst()
    return row ? toFile(row) : null
  }

  async claim(
    ids: readonly FileId[],
    uploaderId: UserId,
    { conversationId, clientId }: FileOwner,
    dueAt: Date,
  ): Promise<StoredFile[] | null> {
    return inTransaction(this.#db, async (db) => {
      const own = { conversation_id: conversationId, client_id: clientId }
      const free = db.updateTable('files').set({ ...own, due_at: toMs(dueAt) })
      await free
        .where('id', 'in', ids)
        .where('uploader_id', '=', uploaderId)
        .where('sha256', 'is not', null)
        .where('conversation_id', 'is', null)
        .execute()
      const files = (await ofMessage(db, uploaderId, { conversationId, clientId }).execute()).map(toFile)
      const inOrder = ids.flatMap((id) => files.filter((file) => file.id === id))
      if (inOrder.length === ids.length) return inOrder
      throw new NotAll()
    }).catch((error: unknown) => {
      if (error instanceof NotAll) return null
      throw error
    })
  }

  async copy(copies: readonly FileCopy[], terms: CopyTerms, most: number): Promise<StoredFile[] | null> {
    return inTransaction(this.#db, async (db) => {
      const made: Insertable<FilesTable>[] = []
      for (const copy of copies) {
        await locked(db, copy.of) // so that it is either condemned before, or found to be shared
        const whole = db.selectFrom('files').selectAll().where('id', '=', copy.of)
        const row = await whole.where('sha256', 'is not', null).executeTakeFirst()
        if (row) made.push(fromCopy(row, copy, terms))
      }
      if (made.length < copies.length) return null
      const charged = made.reduce((sum, { bytes }) => sum + chargeOf(bytes), 0)
      await charge(db, terms.uploaderId, charged, most)
      await db.insertInto('files').values(made).execute()
      const stored = (await ofMessage(db, terms.uploaderId, terms.owner).execute()).map(toFile)
      return copies.flatMap(({ id }) => stored.filter((file) => file.id === id))
    })
  }

  async doubt(uploaderId: UserId, owner: FileOwner, dueAt: Date): Promise<boolean> {
    const update = this.#db.updateTable('files').set({ due_at: toMs(dueAt) })
    const { numUpdatedRows } = await whereMessage(update, uploaderId, owner).executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async due(now: Date, limit: number): Promise<StoredFile[]> {
    const rows = this.#db.selectFrom('files').selectAll().where('due_at', '<=', toMs(now))
    return (await rows.orderBy('due_at').limit(limit).execute()).map(toFile)
  }

  async settle(file: Pick<StoredFile, 'id' | 'dueAt'>, dueAt: Date | null): Promise<void> {
    await this.#asRead(file, { due_at: dueAt && toMs(dueAt) })
  }

  condemn(file: Pick<StoredFile, 'id' | 'dueAt'>): Promise<boolean> {
    return this.#asRead(file, { sha256: null })
  }

  async isShared({ id, contentId }: Pick<StoredFile, 'id' | 'contentId'>): Promise<boolean> {
    const others = this.#db.selectFrom('files').select('id').where('content_id', '=', contentId)
    return (await others.where('id', '<>', id).limit(1).executeTakeFirst()) !== undefined
  }

  async remove(id: FileId): Promise<void> {
    await inTransaction(this.#db, async (db) => {
      const row = await locked(db, id)
      if (!row) return
      await db.deleteFrom('files').where('id', '=', id).execute()
      await charge(db, row.uploader_id, -chargeOf(row.bytes), Number.MAX_SAFE_INTEGER)
    })
  }

  async #asRead(
    { id, dueAt }: Pick<StoredFile, 'id' | 'dueAt'>,
    change: Updateable<FilesTable>,
  ): Promise<boolean> {
    const update = this.#db.updateTable('files').set(change).where('id', '=', id)
    const { numUpdatedRows } = await update
      .where('due_at', dueAt === null ? 'is' : '=', dueAt && toMs(dueAt))
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async #resize(
    id: FileId,
    change: Updateable<FilesTable> & { readonly bytes: number },
    most: number,
  ): Promise<void> {
    await inTransaction(this.#db, async (db) => {
      const row = await locked(db, id)
      if (!row) throw new Outdated('The file is not there any more')
      await charge(db, row.uploader_id, chargeOf(change.bytes) - chargeOf(row.bytes), most)
      await db.updateTable('files').set(change).where('id', '=', id).execute()
    })
  }
}

/** Takes back what was claimed. */
class NotAll extends Error {}

const chargeOf = (bytes: number): number => Math.max(bytes, leastCharge)

async function charge(db: Database, userId: UserId, bytes: number, most: number): Promise<void> {
  if (bytes === 0) return
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set((column) => ({ file_bytes: column('file_bytes', '+', bytes) }))
    .where('id', '=', userId)
    .where('file_bytes', '<=', most - bytes)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new LimitReached('files-of-user')
}

/** For the rest of the transaction, so that of two at once the second one finds what the first one has left. */
async function locked(db: Database, id: FileId) {
  await db
    .updateTable('files')
    .set((column) => ({ bytes: column.ref('bytes') }))
    .where('id', '=', id)
    .execute()
  const row = db.selectFrom('files').select(['uploader_id', 'bytes']).where('id', '=', id)
  return row.executeTakeFirst()
}

const ofMessage = (db: Database, uploaderId: UserId, owner: FileOwner) =>
  whereMessage(db.selectFrom('files').selectAll(), uploaderId, owner)

interface Narrowed<Self> {
  where(column: 'conversation_id' | 'uploader_id' | 'client_id', operator: '=', value: string): Self
}

const whereMessage = <Query extends Narrowed<Query>>(
  query: Query,
  uploaderId: UserId,
  owner: FileOwner,
): Query =>
  query
    .where('conversation_id', '=', owner.conversationId)
    .where('uploader_id', '=', uploaderId)
    .where('client_id', '=', owner.clientId)
