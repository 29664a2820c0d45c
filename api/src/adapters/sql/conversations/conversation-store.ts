import type {
  ClientId,
  ConversationId,
  ExpireAfterSeconds,
  GroupHistory,
  UserId,
  Visibility,
  Writers,
} from '@parley/shared'
import type { Updateable } from 'kysely'

import type {
  ConversationRecord,
  ConversationRules,
  ConversationStore,
  GroupCreation,
  GroupSearch,
  KnownCreation,
  NewConversation,
} from '../../../stores/conversation-store.ts'
import { Duplicate } from '../../../stores/errors.ts'
import { countConversationsDown, lockGroup } from './conversation-counts.ts'
import { conversationColumns, toConversation } from './conversation-row.ts'
import type { Database } from '../database.ts'
import { endPictures } from '../files/picture-store.ts'
import { creationOf, noteCreation } from './group-creations.ts'
import { deleteGroupWords, listedPage, relist } from './group-directory.ts'
import { flagOf } from '../flags.ts'
import { toMs } from '../instants.ts'
import { requireRight } from '../moderation/required-rights.ts'
import { endOpenRequests } from '../moderation/open-requests.ts'
import { createDirect, createGroup, directKey } from './new-conversation.ts'
import type { ConversationsTable } from '../tables.ts'
import { inTransaction } from '../transaction.ts'

interface GroupPatch {
  readonly name?: string
  readonly topic?: string
  readonly description?: string
  readonly announcements?: boolean
  readonly askToJoin?: boolean
  readonly history?: GroupHistory
}

export class SqlConversationStore implements ConversationStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  byId(id: ConversationId): Promise<ConversationRecord | null> {
    return readById(this.#db, id)
  }

  async openDirect(a: UserId, b: UserId, id: ConversationId, at: Date, writers: Writers = 'everyone') {
    try {
      await inTransaction(this.#db, (db) => createDirect(db, [a, b], { id, at: toMs(at), writers }))
      return { record: await this.#existing(id), created: true }
    } catch (error) {
      // There is one, perhaps made this moment: the unique key leaves one of us with nothing written.
      const record = error instanceof Duplicate ? await this.direct(a, b) : null
      if (!record) throw error
      return { record, created: false }
    }
  }

  async createGroup(
    group: NewConversation,
    ownerId: UserId,
    naming: GroupCreation | null = null,
  ): Promise<ConversationRecord> {
    await inTransaction(this.#db, async (db) => {
      await createGroup(db, group, ownerId)
      await relist(db, group)
      if (naming) await noteCreation(db, naming, group.id)
    })
    return this.#existing(group.id)
  }

  creation(creatorId: UserId, clientId: ClientId): Promise<KnownCreation | null> {
    return creationOf(this.#db, creatorId, clientId)
  }

  async finishCreation({ creatorId, clientId }: GroupCreation, outcome: string): Promise<void> {
    await this.#db
      .updateTable('group_creations')
      .set({ outcome })
      .where('creator_id', '=', creatorId)
      .where('client_id', '=', clientId)
      .execute()
  }

  async forgetCreation({ creatorId, clientId }: GroupCreation): Promise<void> {
    await this.#db
      .deleteFrom('group_creations')
      .where('creator_id', '=', creatorId)
      .where('client_id', '=', clientId)
      .execute()
  }

  updateGroup(
    id: ConversationId,
    { announcements, askToJoin, ...others }: GroupPatch,
    byId: UserId | null = null,
  ): Promise<ConversationRecord | null> {
    const patch = { ...others, announcements: flagOf(announcements), ask_to_join: flagOf(askToJoin) }
    const isSetUp = [announcements, askToJoin, others.history].some((value) => value !== undefined)
    const isChange = Object.values(patch).some((value) => value !== undefined)
    return this.#change(id, async (db) => {
      if (byId) await requireRight(db, id, byId, isSetUp ? 'configure' : 'edit')
      if (isChange) await update(db, patch).where('id', '=', id).execute()
    })
  }

