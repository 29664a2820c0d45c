import { may, type ConversationId, type InvitationLinkId, type UserId } from '@parley/shared'
import type { Insertable } from 'kysely'

import type {
  InvitationLinkStore,
  LinkPosition,
  LinkRecord,
  NewLink,
} from '../../../stores/invitation-link-store.ts'
import type { Head } from '../../../stores/membership-store.ts'
import type { User } from '../../../stores/user-store.ts'
import { insertUser } from '../accounts/user-store.ts'
import { lockGroup } from '../conversations/conversation-counts.ts'
import { enterOne, notYetIn } from '../conversations/group-members.ts'
import type { Database } from '../database.ts'
import { toMs } from '../instants.ts'
import { inTransaction } from '../transaction.ts'
import { linkRows, toLink } from './link-row.ts'
import type { InvitationLinksTable } from './link-table.ts'

export class SqlInvitationLinkStore implements InvitationLinkStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async create(link: NewLink): Promise<void> {
    await inTransaction(this.#db, async (db) => {
      // Of a group that has ended nothing is kept.
      if (await lockGroup(db, link.conversationId))
        await db.insertInto('invitation_links').values(fromLink(link)).execute()
    })
  }

  async ofGroup(id: ConversationId, after: LinkPosition | null, limit: number): Promise<LinkRecord[]> {
    let query = linkRows(this.#db).where('invitation_links.conversation_id', '=', id)
    if (after) {
      const at = toMs(after.createdAt)
      query = query.where(({ eb, or, and }) =>
        or([
          eb('invitation_links.created_at', '<', at),
          and([eb('invitation_links.created_at', '=', at), eb('invitation_links.id', '<', after.id)]),
        ]),
      )
    }
    const latest = query.orderBy('invitation_links.created_at', 'desc').orderBy('invitation_links.id', 'desc')
    return (await latest.limit(limit).execute()).map(toLink)
  }

  async byHash(hash: string): Promise<LinkRecord | null> {
    const row = await linkRows(this.#db).where('token_hash', '=', hash).executeTakeFirst()
    return row ? toLink(row) : null
  }

  async revoke(id: ConversationId, linkId: InvitationLinkId, by: UserId, at: Date): Promise<boolean> {
    const update = this.#db.updateTable('invitation_links').set({ revoked_at: toMs(at), revoked_by: by })
    const mine = update.where('id', '=', linkId).where('conversation_id', '=', id)
    const { numUpdatedRows } = await mine.where('revoked_at', 'is', null).executeTakeFirst()
    return numUpdatedRows > 0n || (await this.#has(id, linkId))
  }

  accept(link: NewLink, userId: UserId, readSeq: Head, at: Date): Promise<number | null> {
    return inTransaction(this.#db, async (db) => {
      if (!(await lockGroup(db, link.conversationId))) return null
      if ((await notYetIn(db, link.conversationId, [userId])).length === 0) return null
      return useLink(db, link, userId, { readSeq, joinedAt: toMs(at) })
    })
  }

  register(link: NewLink, user: User, readSeq: Head): Promise<number | null> {
    return inTransaction(this.#db, async (db) => {
      if (!(await lockGroup(db, link.conversationId))) return null
      const entering = { readSeq, joinedAt: toMs(user.createdAt) }
      return useLink(db, link, user.id, entering, () => insertUser(db, user))
    })
  }

  async #has(id: ConversationId, linkId: InvitationLinkId): Promise<boolean> {
    const query = this.#db.selectFrom('invitation_links').select('id').where('conversation_id', '=', id)
    return (await query.where('id', '=', linkId).executeTakeFirst()) !== undefined
  }
}

/** Under the group's lock, where nobody hands it over meanwhile; of two who use the link at once, one counts the other. */
async function useLink(
  db: Database,
  link: NewLink,
  userId: UserId,
  entering: { readonly readSeq: Head; readonly joinedAt: number },
  before: () => Promise<void> = async () => {},
): Promise<number | null> {
  const readsFromSeq = await makersReadsFrom(db, link)
  if (readsFromSeq === null || !(await countUse(db, link, entering.joinedAt))) return null
  await before()
  return enterOne(db, link.conversationId, userId, { ...entering, readsFromSeq })
}

/** Null when they may not invite by links any more. */
async function makersReadsFrom(db: Database, { conversationId, makerId }: NewLink): Promise<number | null> {
  const query = db.selectFrom('memberships').select(['role', 'reads_from_seq'])
  const row = await query
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', makerId)
    .executeTakeFirst()
  return row && may(row.role, 'invite') ? row.reads_from_seq : null
}

async function countUse(db: Database, { id }: NewLink, atMs: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('invitation_links')
    .set((column) => ({ uses: column('uses', '+', 1) }))
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', atMs)]))
    .where(({ or, eb, ref }) => or([eb('uses_max', 'is', null), eb('uses', '<', ref('uses_max'))]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

const fromLink = (link: NewLink): Insertable<InvitationLinksTable> => ({
  id: link.id,
  token_hash: link.hash,
  conversation_id: link.conversationId,
  maker_id: link.makerId,
  note: link.note,
  uses_max: link.usesMax,
  created_at: toMs(link.createdAt),
  expires_at: link.expiresAt && toMs(link.expiresAt),
})
