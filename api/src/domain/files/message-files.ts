import type { Attachment, ConversationId, FileId, UserId } from '@parley/shared'

import type { FileOwner, FileStore } from '../../stores/files/file-store.ts'
import type { MessageStore } from '../../stores/message-store.ts'
import { DomainError } from '../errors.ts'
import type { Clock, Ids } from '../ports.ts'
import { attachmentOf } from './attachment.ts'
import { refusingLimits } from '../conversations/refusals.ts'
import { later, writeMs } from './due.ts'
import type { FileLimits } from './upload-service.ts'

interface MessageFileParts {
  readonly files: FileStore
  readonly messages: MessageStore
  readonly clock: Clock
  readonly ids: Ids
  readonly fileLimits: Pick<FileLimits, 'filesPerPersonBytes'>
}

/** What becomes of files with the messages that they belong to. */
export class MessageFiles {
  readonly #files: FileStore
  readonly #messages: MessageStore
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #mostBytes: number

  constructor({ files, messages, clock, ids, fileLimits }: MessageFileParts) {
    this.#files = files
    this.#messages = messages
    this.#clock = clock
    this.#ids = ids
    this.#mostBytes = fileLimits.filesPerPersonBytes
  }

  /**
   * From here on they are this message's alone. Should it not come to be stored, a sweep finds that out.
   * @throws DomainError file_not_found, file_taken
   */
  async claim(ids: readonly FileId[], senderId: UserId, owner: FileOwner): Promise<Attachment[]> {
    const claimed = await this.#files.claim(ids, senderId, owner, this.#in(writeMs))
    if (claimed !== null) return claimed.map(attachmentOf)
    const earlier = await this.#messages.byClientId(owner.conversationId, senderId, owner.clientId)
    // Its files may be gone, and the repetition is answered all the same: it is compared by ids alone.
    if (earlier !== null) return ids.map((id) => ({ id, name: '', type: '', bytes: 0 }))
    throw await this.#refusal(ids, senderId)
  }

  /**
   * New files of this message with the bytes of others. Should it not come to be stored, a sweep finds that out.
   * @throws DomainError forward_not_found, files_full
   */
  async copies(ids: readonly FileId[], senderId: UserId, owner: FileOwner): Promise<Attachment[]> {
    const copies = ids.map((of) => ({ of, id: this.#ids.uuid() as FileId, uploadId: this.#ids.uuid() }))
    const terms = { uploaderId: senderId, createdAt: this.#clock.now(), dueAt: this.#in(writeMs) }
    const { conversationId, clientId } = owner
    const copying = this.#files.copy(
      copies,
      { ...terms, owner: { conversationId, clientId } },
      this.#mostBytes,
    )
    const made = await refusingLimits(copying)
    if (made === null) throw new DomainError('forward_not_found', { field: '/forward' })
    return made.map(attachmentOf)
  }

  /** Wherever it breaks off, somebody looks at the files of the message that is to be deleted. */
  async deleting<Result>(
    conversationId: ConversationId,
    seq: number,
    remove: () => Promise<Result>,
  ): Promise<Result> {
    const [message] = await this.#messages.bySeqs(conversationId, [seq])
    return message?.attachments ? this.dropping(message.senderId, message, remove) : remove()
  }

  /** As `deleting`, of what was scheduled and is cancelled. */
  async dropping<Result>(senderId: UserId, owner: FileOwner, remove: () => Promise<Result>): Promise<Result> {
    await this.#files.doubt(senderId, owner, this.#in(writeMs))
    const result = await remove()
    await this.#files.doubt(senderId, owner, this.#in(0))
    return result
  }

  async #refusal(ids: readonly FileId[], senderId: UserId): Promise<DomainError> {
    for (const id of ids) {
      const file = await this.#files.byId(id)
      if (file?.uploaderId !== senderId || file.sha256 === null)
        return new DomainError('file_not_found', { field: '/attachments' })
    }
    return new DomainError('file_taken', { field: '/attachments' })
  }

  #in(ms: number): Date {
    return later(this.#clock.now(), ms)
  }
}
