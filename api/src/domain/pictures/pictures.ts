import { limits, type FileId } from '@parley/shared'

import { StorageFull } from '../../stores/errors.ts'
import type { FileBytes, FilePart } from '../../stores/files/file-bytes.ts'
import type { PictureOwner, PictureStore } from '../../stores/files/picture-store.ts'
import { uploads, type AccountRates } from '../account-rates.ts'
import { DomainError } from '../errors.ts'
import { formerPictureMs, later, uploadMs } from '../files/due.ts'
import { fileType } from '../files/file-type.ts'
import { IncomingBytes } from '../files/incoming-bytes.ts'
import { requireRoom } from '../files/room.ts'
import type { UploadPlaces } from '../files/upload-places.ts'
import { inOnePiece, type FileLimits } from '../files/upload-service.ts'
import type { Clock, Crop, FileInspector, Ids, Log } from '../ports.ts'
import type { Viewer } from '../viewer.ts'

interface PictureParts {
  readonly pictures: PictureStore
  readonly bytes: FileBytes
  readonly places: UploadPlaces
  readonly inspector: FileInspector
  readonly rates: AccountRates
  readonly fileLimits: Pick<FileLimits, 'freeDiskBytesMin'>
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

export interface SentPicture {
  readonly body: AsyncIterable<Uint8Array>
  /** How many bytes it has; null when it was not said. */
  readonly length: number | null
  readonly crop: Crop | null
}

export interface ReadPicture {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly length: number
}

const hashLength = 32

/** Draws and keeps pictures of people and groups. Who may set or see which is asked before. */
export class Pictures {
  readonly #parts: PictureParts

  constructor(parts: PictureParts) {
    this.#parts = parts
  }

  /**
   * False where the owner has gone meanwhile.
   * @throws DomainError file_too_large, picture_invalid, pictures_unavailable, storage_full, rate_limited, overloaded
   */
  async set({ userId }: Viewer, owner: PictureOwner, sent: SentPicture): Promise<boolean> {
    const { pictures, places, rates, clock, ids } = this.#parts
    rates.require(userId, uploads)
    if ((sent.length ?? 0) > limits.pictureBytesMax) throw new DomainError('file_too_large')
    return places.within(userId, async () => {
      const id = ids.uuid() as FileId
      await pictures.begin({ id, ownerId: owner.id, dueAt: later(clock.now(), 2 * uploadMs) })
      const hash = await this.#draw(id, sent).catch(async (error: unknown) => {
        await this.#forget(id)
        throw error instanceof StorageFull ? new DomainError('storage_full') : error
      })
      // Should it not be known what becomes of this, the sweep removes what is not shown.
      const isShown = await pictures.show(id, owner, hash, later(clock.now(), formerPictureMs))
      if (!isShown) await this.#forget(id)
      return isShown
    })
  }

  /** False where there was none. */
  clear(owner: PictureOwner): Promise<boolean> {
    return this.#parts.pictures.clear(owner, this.#parts.clock.now())
  }

  /** @throws DomainError picture_not_found, as where a backup came without its bytes */
  async read(ownerId: PictureOwner['id'], hash: string, part: FilePart): Promise<ReadPicture> {
    const { pictures, bytes, clock } = this.#parts
    const id = await pictures.byHash(ownerId, hash, clock.now())
    const length = id && (await bytes.size(id, part))
    const read = id && (await bytes.read(id, part, null))
    if (!length || !read) throw new DomainError('picture_not_found')
    return { bytes: read, length }
  }

  /** What was sent is replaced by what is drawn of it. Answers with the hash of that. */
  async #draw(id: FileId, { body, crop }: SentPicture): Promise<string> {
    const { bytes, inspector, fileLimits } = this.#parts
    const incoming = new IncomingBytes(body, inspector.sha256(), {
      bytesMax: limits.pictureBytesMax,
      more: () => requireRoom(bytes, 0, fileLimits.freeDiskBytesMin),
    })
    await bytes.write(id, 'content', incoming.stream())
    const type = await fileType(inspector, incoming.head(), false)
    const { large, small } = await inspector.squares(type, () => bytes.read(id, 'content', null), crop)
    await bytes.write(id, 'content', inOnePiece(large))
    await bytes.write(id, 'preview', inOnePiece(small))
    const hash = inspector.sha256()
    hash.update(large)
    return hash.digest('hex').slice(0, hashLength)
  }

  async #forget(id: FileId): Promise<void> {
    try {
      await this.#parts.bytes.remove(id)
      await this.#parts.pictures.remove(id)
    } catch (err) {
      this.#parts.log.warn({ err }, 'a picture that was not taken is removed later')
    }
  }
}
