import type { ClientId, ConversationId, Message, MessageParts, SystemEvent, UserId } from '@parley/shared'

import { messageOf, type StoredMessage } from '../../stores/message-rules.ts'

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
  readonly parts: string | null
}

/** Ids, system events and parts come from our own writes, so they need no check again. */
export function storedOfRow(row: MessageRow): StoredMessage {
  return {
    conversationId: row.conversation_id as ConversationId,
    seq: row.seq,
    rev: row.rev,
    senderId: row.sender_id as UserId,
    clientId: uuidOfBytes(row.client_id) as ClientId,
    text: row.text,
    system: row.system === null ? null : (JSON.parse(row.system) as SystemEvent),
    createdAt: new Date(row.created_at),
    editedAt: row.edited_at === null ? null : new Date(row.edited_at),
    deletedAt: row.deleted_at === null ? null : new Date(row.deleted_at),
    originalDigest: hexOf(row.original_digest),
    parts: partsOf(row.parts),
  }
}

export const partsOf = (json: string | null): MessageParts | null =>
  json === null ? null : (JSON.parse(json) as MessageParts)

export const messageOfRow = (row: MessageRow): Message => messageOf(storedOfRow(row))

export const bytesOfUuid = (uuid: string): Uint8Array => Buffer.from(uuid.replaceAll('-', ''), 'hex')

export const hexOf = (bytes: Uint8Array | null): string | null => (bytes === null ? null : toHex(bytes))

export const bytesOf = (hex: string | null): Uint8Array | null =>
  hex === null ? null : Buffer.from(hex, 'hex')

const toHex = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('hex')

function uuidOfBytes(bytes: Uint8Array): string {
  const hex = toHex(bytes)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
