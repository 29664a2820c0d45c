import type { ClientId, ConversationId, FileId, UserId } from '@parley/shared'
import type { Generated } from 'kysely'

export interface FilesTable {
  id: FileId
  content_id: FileId
  uploader_id: UserId
  upload_id: string
  name: string
  type: string
  bytes: number
  /** Null until all of it is here. */
  sha256: string | null
  width: number | null
  height: number | null
  blur: string | null
  has_preview: 0 | 1
  duration_ms: number | null
  /** As JSON. */
  wave: string | null
  created_at: number
  /** The message is the uploader's with this clientId. */
  conversation_id: ConversationId | null
  client_id: ClientId | null
  due_at: number | null
}

export interface PicturesTable {
  id: FileId
  /** A person's or a group's. */
  owner_id: UserId | ConversationId
  /** Null until it is shown. */
  hash: Generated<string | null>
  /** Null while it is shown. */
  due_at: number | null
}
