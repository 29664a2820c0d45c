import type { OutboxFile } from '../../../state/outbox-item.ts'

/** Which are drawn anew, without what a camera writes into them. What moves, and what only few can read, stays as it is. */
const drawnAnew = /^image\/(?:jpeg|png|webp)$/
/** As large as one looks at it. */
const longestSide = 2_560
const quality = 0.86

export const canBePicture = ({ type }: OutboxFile): boolean => drawnAnew.test(type)

export interface Prepared {
  readonly original: OutboxFile
  readonly picture: OutboxFile | null
}

/** How large a picture is, and how it is sent as one; what cannot be drawn here is a file like any other. */
export async function prepared(original: OutboxFile, newId: () => string): Promise<Prepared> {
  const bitmap = await createImageBitmap(original.content, { imageOrientation: 'from-image' }).catch(
    () => null,
  )
  if (!bitmap) return { original, picture: null }
  const { width, height } = bitmap
  const sized = { ...original, width, height }
  const drawn = canBePicture(original) ? await drawnFrom(bitmap, original.type).catch(() => null) : null
  bitmap.close()
  if (!drawn) return { original: sized, picture: null }
  const { content } = drawn
  const name = named(original.name, content.type)
  const picture = { ...original, ...drawn, name, uploadId: newId(), type: content.type, bytes: content.size }
  return { original: sized, picture }
}

async function drawnFrom(bitmap: ImageBitmap, type: string): Promise<Drawn | null> {
  const part = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height))
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * part)))
  const canvas = document.createElement('canvas')
  canvas.width = width ?? 1
  canvas.height = height ?? 1
  const context = canvas.getContext('2d')
  if (!context) return null
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))
  return content && { content, width: canvas.width, height: canvas.height }
}

type Drawn = Pick<OutboxFile, 'content' | 'width' | 'height'>

/** A browser that cannot write a kind makes a PNG of it. */
const named = (name: string, type: string): string =>
  type === 'image/png' ? name.replace(/\.(?:webp|jpe?g)$/i, '.png') : name
