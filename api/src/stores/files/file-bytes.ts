import type { FileId } from '@parley/shared'

/** From this byte to that one, both of them. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

export type FilePart = 'content' | 'preview'

/** The bytes of files, streamed: none is ever in memory as a whole. Every method may throw Unavailable. */
export interface FileBytes {
  /**
   * Durable when it resolves, in place of what may be there. When it rejects, as it does with what `content` throws,
   * some of it may be left. @throws StorageFull
   */
  write(id: FileId, part: FilePart, content: AsyncIterable<Uint8Array>): Promise<void>
  /** Null when there is nothing. The range must be within. */
  read(id: FileId, part: FilePart, range: ByteRange | null): Promise<AsyncIterable<Uint8Array> | null>
  /** How many there are; null when there is nothing. */
  size(id: FileId, part: FilePart): Promise<number | null>
  /** Both parts; what is not there is gone already. */
  remove(id: FileId): Promise<void>
  /** How many more may come; null when that is not known. */
  freeBytes(): Promise<number | null>
  close(): Promise<void>
}
