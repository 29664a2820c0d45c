import { words } from '../../i18n/late.ts'
import { el } from '../dom.ts'
import { Square, zoomMax, type Point } from './square.ts'

/** What a wheel's step is worth. */
const wheelStep = 0.0022
/** Of the square, by a key. */
const keyStep = 0.05
const zoomStep = 1.15
const previews = [72, 36] as const

/** Moves and enlarges a picture below a mask, by pointer, fingers, wheel and keys. */
export class CropStage {
  readonly root: HTMLElement
  readonly zoom: HTMLInputElement
  readonly previews: HTMLElement
  readonly #image: HTMLImageElement
  readonly #stage: HTMLElement
  readonly #mask: HTMLElement
  readonly #canvases: readonly HTMLCanvasElement[]
  readonly #fingers = new Map<number, Point>()
  readonly #square: Square

  constructor(image: HTMLImageElement, mask: 'round' | 'square') {
    this.#image = image
    this.#square = new Square(image.naturalWidth, image.naturalHeight)
    this.#mask = el('div', { class: `crop-mask ${mask}` })
    image.className = 'crop-image'
    this.#stage = el(
      'div',
      { class: 'crop-stage', tabindex: 0, role: 'group', 'aria-label': words.pictures.stage },
      image,
      this.#mask,
    )
    this.zoom = el('input', {
      type: 'range',
      class: 'crop-zoom',
      min: 0,
      max: 100,
      value: 0,
      'aria-label': words.pictures.zoom,
      oninput: () => this.#to(zoomMax ** (this.zoom.valueAsNumber / 100)),
    })
    this.#canvases = previews.map((edge) => {
      const canvas = el('canvas', { class: `crop-preview ${mask}` })
      canvas.width = canvas.height = edge * 2
      canvas.style.setProperty('width', `${edge}px`)
      return canvas
    })
    this.previews = el('div', { class: 'crop-previews', 'aria-hidden': 'true' }, ...this.#canvases)
    this.root = this.#stage
    this.#listen()
  }

  /** In whole points of the picture. */
  get crop() {
    const { left, top, size } = this.#square
    return { x: Math.round(left), y: Math.round(top), size: Math.max(1, Math.round(size)) }
  }

  draw(): void {
    const { left, top, size, zoom } = this.#square
    const { width, height } = this.#stage.getBoundingClientRect()
    const edge = this.#mask.offsetWidth
    const scale = edge / size
    const [x, y] = [(width - edge) / 2 - left * scale, (height - edge) / 2 - top * scale]
    this.#image.style.setProperty('transform', `translate(${x}px, ${y}px) scale(${scale})`)
    this.zoom.value = String((Math.log(zoom) / Math.log(zoomMax)) * 100)
    const percent = new Intl.NumberFormat(words.language, { style: 'percent' })
    this.zoom.setAttribute('aria-valuetext', percent.format(zoom))
    for (const canvas of this.#canvases) {
      const context = canvas.getContext('2d')
      context?.clearRect(0, 0, canvas.width, canvas.height)
      context?.drawImage(this.#image, left, top, size, size, 0, 0, canvas.width, canvas.height)
    }
  }

  #listen(): void {
    const stage = this.#stage
    stage.addEventListener('wheel', (event) => this.#wheeled(event), { passive: false })
    stage.addEventListener('pointerdown', (event) => this.#pressed(event))
    stage.addEventListener('pointermove', (event) => this.#moved(event))
    for (const type of ['pointerup', 'pointercancel'] as const)
      stage.addEventListener(type, ({ pointerId }) => this.#fingers.delete(pointerId))
    stage.addEventListener('keydown', (event) => this.#keyed(event))
  }

  #to(zoom: number, around?: Point): void {
    this.#square.zoomTo(zoom, around)
    this.draw()
  }

  #move(x: number, y: number): void {
    this.#square.move({ x, y })
    this.draw()
  }

  /** By parts of the mask, from its middle. */
  #pointAt({ x, y }: Point): Point {
    const box = this.#mask.getBoundingClientRect()
    return { x: (x - box.left) / box.width - 0.5, y: (y - box.top) / box.height - 0.5 }
  }

  #wheeled(event: WheelEvent): void {
    event.preventDefault()
    this.#to(this.#square.zoom * Math.exp(-event.deltaY * wheelStep), this.#pointAt(event))
  }

  #pressed({ button, pointerId, x, y }: PointerEvent): void {
    if (button !== 0) return
    this.#stage.setPointerCapture(pointerId)
    this.#fingers.set(pointerId, { x, y })
  }

  #moved({ pointerId, x, y }: PointerEvent): void {
    const from = this.#fingers.get(pointerId)
    if (!from) return
    const other = [...this.#fingers].find(([id]) => id !== pointerId)?.[1]
    this.#fingers.set(pointerId, { x, y })
    if (other) {
      const apart = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y))
      const middle = { x: (x + other.x) / 2, y: (y + other.y) / 2 }
      this.#to((this.#square.zoom * apart({ x, y })) / apart(from), this.#pointAt(middle))
      return
    }
    const edge = this.#mask.offsetWidth
    this.#move((from.x - x) / edge, (from.y - y) / edge)
  }

  #keyed(event: KeyboardEvent): void {
    const act = this.#keys[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    act()
  }

  readonly #keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => this.#move(-keyStep, 0),
    ArrowRight: () => this.#move(keyStep, 0),
    ArrowUp: () => this.#move(0, -keyStep),
    ArrowDown: () => this.#move(0, keyStep),
    '+': () => this.#to(this.#square.zoom * zoomStep),
    '=': () => this.#to(this.#square.zoom * zoomStep),
    '-': () => this.#to(this.#square.zoom / zoomStep),
  }
}
