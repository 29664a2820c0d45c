import type { Insertable, Selectable } from 'kysely'

import type {
  CopyTerms,
  FileContent,
  FileCopy,
  FileOwner,
  NewFile,
  StoredFile,
} from '../../../stores/files/file-store.ts'
import { toDate, toDateOrNull, toMs } from '../instants.ts'
import type { FilesTable } from './file-tables.ts'

export const fromNewFile = (file: NewFile): Insertable<FilesTable> => ({
  id: file.id,
  content_id: file.id,
  uploader_id: file.uploaderId,
  upload_id: file.uploadId,
  name: file.name,
  type: '',
  bytes: file.bytes,
  has_preview: 0,
  duration_ms: file.durationMs,
  wave: file.wave && JSON.stringify(file.wave),
  created_at: toMs(file.createdAt),
  due_at: toMs(file.dueAt),
})

export const fromCopy = (
  row: Selectable<FilesTable>,
  { id, uploadId }: FileCopy,
  { uploaderId, owner, createdAt, dueAt }: CopyTerms,
): Insertable<FilesTable> => ({
  ...row,
  id,
  uploader_id: uploaderId,
  upload_id: uploadId,
  created_at: toMs(createdAt),
  conversation_id: owner.conversationId,
  client_id: owner.clientId,
  due_at: toMs(dueAt),
})

export const fromContent = (content: FileContent) => ({
  type: content.type,
  bytes: content.bytes,
  sha256: content.sha256,
  width: content.width ?? null,
  height: content.height ?? null,
  blur: content.blur ?? null,
  has_preview: content.hasPreview === true ? (1 as const) : (0 as const),
})

export const toFile = (row: Selectable<FilesTable>): StoredFile => ({
  id: row.id,
  contentId: row.content_id,
  uploaderId: row.uploader_id,
  uploadId: row.upload_id,
  name: row.name,
  type: row.type,
  bytes: row.bytes,
  sha256: row.sha256,
  ...(row.width !== null && { width: row.width }),
  ...(row.height !== null && { height: row.height }),
  ...(row.blur !== null && { blur: row.blur }),
  ...(row.has_preview === 1 && { hasPreview: true }),
  durationMs: row.duration_ms,
  wave: row.wave === null ? null : (JSON.parse(row.wave) as number[]), // our own writing
  createdAt: toDate(row.created_at),
  owner: ownerOf(row),
  dueAt: toDateOrNull(row.due_at),
})

const ownerOf = ({
  conversation_id: conversationId,
  client_id: clientId,
}: Selectable<FilesTable>): FileOwner | null =>
  conversationId === null || clientId === null ? null : { conversationId, clientId }
