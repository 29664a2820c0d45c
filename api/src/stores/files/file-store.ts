import type { Attachment, ClientId, ConversationId, FileId, UserId } from '@parley/shared'

/** The message that a file belongs to; its sender is who has uploaded the file. */
export interface FileOwner {
  readonly conversationId: ConversationId
  readonly clientId: ClientId
}

/** What is known of a file before its content is here. */
export interface NewFile {
  readonly id: FileId
  readonly uploaderId: UserId
  /** Chosen by the client: an upload that is repeated is the same file. */
  readonly uploadId: string
  readonly name: string
  /** What is expected: so many are charged to the uploader from now on. */
  readonly bytes: number
  readonly durationMs: number | null
  readonly wave: readonly number[] | null
  readonly createdAt: Date
  /** When to look whether it is still needed. */
  readonly dueAt: Date
}

/** What is known when its content is here. */
export interface FileContent extends Pick<
  Attachment,
  'type' | 'bytes' | 'width' | 'height' | 'blur' | 'hasPreview'
> {
  readonly sha256: string
}

export interface StoredFile extends Omit<NewFile, 'dueAt'>, Omit<FileContent, 'sha256' | 'bytes'> {
  /** Whose bytes these are: several files may have the same. */
  readonly contentId: FileId
  /** Null while the content is not whole. */
  readonly sha256: string | null
  readonly owner: FileOwner | null
  /** Null when nothing asks whether it is still needed: it is its message's. */
  readonly dueAt: Date | null
}

/** A file that gets the bytes of another one. */
export interface FileCopy extends Pick<NewFile, 'id' | 'uploadId'> {
  readonly of: FileId
}

/** Whose copies are, and of which message. */
export interface CopyTerms extends Pick<NewFile, 'uploaderId' | 'createdAt' | 'dueAt'> {
  readonly owner: FileOwner
}

/**
 * What is known of files. Their bytes are in FileBytes, and charged to who has uploaded them for as long as there is a
 * row. Every method may throw Unavailable.
 */
export interface FileStore {
  /** @throws LimitReached files-of-user beyond `most` bytes; Duplicate when the uploader has used this uploadId */
  begin(file: NewFile, most: number): Promise<void>
  /** More are expected than was said. @throws LimitReached as `begin`; Outdated when it is not there any more */
  grow(id: FileId, bytes: number, most: number): Promise<void>
  /** From here on it can be read. @throws Outdated when it is not there any more */
  finish(id: FileId, content: FileContent, dueAt: Date): Promise<void>
  byId(id: FileId): Promise<StoredFile | null>
  byUploadId(uploaderId: UserId, uploadId: string): Promise<StoredFile | null>
  /**
   * All of them, in this order, for one message, which may have them already; or none, and null, when one of them is not
   * whole, not this uploader's, or another message's.
   */
  claim(
    ids: readonly FileId[],
    uploaderId: UserId,
    owner: FileOwner,
    dueAt: Date,
  ): Promise<StoredFile[] | null>
  /**
   * All of them, in this order, charged like uploads; or none, and null, when one of the others is not whole, or gone.
   * @throws LimitReached as `begin`
   */
  copy(copies: readonly FileCopy[], terms: CopyTerms, most: number): Promise<StoredFile[] | null>
  /** Something may have become of the message: to be looked at then. Answers whether it has files. */
  doubt(uploaderId: UserId, owner: FileOwner, dueAt: Date): Promise<boolean>
  /** Those to be looked at, the longest due first. */
  due(now: Date, limit: number): Promise<StoredFile[]>
  /** When to look again, unless somebody has doubted it since it was read. */
  settle(file: Pick<StoredFile, 'id' | 'dueAt'>, dueAt: Date | null): Promise<void>
  /** From here on nobody can read or claim it. False when somebody has claimed or doubted it since it was read. */
  condemn(file: Pick<StoredFile, 'id' | 'dueAt'>): Promise<boolean>
  /** Whether other files have these bytes too. */
  isShared(file: Pick<StoredFile, 'id' | 'contentId'>): Promise<boolean>
  remove(id: FileId): Promise<void>
}
