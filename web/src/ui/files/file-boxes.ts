import type { ShownFile } from '../../state/outbox-item.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { Chunk } from '../../chunk.ts'
import type { RowContext } from '../timeline/rows/row-context.ts'
import { isPicture, kindOf } from './file-kind.ts'

export const filesChunk = new Chunk(() => import('./shown-files.ts'))

/** In CSS pixels, as `files.css` has them. */
const largest = { width: 420, height: 320 }
const cardWidth = 340
/** A small picture is not enlarged beyond this, and a long one is cut. */
const leastWidth = 140
const [narrowest, widest] = [0.5, 2.6]

type Files = readonly ShownFile[]

/** The files of a message. Their places are there at once, as large as they will be; what fills them comes when it is first needed. */
export class FileBoxes extends Component {
  readonly key: string
  /** How wide all of it is, where there is room. */
  readonly width: number
  #files: Files
  #follow: ((files: Files) => void) | null = null
  #hasEnded = false

  constructor(context: RowContext, files: Files) {
    super(el('div', { class: 'files' }))
    this.#files = files
    this.key = keyOf(files)
    const pictures = files.filter(isPicture)
    const [only, ...others] = pictures
    const frame = only && others.length === 0 ? frameOf(only) : null
    this.width = frame?.width ?? (only ? largest.width : cardWidth)
    const boxOf = (file: ShownFile) => el('div', { class: `file-box ${kindOf(file)}` })
    const boxes = new Map(files.map((file) => [file, boxOf(file)]))
    const places = (some: Files) => some.map((file) => boxes.get(file) ?? '')
    const grid = el('div', { class: 'pictures', 'data-count': pictures.length }, ...places(pictures))
    if (frame) grid.style.aspectRatio = String(frame.ratio)
    if (only) this.root.append(grid)
    this.root.append(...places(files.filter((file) => !isPicture(file))))
    this.onEnd(() => (this.#hasEnded = true))
    const fill = ({ ShownFiles }: NonNullable<typeof filesChunk.module>): void => {
      if (this.#hasEnded) return
      const shown = this.own(new ShownFiles(context, this.root, [...boxes.values()], this.#files))
      this.#follow = (next) => shown.follow(next)
    }
    if (filesChunk.module) fill(filesChunk.module)
    else void filesChunk.load().then(fill, () => undefined) // with the next message
  }

  /** The same files, further on their way. */
  follow(files: Files): void {
    this.#files = files
    this.#follow?.(files)
  }
}

/** One's own stay as they are shown when they have arrived. */
export const keyOf = (files: Files): string => files.map(({ name, bytes }) => `${bytes} ${name}`).join('\n')

function frameOf({ width = 1, height = 1 }: ShownFile): { width: number; ratio: number } {
  const ratio = Math.min(widest, Math.max(narrowest, width / height))
  const fitting = Math.min(largest.width, largest.height * ratio, Math.max(width, leastWidth))
  return { width: Math.round(fitting), ratio }
}
