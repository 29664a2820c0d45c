import { once } from 'node:events'
import { finished } from 'node:stream/promises'

import type { FileId } from '@parley/shared'
import { GridFSBucket, type Collection, type MongoClient } from 'mongodb'

import type { ByteRange, FileBytes, FilePart } from '../../stores/files/file-bytes.ts'
import { newClient } from './connection/client.ts'
import { asStoreError } from './connection/errors.ts'

interface FileDocument {
  readonly _id: string
  readonly length: number
}

/** In GridFS, over connections of their own: messages do not wait behind an upload. */
export class GridFsBytes implements FileBytes {
  readonly #client: MongoClient
  readonly #bucket: GridFSBucket
  readonly #files: Collection<FileDocument>
  readonly #chunks: Collection<{ readonly files_id: string }>

  constructor(client: MongoClient) {
    const db = client.db()
    this.#client = client
    this.#bucket = new GridFSBucket(db, {
      bucketName: 'files',
      writeConcern: { w: 'majority', journal: true },
    })
    this.#files = db.collection('files.files')
    this.#chunks = db.collection('files.chunks')
  }

  async write(id: FileId, part: FilePart, content: AsyncIterable<Uint8Array>): Promise<void> {
    const key = keyOf(id, part)
    await this.#remove(key)
    // GridFS takes ids of any type, and its own type of them says otherwise.
    const upload = this.#bucket.openUploadStreamWithId(key as never, key)
    upload.on('error', () => undefined) // told by what is awaited below
    try {
      for await (const chunk of content) if (!upload.write(chunk)) await drained(upload)
      upload.end()
      await finished(upload)
    } catch (error) {
      upload.destroy()
      throw asStoreError(error)
    }
  }

  async read(id: FileId, part: FilePart, range: ByteRange | null): Promise<AsyncIterable<Uint8Array> | null> {
    if ((await this.size(id, part)) === null) return null
    const { first, last } = range ?? {}
    const within = first === undefined || last === undefined ? {} : { start: first, end: last + 1 }
    return this.#bucket.openDownloadStream(keyOf(id, part) as never, within)
  }

  async size(id: FileId, part: FilePart): Promise<number | null> {
    const found = await this.#asked(this.#files.findOne({ _id: keyOf(id, part) }))
    return found?.length ?? null
  }

  async remove(id: FileId): Promise<void> {
    for (const part of ['preview', 'content'] as const) await this.#remove(keyOf(id, part))
  }

  /** The database has no word for it that every engine knows. */
  async freeBytes(): Promise<null> {
    return null
  }

  close(): Promise<void> {
    return this.#client.close()
  }

  /** Of an upload that broke off there are only chunks, which the bucket's own deletion would not find. */
  async #remove(key: string): Promise<void> {
    await this.#asked(this.#files.deleteOne({ _id: key }))
    await this.#asked(this.#chunks.deleteMany({ files_id: key }))
  }

  async #asked<Result>(answer: Promise<Result>): Promise<Result> {
    try {
      return await answer
    } catch (error) {
      throw asStoreError(error)
    }
  }
}

/** Connects with the first file. */
export const openGridFsBytes = (url: string): GridFsBytes => new GridFsBytes(newClient(url))

const keyOf = (id: FileId, part: FilePart): string => (part === 'content' ? id : `${id}.preview`)

const drained = (upload: NodeJS.EventEmitter): Promise<unknown> => once(upload, 'drain')
