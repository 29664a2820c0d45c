import { createReadStream } from 'node:fs'
import { mkdir, open, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import type { FileId } from '@parley/shared'

import { StorageFull } from '../../stores/errors.ts'
import type { ByteRange, FileBytes, FilePart } from '../../stores/files/file-bytes.ts'

export const filesFolder = 'files'

/** A name of our own making, whatever the file is called. */
export const diskName = (id: string, part: FilePart): string => (part === 'content' ? id : `${id}.preview`)

const ownerOnly = 0o600

/** In one folder, under their ids. */
export class DiskFileBytes implements FileBytes {
  readonly #folder: string

  constructor(dataDir: string) {
    this.#folder = join(dataDir, filesFolder)
  }

  async write(id: FileId, part: FilePart, content: AsyncIterable<Uint8Array>): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const file = await open(this.#path(id, part), 'w', ownerOnly).catch(refuseWhenFull)
    try {
      for await (const chunk of content) await file.writeFile(chunk).catch(refuseWhenFull)
      await file.sync().catch(refuseWhenFull)
    } finally {
      await file.close()
    }
    await this.#syncFolder()
  }

  async read(id: FileId, part: FilePart, range: ByteRange | null): Promise<Readable | null> {
    if ((await this.size(id, part)) === null) return null
    if (range !== null && range.last < range.first) return Readable.from([])
    return createReadStream(
      this.#path(id, part),
      range === null ? {} : { start: range.first, end: range.last },
    )
  }

  async size(id: FileId, part: FilePart): Promise<number | null> {
    try {
      return (await stat(this.#path(id, part))).size
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null
      throw error
    }
  }

  async remove(id: FileId): Promise<void> {
    for (const part of ['preview', 'content'] as const) await rm(this.#path(id, part), { force: true })
  }

  async freeBytes(): Promise<number> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const { bavail, bsize } = await statfs(this.#folder)
    return bavail * bsize
  }

  async close(): Promise<void> {}

  #path(id: FileId, part: FilePart): string {
    return join(this.#folder, diskName(id, part))
  }

  /** Or a power failure could take the name back. */
  async #syncFolder(): Promise<void> {
    const folder = await open(this.#folder, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

function refuseWhenFull(error: unknown): never {
  const isFull = codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT'
  throw isFull ? new StorageFull('The disk is full', { cause: error }) : error
}
