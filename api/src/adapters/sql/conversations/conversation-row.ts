import type { Selectable } from 'kysely'

import type { ConversationRecord } from '../../../stores/conversation-store.ts'
import { toDate } from '../instants.ts'
import type { ConversationsTable } from '../tables.ts'

export const conversationColumns = [
  'conversations.id',
  'conversations.kind',
  'conversations.name',
  'conversations.topic',
  'conversations.description',
  'conversations.picture',
  'conversations.visibility',
  'conversations.member_count',
  'conversations.version',
  'conversations.created_at',
  'conversations.expire_after_seconds',
  'conversations.announcements',
  'conversations.ask_to_join',
  'conversations.history',
] as const

type ConversationRow = Omit<
  Selectable<ConversationsTable>,
  'closed_at' | 'direct_key' | 'listed_name' | 'visibility_from_seq'
>

export function toConversation(row: ConversationRow): ConversationRecord {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    topic: row.topic,
    description: row.description ?? '',
    picture: row.picture,
    visibility: row.visibility,
    memberCount: row.member_count,
    version: row.version,
    createdAt: toDate(row.created_at),
    expireAfterSeconds: row.expire_after_seconds,
    announcements: row.announcements === 1,
    askToJoin: row.ask_to_join === 1,
    history: row.history,
  }
}
