import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'

import { limits } from '@parley/shared'
import type SharpModule from 'sharp'

import { DomainError } from '../../domain/errors.ts'
import type { Crop, FileInspector, Log, PictureFacts, RunningHash, Squares } from '../../domain/ports.ts'

type Sharp = typeof SharpModule
type Content = () => Promise<AsyncIterable<Uint8Array> | null>

/** What may be drawn, each a raster of points: anything else might refer to files, or run something. */
const drawn = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/tiff'])
const loaders = ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadNsgif', 'VipsForeignLoadWebp']
const moreLoaders = ['VipsForeignLoadHeif', 'VipsForeignLoadTiff']
const pixelsMax = 50_000_000
const secondsMax = 10
/** More wait, and their pictures have no preview. */
const waitingMax = 40
const blurWidth = 6
const blurHeight = 5
const largeEdge = 256
const smallEdge = 64

/** Loads what it looks with at the first file, and one picture at a time: each takes a core and much memory. */
export class LibraryFileInspector implements FileInspector {
  readonly #log: Pick<Log, 'warn' | 'info'>
  #sharp: Promise<Sharp | null> | undefined
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(log: Pick<Log, 'warn' | 'info'>) {
    this.#log = log
  }

  readonly sha256 = (): RunningHash => createHash('sha256')

  async typeOf(head: Uint8Array): Promise<string | null> {
    const { fileTypeFromBuffer } = await import('file-type')
    // A head that is broken enough makes it give up.
    return fileTypeFromBuffer(head).then(
      (found) => found?.mime ?? null,
      () => null,
    )
  }

  async picture(type: string, content: Content): Promise<PictureFacts | null> {
    this.#sharp ??= this.#load()
    const sharp = await this.#sharp
    if (sharp === null || !drawn.has(type) || this.#waiting >= waitingMax) return null
    try {
      return await this.#inTurn(() => draw(sharp, content))
    } catch (error) {
      this.#log.info({ err: error, type }, 'a picture has no preview')
      return null
    }
  }

  async squares(type: string, content: Content, crop: Crop | null): Promise<Squares> {
    this.#sharp ??= this.#load()
    const sharp = await this.#sharp
    if (sharp === null) throw new DomainError('pictures_unavailable')
    if (!drawn.has(type)) throw new DomainError('picture_invalid')
    if (this.#waiting >= waitingMax) throw new DomainError('overloaded', { retryAfterSeconds: 10 })
    try {
      return await this.#inTurn(() => drawSquares(sharp, content, crop))
    } catch (error) {
      this.#log.info({ err: error, type }, 'a picture cannot be drawn')
      throw new DomainError('picture_invalid')
    }
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1
    const drawing = this.#last.then(work)
    this.#last = drawing.catch(() => undefined)
    try {
      return await drawing
    } finally {
      this.#waiting -= 1
    }
  }

  async #load(): Promise<Sharp | null> {
    try {
      const { default: sharp } = await import('sharp')
      sharp.cache(false)
      sharp.concurrency(1)
      sharp.block({ operation: ['VipsForeignLoad'] })
      sharp.unblock({ operation: [...loaders, ...moreLoaders] })
      return sharp
    } catch (error) {
      this.#log.warn({ err: error }, 'sharp cannot be loaded: pictures have no previews')
      return null
    }
  }
}

/** @throws Error for what cannot be drawn within the limits */
async function draw(sharp: Sharp, content: Content): Promise<PictureFacts | null> {
  const stream = await content()
  if (stream === null) return null
  const picture = opened(sharp, await buffer(stream))
  const { autoOrient } = await picture.metadata()
  const box = { width: limits.previewWidth, height: limits.previewHeight }
  const preview = await picture
    .clone()
    .resize({ ...box, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer()
  const points = sharp(preview).flatten({ background: '#fff' }).resize(blurWidth, blurHeight, { fit: 'fill' })
  const blur = await points.toColourspace('srgb').raw().toBuffer()
  return { ...sizeOf(autoOrient), blur: blur.toString('base64'), preview }
}

/** @throws Error as `draw` */
async function drawSquares(sharp: Sharp, content: Content, crop: Crop | null): Promise<Squares> {
  const stream = await content()
  if (stream === null) throw new Error('its bytes are gone')
  const picture = opened(sharp, await buffer(stream))
  const { autoOrient } = await picture.metadata()
  const drawn = picture.extract(squareIn(autoOrient, crop)).resize(largeEdge, largeEdge)
  const large = await drawn.webp({ quality: 85 }).toBuffer()
  const small = await sharp(large).resize(smallEdge, smallEdge).webp({ quality: 85 }).toBuffer()
  return { large, small }
}

function squareIn({ width, height }: { width: number; height: number }, crop: Crop | null) {
  const least = Math.min(width, height)
  const edge = Math.min(crop?.size ?? least, least)
  const within = (wanted: number | undefined, room: number): number =>
    Math.min(wanted ?? Math.floor(room / 2), room)
  return {
    left: within(crop?.x, width - edge),
    top: within(crop?.y, height - edge),
    width: edge,
    height: edge,
  }
}

/** Whatever it is, within the limits, and turned as it is to be seen. */
const opened = (sharp: Sharp, bytes: Buffer) =>
  sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error', sequentialRead: true })
    .autoOrient()
    .timeout({ seconds: secondsMax })

const sizeOf = ({ width, height }: { width: number; height: number }) => ({ width, height })