  setVisibility(
    id: ConversationId,
    visibility: Visibility,
    fromSeq: number,
  ): Promise<ConversationRecord | null> {
    const change = { visibility, visibility_from_seq: fromSeq, ask_to_join: 0 } as const
    return this.#change(id, async (db) => {
      await update(db, change).where('id', '=', id).where('visibility', '<>', visibility).execute()
    })
  }

  async setExpiry(id: ConversationId, expireAfterSeconds: ExpireAfterSeconds | null): Promise<boolean> {
    const { numUpdatedRows } = await update(this.#db, { expire_after_seconds: expireAfterSeconds })
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .where(({ eb, or }) =>
        expireAfterSeconds === null
          ? eb('expire_after_seconds', 'is not', null)
          : or([
              eb('expire_after_seconds', 'is', null),
              eb('expire_after_seconds', '<>', expireAfterSeconds),
            ]),
      )
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async rules(): Promise<Map<ConversationId, ConversationRules>> {
    const having = (column: 'expire_after_seconds' | 'announcements') =>
      records(this.#db).where('closed_at', 'is', null).where(column, '>', 0)
    // One after the other: together, SQLite would go by neither of their indexes.
    const rows = await having('expire_after_seconds').union(having('announcements')).execute()
    return new Map(rows.map((row) => [row.id, toConversation(row)]))
  }

  /** Null when there is no such group, or it has ended. */
  #change(id: ConversationId, change: (db: Database) => Promise<void>): Promise<ConversationRecord | null> {
    return inTransaction(this.#db, async (db) => {
      if (!(await lockGroup(db, id))) return null
      await change(db)
      const group = await readById(db, id)
      if (group && group.name !== null) await relist(db, { ...group, name: group.name })
      if (group && !group.askToJoin) await endOpenRequests(db, id)
      return group
    })
  }

  async closeGroup(id: ConversationId, at: Date): Promise<UserId[]> {
    return inTransaction(this.#db, async (db) => {
      if (!(await lockGroup(db, id))) return []
      const members = db.selectFrom('memberships').select('user_id').where('conversation_id', '=', id)
      // In one order, or two groups that close at once with the same people would wait for each other.
      const userIds = (await members.orderBy('user_id').execute()).map((row) => row.user_id)
      await countConversationsDown(db, userIds)
      await db.deleteFrom('memberships').where('conversation_id', '=', id).execute()
      await db.deleteFrom('invitations').where('conversation_id', '=', id).execute()
      await db.deleteFrom('invitation_links').where('conversation_id', '=', id).execute()
      await db.deleteFrom('silences').where('conversation_id', '=', id).execute()
      await db.deleteFrom('bans').where('conversation_id', '=', id).execute()
      await db.deleteFrom('join_requests').where('conversation_id', '=', id).execute()
      await deleteGroupWords(db, id)
      const closed = { closed_at: toMs(at), member_count: 0, listed_name: null, picture: null }
      await db.updateTable('conversations').set(closed).where('id', '=', id).execute()
      await endPictures(db, id, at)
      await db
        .updateTable('files')
        .set({ due_at: toMs(at) })
        .where('conversation_id', '=', id)
        .execute()
      return userIds
    })
  }

  async findListed(query: GroupSearch): Promise<ConversationRecord[]> {
    const rows = await this.#db
      .selectFrom(listedPage(this.#db, query).as('found'))
      .innerJoin('conversations', 'conversations.id', 'found.conversation_id')
      .select(conversationColumns)
      .orderBy('found.listed_name')
      .orderBy('found.conversation_id')
      .execute()
    return rows.map(toConversation)
  }

  async direct(a: UserId, b: UserId): Promise<ConversationRecord | null> {
    const row = await records(this.#db).where('direct_key', '=', directKey(a, b)).executeTakeFirst()
    return row ? toConversation(row) : null
  }

  async #existing(id: ConversationId): Promise<ConversationRecord> {
    return toConversation(await records(this.#db).where('id', '=', id).executeTakeFirstOrThrow())
  }
}

function update(db: Database, change: Updateable<ConversationsTable>) {
  return db.updateTable('conversations').set((column) => ({ ...change, version: column('version', '+', 1) }))
}

const records = (db: Database) => db.selectFrom('conversations').select(conversationColumns)

async function readById(db: Database, id: ConversationId): Promise<ConversationRecord | null> {
  const row = await records(db).where('id', '=', id).where('closed_at', 'is', null).executeTakeFirst()
  return row ? toConversation(row) : null
}
