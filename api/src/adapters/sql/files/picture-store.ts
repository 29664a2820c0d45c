import type { FileId } from '@parley/shared'

import type { NewPicture, PictureOwner, PictureStore } from '../../../stores/files/picture-store.ts'
import { lockGroup } from '../conversations/conversation-counts.ts'
import type { Database } from '../database.ts'
import { toMs } from '../instants.ts'
import { requireRight } from '../moderation/required-rights.ts'
import { inTransaction } from '../transaction.ts'

export class SqlPictureStore implements PictureStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async begin({ id, ownerId, dueAt }: NewPicture): Promise<void> {
    await this.#db
      .insertInto('pictures')
      .values({ id, owner_id: ownerId, due_at: toMs(dueAt) })
      .execute()
  }

  show(id: FileId, owner: PictureOwner, hash: string, beforeUntil: Date): Promise<boolean> {
    return inTransaction(this.#db, async (db) => {
      // The owner's row first: of two at once, the second one finds the picture of the first one.
      if (!(await setPicture(db, owner, hash))) return false
      const before = db.updateTable('pictures').where('owner_id', '=', owner.id)
      await before
        .set({ due_at: toMs(beforeUntil) })
        .where('due_at', 'is', null)
        .execute()
      const shown = db.updateTable('pictures').set({ hash, due_at: null }).where('id', '=', id)
      if ((await shown.executeTakeFirst()).numUpdatedRows === 0n) throw new Gone()
      return true
    }).catch((error: unknown) => {
      if (error instanceof Gone) return false
      throw error
    })
  }

  clear(owner: PictureOwner, at: Date): Promise<boolean> {
    return inTransaction(this.#db, async (db) => {
      if (!(await setPicture(db, owner, null))) return false
      await endPictures(db, owner.id, at)
      return true
    })
  }

  async byHash(ownerId: PictureOwner['id'], hash: string, now: Date): Promise<FileId | null> {
    const own = this.#db.selectFrom('pictures').select('id').where('owner_id', '=', ownerId)
    const row = await own
      .where('hash', '=', hash)
      .where(({ or, eb }) => or([eb('due_at', 'is', null), eb('due_at', '>', toMs(now))]))
      .limit(1)
      .executeTakeFirst()
    return row?.id ?? null
  }

  async due(now: Date, limit: number): Promise<FileId[]> {
    const rows = this.#db.selectFrom('pictures').select('id').where('due_at', '<=', toMs(now))
    return (await rows.orderBy('due_at').limit(limit).execute()).map(({ id }) => id)
  }

  async remove(id: FileId): Promise<void> {
    await this.#db.deleteFrom('pictures').where('id', '=', id).execute()
  }
}

/** Takes back what was shown in its place. */
class Gone extends Error {}

/** Nobody can read them any more. One that is on its way finds out by itself that there is no owner. */
export async function endPictures(db: Database, ownerId: PictureOwner['id'], at: Date): Promise<void> {
  const ended = db
    .updateTable('pictures')
    .set({ due_at: toMs(at) })
    .where('owner_id', '=', ownerId)
  await ended.where('hash', 'is not', null).execute()
}

/** False where there is no such owner any more, or, for null, no picture. */
async function setPicture(db: Database, owner: PictureOwner, picture: string | null): Promise<boolean> {
  const { kind, id } = owner
  const isRemoval = picture === null
  if (kind === 'group' && owner.byId) {
    if (!(await lockGroup(db, id))) return false
    await requireRight(db, id, owner.byId, 'edit')
  }
  const { numUpdatedRows } =
    kind === 'person'
      ? await db
          .updateTable('users')
          .set({ picture })
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .$if(isRemoval, (query) => query.where('picture', 'is not', null))
          .executeTakeFirst()
      : await db
          .updateTable('conversations')
          .set((column) => ({ picture, version: column('version', '+', 1) }))
          .where('id', '=', id)
          .where('kind', '=', 'group')
          .where('closed_at', 'is', null)
          .$if(isRemoval, (query) => query.where('picture', 'is not', null))
          .executeTakeFirst()
  return numUpdatedRows > 0n
}
