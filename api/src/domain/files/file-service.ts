import type { FileId, Message } from '@parley/shared'

import type { ByteRange, FileBytes, FilePart } from '../../stores/files/file-bytes.ts'
import type { FileStore, StoredFile } from '../../stores/files/file-store.ts'
import type { MessageStore } from '../../stores/message-store.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import { DomainError } from '../errors.ts'
import type { Viewer } from '../viewer.ts'

interface FileServiceParts {
  readonly files: FileStore
  readonly bytes: FileBytes
  readonly messages: MessageStore
  readonly access: ConversationAccess
}

/** A file is there for whom its message is, asked for each time; before it is sent, for who has uploaded it. */
export class FileService {
  readonly #parts: FileServiceParts

  constructor(parts: FileServiceParts) {
    this.#parts = parts
  }

  /** @throws DomainError file_not_found */
  async find(viewer: Viewer, id: FileId): Promise<StoredFile> {
    const file = await this.#parts.files.byId(id)
    if (file === null || file.sha256 === null || !(await this.#isFor(viewer, file)))
      throw new DomainError('file_not_found')
    return file
  }

  /** How many bytes that part of it has. @throws DomainError file_not_found, as where a backup came without them */
  async size({ contentId, hasPreview }: StoredFile, part: FilePart): Promise<number> {
    const isThere = part === 'content' || hasPreview === true
    const size = isThere ? await this.#parts.bytes.size(contentId, part) : null
    if (size === null) throw new DomainError('file_not_found')
    return size
  }

  /** @throws DomainError file_not_found */
  async read(
    { contentId }: StoredFile,
    part: FilePart,
    range: ByteRange,
  ): Promise<AsyncIterable<Uint8Array>> {
    const bytes = await this.#parts.bytes.read(contentId, part, range)
    if (bytes === null) throw new DomainError('file_not_found')
    return bytes
  }

  /** @throws DomainError file_not_found, file_taken */
  async removeUnsent(viewer: Viewer, id: FileId): Promise<void> {
    const { files, bytes } = this.#parts
    const file = await this.find(viewer, id)
    if (file.owner !== null || file.uploaderId !== viewer.userId || !(await files.condemn(file)))
      throw new DomainError('file_taken')
    await bytes.remove(file.contentId)
    await files.remove(id)
  }

  async #isFor({ userId }: Viewer, file: StoredFile): Promise<boolean> {
    const { access, messages } = this.#parts
    const isUploader = file.uploaderId === userId
    if (file.owner === null) return isUploader
    const { conversationId, clientId } = file.owner
    const readsFromSeq = await access.readsFrom(userId, conversationId)
    if (readsFromSeq === null) return false
    const message = await messages.byClientId(conversationId, file.uploaderId, clientId)
    return message === null ? isUploader : message.seq >= readsFromSeq && carries(message, file)
  }
}

/** A deleted message carries nothing. */
export const carries = ({ attachments = [] }: Message, { id }: StoredFile): boolean =>
  attachments.some((attachment) => attachment.id === id)
