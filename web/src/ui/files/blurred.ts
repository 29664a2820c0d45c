import type { ShownFile } from '../../state/outbox-item.ts'
import { el } from '../dom.ts'

/** As the server makes it. */
const [columns, rows, colours] = [6, 5, 3]

/** A picture from afar: a few points, which the browser smooths as it enlarges them. */
export function blurred(file: ShownFile): HTMLCanvasElement | null {
  if (!('blur' in file) || file.blur === undefined) return null
  const canvas = el('canvas', { class: 'picture-blur' })
  canvas.width = columns
  canvas.height = rows
  const context = canvas.getContext('2d')
  const points = Uint8Array.from(atob(file.blur), (character) => character.charCodeAt(0))
  if (!context || points.length !== columns * rows * colours) return null
  const image = context.createImageData(columns, rows)
  for (let at = 0; at < columns * rows; at += 1)
    image.data.set([...points.subarray(at * colours, (at + 1) * colours), 255], at * 4)
  context.putImageData(image, 0, 0)
  return canvas
}
