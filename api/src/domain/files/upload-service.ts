import type { FileId, UploadedFile } from '@parley/shared'

import { Duplicate, Outdated, StorageFull } from '../../stores/errors.ts'
import type { FileBytes } from '../../stores/files/file-bytes.ts'
import type { FileStore, StoredFile } from '../../stores/files/file-store.ts'
import { uploads, type AccountRates } from '../account-rates.ts'
import { refusingLimits } from '../conversations/refusals.ts'
import { DomainError } from '../errors.ts'
import type { Clock, FileInspector, Ids, Log } from '../ports.ts'
import type { Viewer } from '../viewer.ts'
import { attachmentOf } from './attachment.ts'
import { later, unsentKeptMs, uploadMs } from './due.ts'
import { fileName } from './file-name.ts'
import { fileType, isSound } from './file-type.ts'
import { IncomingBytes } from './incoming-bytes.ts'
import { requireRoom } from './room.ts'
import type { UploadPlaces } from './upload-places.ts'

export interface FileLimits {
  readonly maxFileBytes: number
  readonly filesPerPersonBytes: number
  /** So much of the disk is left to everything else. */
  readonly freeDiskBytesMin: number
}

export interface UploadParts {
  readonly files: FileStore
  readonly bytes: FileBytes
  readonly places: UploadPlaces
  readonly inspector: FileInspector
  readonly rates: AccountRates
  readonly fileLimits: FileLimits
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

/** What comes with the bytes. */
export interface Upload {
  readonly uploadId: string
  /** Percent-encoded. */
  readonly name: string
  readonly sentAs: string
  /** Null when it was not said. */
  readonly length: number | null
  readonly sha256: string | null
  readonly durationMs: number | null
  readonly wave: readonly number[] | null
}

export class UploadService {
  readonly #parts: UploadParts

  constructor(parts: UploadParts) {
    this.#parts = parts
  }

  /**
   * Answers when the file is durable; what breaks off leaves nothing. Repeated under the same uploadId it is one file.
   * @throws DomainError file_too_large, files_full, storage_full, digest_mismatch, invalid_request, rate_limited, overloaded
   */
  async receive(viewer: Viewer, upload: Upload, body: AsyncIterable<Uint8Array>): Promise<UploadedFile> {
    const { files, rates, fileLimits } = this.#parts
    const name = fileName(upload.name)
    rates.require(viewer.userId, uploads)
    const before = await files.byUploadId(viewer.userId, upload.uploadId)
    if (before?.sha256) return uploadedFile(before)
    if ((upload.length ?? 0) > fileLimits.maxFileBytes) throw new DomainError('file_too_large')
    // An earlier try that has broken off, or is about to.
    if (before) await this.#forget(before.id)
    return this.#parts.places.within(viewer.userId, async () => {
      const id = await this.#begin(viewer, upload, name)
      try {
        return await this.#fill(id, upload, body)
      } catch (error) {
        await this.#forget(id).catch((err: unknown) =>
          this.#parts.log.warn({ err }, 'an upload that broke off is removed later'),
        )
        throw refusal(error)
      }
    })
  }

  async #begin({ userId }: Viewer, upload: Upload, name: string): Promise<FileId> {
    const { files, clock, ids, fileLimits } = this.#parts
    const bytes = upload.length ?? 0
    await this.#requireRoom(bytes)
    const id = ids.uuid() as FileId
    const now = clock.now()
    const { uploadId, durationMs, wave } = upload
    const dueAt = later(now, 2 * uploadMs)
    const file = { id, uploaderId: userId, uploadId, name, bytes, durationMs, wave, createdAt: now, dueAt }
    await refusingLimits(files.begin(file, fileLimits.filesPerPersonBytes)).catch((error: unknown) => {
      throw refusal(error)
    })
    return id
  }

  async #fill(id: FileId, upload: Upload, body: AsyncIterable<Uint8Array>): Promise<UploadedFile> {
    const { files, bytes, inspector, fileLimits, clock } = this.#parts
    const incoming = new IncomingBytes(body, inspector.sha256(), {
      bytesMax: fileLimits.maxFileBytes,
      more: (expected) => this.#makeRoom(id, upload.length, expected),
    })
    await bytes.write(id, 'content', incoming.stream())
    const sha256 = incoming.sha256()
    if (upload.sha256 !== null && upload.sha256 !== sha256) throw new DomainError('digest_mismatch')
    const type = await fileType(inspector, incoming.head(), isSound(upload.sentAs) || upload.wave !== null)
    const content = { type, bytes: incoming.bytes, sha256, ...(await this.#picture(id, type)) }
    await files.finish(id, content, later(clock.now(), unsentKeptMs))
    const stored = await files.byId(id)
    if (!stored) throw new Outdated('The file was taken away before it was whole')
    return uploadedFile(stored)
  }

  /** Of what said its length, all is charged already. */
  async #makeRoom(id: FileId, length: number | null, expected: number): Promise<void> {
    const { files, fileLimits } = this.#parts
    await this.#requireRoom(0)
    if (length !== null) return
    const bytes = Math.min(expected, fileLimits.maxFileBytes)
    await refusingLimits(files.grow(id, bytes, fileLimits.filesPerPersonBytes))
  }

  async #requireRoom(expected: number): Promise<void> {
    await requireRoom(this.#parts.bytes, expected, this.#parts.fileLimits.freeDiskBytesMin)
  }

  /** What cannot be drawn is a file like any other. */
  async #picture(id: FileId, type: string) {
    const { bytes, inspector } = this.#parts
    const picture = await inspector.picture(type, () => bytes.read(id, 'content', null))
    if (picture === null) return {}
    const { width, height, blur, preview } = picture
    await bytes.write(id, 'preview', inOnePiece(preview))
    return { width, height, blur, hasPreview: true }
  }

  async #forget(id: FileId): Promise<void> {
    await this.#parts.bytes.remove(id)
    await this.#parts.files.remove(id)
  }
}

export async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** In words of the wire. */
function refusal(error: unknown): unknown {
  if (error instanceof StorageFull) return new DomainError('storage_full')
  // The same upload has come twice at once, and the other one is the file.
  if (error instanceof Duplicate || error instanceof Outdated)
    return new DomainError('overloaded', { retryAfterSeconds: 1 })
  return error
}

const uploadedFile = (file: StoredFile): UploadedFile => ({
  file: attachmentOf(file),
  sha256: file.sha256 ?? '',
})
