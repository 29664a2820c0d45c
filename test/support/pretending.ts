import { randomUUID } from 'node:crypto'

import type { ConversationId, UserId } from '@parley/shared'

import { openSqlite } from '../../api/src/adapters/sqlite/open-file.ts'
import type { SqlPlace } from '../../api/src/adapters/open-sql-stores.ts'

/** Stands for thousands whom a test cannot wait for. */
export interface Pretending {
  /** Makes the group count this many members without making them. */
  pretendMembers(id: ConversationId, count: number): Promise<void>
  /** Makes the person count as being in this many conversations. */
  pretendConversations(id: UserId, count: number): Promise<void>
  /** Makes the person count as having blocked this many people. */
  pretendBlocks(id: UserId, count: number): Promise<void>
  /** Makes the person count as having saved this many messages. */
  pretendSaved(id: UserId, count: number): Promise<void>
  /** Makes the person count as having this many drafts. */
  pretendDrafts(id: UserId, count: number): Promise<void>
  /** Makes the member one of its moderators, and tells nobody. */
  pretendModerator(id: ConversationId, userId: UserId): Promise<void>
  /** So many bans from the group, of people who are nowhere. */
  pretendBans(id: ConversationId, bannedBy: UserId, count: number): Promise<void>
  /** So many open invitations to the person, of the inviter to groups that have nobody in them. */
  pretendInvitations(id: UserId, inviterId: UserId, count: number): Promise<void>
}

type Execute = (statement: string, values: (string | number)[]) => Promise<unknown>

export const pretending = (execute: Execute): Pretending => ({
  async pretendMembers(id, count) {
    await execute('update conversations set member_count = ? where id = ?', [count, id])
  },
  async pretendConversations(id, count) {
    await execute('update users set conversation_count = ? where id = ?', [count, id])
  },
  async pretendBlocks(id, count) {
    await execute('update users set block_count = ? where id = ?', [count, id])
  },
  async pretendSaved(id, count) {
    await execute('update users set saved_count = ? where id = ?', [count, id])
  },
  async pretendDrafts(id, count) {
    await execute('update users set draft_count = ? where id = ?', [count, id])
  },
  async pretendModerator(id, userId) {
    await execute("update memberships set role = 'moderator' where conversation_id = ? and user_id = ?", [
      id,
      userId,
    ])
  },
  async pretendBans(id, bannedBy, count) {
    const rows = Array.from({ length: count }, () => [randomUUID(), id, bannedBy, '', 0])
    const values = rows.map(() => '(?, ?, ?, ?, ?)').join(', ')
    const columns = 'user_id, conversation_id, banned_by, reason, banned_at'
    await execute(`insert into bans (${columns}) values ${values}`, rows.flat())
  },
  async pretendInvitations(id, inviterId, count) {
    const groups = Array.from({ length: count }, () => randomUUID())
    const values = (row: string) => groups.map(() => row).join(', ')
    await execute(
      `insert into conversations (id, kind, name, topic, visibility, member_count, created_at)
      values ${values("(?, 'group', 'Engine', '', 'closed', 0, 0)")}`,
      groups,
    )
    await execute(
      `insert into invitations (conversation_id, user_id, inviter_id, invited_at) values ${values('(?, ?, ?, 0)')}`,
      groups.flatMap((group) => [group, id, inviterId]),
    )
  },
})

/** In the database that the stores of a test have there, past them. */
export const pretendingIn = ({ dataDir, mysqlUrl }: SqlPlace): Pretending =>
  pretending(async (statement, values) => {
    if (mysqlUrl) return executeOn(mysqlUrl, statement, values)
    using database = openSqlite(`${dataDir}/accounts.db`)
    return database.prepare(statement).run(...values)
  })

async function executeOn(url: string, ...statement: Parameters<Execute>): Promise<void> {
  const { createConnection } = await import('mysql2/promise')
  const connection = await createConnection(url)
  await connection.execute(...statement)
  await connection.end()
}
