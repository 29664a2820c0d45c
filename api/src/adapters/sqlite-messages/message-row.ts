import type { ClientId, ConversationId, Message, SystemEvent, UserId } from '@parley/shared'

/** A row of the view `messages`; times are milliseconds since 1970. */
export interface MessageRow {
  readonly conversation_id: string
  readonly seq: number
  readonly rev: number
  readonly sender_id: string
  readonly client_id: Uint8Array
  readonly text: string
  readonly system: string | null
  readonly created_at: number
  readonly edited_at: number | null
  readonly deleted_at: number | null
  readonly original_digest: Uint8Array | null
}

/** Ids and system events come from our own writes, so they need no check again. */
export function messageFromRow(row: MessageRow): Message {
  return {
    conversationId: row.conversation_id as ConversationId,
    seq: row.seq,
    rev: row.rev,
    senderId: row.sender_id as UserId,
    clientId: uuidOfBytes(row.client_id) as ClientId,
    text: row.text,
    system: row.system === null ? null : (JSON.parse(row.system) as SystemEvent),
    createdAt: instant(row.created_at),
    editedAt: row.edited_at === null ? null : instant(row.edited_at),
    deletedAt: row.deleted_at === null ? null : instant(row.deleted_at),
  }
}

const instant = (ms: number): string => new Date(ms).toISOString()

export const bytesOfUuid = (uuid: string): Uint8Array => Buffer.from(uuid.replaceAll('-', ''), 'hex')

function uuidOfBytes({ buffer, byteOffset, length }: Uint8Array): string {
  const hex = Buffer.from(buffer, byteOffset, length).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
