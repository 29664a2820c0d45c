import { limits, type ConversationId, type UserId } from '@parley/shared'

import type {
  DraftOutcome,
  DraftPageQuery,
  DraftRecord,
  DraftStore,
  DraftWrite,
} from '../../../stores/accounts/draft-store.ts'
import { LimitReached } from '../../../stores/errors.ts'
import type { Database } from '../database.ts'
import { toDate, toMs } from '../instants.ts'
import type { DraftsTable } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import { lockUsers } from './user-versions.ts'

export class SqlDraftStore implements DraftStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  write(userId: UserId, write: DraftWrite): Promise<DraftOutcome> {
    return inTransaction(this.#db, async (db) => {
      await lockUsers(db, [userId]) // of two at once, the second one waits here
      const { conversationId, text, replyTo, fileCount, baseVersion, at } = write
      const row = await rowOf(db, userId, conversationId)
      const draft = row ? toDraft(row) : await cleared(db, userId, conversationId)
      const isSame = draft.text === text && draft.replyTo === replyTo && draft.fileCount === fileCount
      if (row && isSame) return { kind: 'unchanged', draft }
      if (draft.version > baseVersion) return { kind: isSame ? 'unchanged' : 'outdated', draft }
      const version = await counted(db, userId, (text === '' ? 0 : 1) - (row ? 1 : 0), text === '')
      await db
        .deleteFrom('drafts')
        .where('user_id', '=', userId)
        .where('conversation_id', '=', conversationId)
        .execute()
      const made = { conversationId, text, replyTo, fileCount, version }
      if (text === '') return { kind: 'changed', draft: { ...made, updatedAt: null } }
      await db
        .insertInto('drafts')
        .values(toRow(userId, made, at))
        .execute()
      return { kind: 'changed', draft: { ...made, updatedAt: at } }
    })
  }

  async page(userId: UserId, { after, limit }: DraftPageQuery): Promise<DraftRecord[]> {
    const rows = await this.#db
      .selectFrom('drafts')
      .selectAll()
      .where('user_id', '=', userId)
      .where('version', '>', after)
      .orderBy('version')
      .limit(limit)
      .execute()
    return rows.map(toDraft)
  }

  async version(userId: UserId): Promise<number> {
    const row = this.#db.selectFrom('users').select('draft_version').where('id', '=', userId)
    return (await row.executeTakeFirst())?.draft_version ?? 0
  }
}

const rowOf = (db: Database, userId: UserId, id: ConversationId): Promise<DraftsTable | undefined> =>
  db
    .selectFrom('drafts')
    .selectAll()
    .where('user_id', '=', userId)
    .where('conversation_id', '=', id)
    .executeTakeFirst()

/** Where there is none, as of the last time that this person cleared any. */
async function cleared(db: Database, userId: UserId, conversationId: ConversationId): Promise<DraftRecord> {
  const query = db.selectFrom('users').select('draft_cleared_version as version').where('id', '=', userId)
  const { version } = await query.executeTakeFirstOrThrow()
  return { conversationId, text: '', replyTo: null, fileCount: 0, version, updatedAt: null }
}

/** Answers with the version that this takes. */
async function counted(db: Database, userId: UserId, by: number, isClear: boolean): Promise<number> {
  const query = db.selectFrom('users').select(['draft_count', 'draft_version']).where('id', '=', userId)
  const { draft_count: count, draft_version } = await query.executeTakeFirstOrThrow()
  if (by > 0 && count >= limits.draftsMax) throw new LimitReached('drafts-of-user')
  const version = draft_version + 1
  const change = { draft_count: count + by, draft_version: version }
  const set = isClear ? { ...change, draft_cleared_version: version } : change
  await db.updateTable('users').set(set).where('id', '=', userId).execute()
  return version
}

const toDraft = (row: DraftsTable): DraftRecord => ({
  conversationId: row.conversation_id,
  text: row.text,
  replyTo: row.reply_to,
  fileCount: row.file_count,
  version: row.version,
  updatedAt: toDate(row.updated_at),
})

const toRow = (userId: UserId, draft: Omit<DraftRecord, 'updatedAt'>, at: Date): DraftsTable => ({
  user_id: userId,
  conversation_id: draft.conversationId,
  text: draft.text,
  reply_to: draft.replyTo,
  file_count: draft.fileCount,
  version: draft.version,
  updated_at: toMs(at),
})
