const [least, most] = [1, 8]
const doubleClicked = 2.5
/** How far a finger goes until it means something, with a picture that is not enlarged. */
const meantPx = 70
/** What a wheel's step is worth. */
const wheelStep = 0.0022

interface Swiped {
  /** To the next picture, or the one before, by where things lie. */
  aside(by: 1 | -1): void
  away(): void
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Enlarges what lies on a stage around what one points at, and moves it, by wheel, pointer and fingers. */
export class Zoom {
  readonly #stage: HTMLElement
  readonly #swiped: Swiped
  readonly #fingers = new Map<number, Point>()
  #held: HTMLElement | null = null
  #scale = 1
  #shift: Point = { x: 0, y: 0 }
  #drawn: Point = { x: 0, y: 0 }

  constructor(stage: HTMLElement, swiped: Swiped) {
    this.#stage = stage
    this.#swiped = swiped
    stage.addEventListener('wheel', (event) => this.#wheeled(event), { passive: false })
    stage.addEventListener('dblclick', (event) => this.#to(this.#scale > 1 ? 1 : doubleClicked, event))
    stage.addEventListener('pointerdown', (event) => this.#pressed(event))
    stage.addEventListener('pointermove', (event) => this.#moved(event))
    stage.addEventListener('pointerup', (event) => this.#letGo(event, 'meant'))
    stage.addEventListener('pointercancel', (event) => this.#letGo(event, 'lost'))
  }

  begin(held: HTMLElement): void {
    this.#held = held
    this.#fingers.clear()
    this.#drawn = { x: 0, y: 0 }
    this.by(0)
  }

  /** Around the middle; by 0 back to all of it. */
  by(factor: number): void {
    const { left, top, width, height } = this.#stage.getBoundingClientRect()
    this.#to(this.#scale * factor, { clientX: left + width / 2, clientY: top + height / 2 })
  }

  #to(wanted: number, { clientX, clientY }: { clientX: number; clientY: number }): void {
    const scale = Math.min(most, Math.max(least, wanted))
    const { left, top, width, height } = this.#stage.getBoundingClientRect()
    const [x, y] = [clientX - left - width / 2, clientY - top - height / 2]
    const part = scale / this.#scale
    this.#shift = { x: x - (x - this.#shift.x) * part, y: y - (y - this.#shift.y) * part }
    this.#scale = scale
    this.#draw()
  }

  #draw(): void {
    const { width, height } = this.#stage.getBoundingClientRect()
    const bound = (value: number, extent: number) => {
      const room = (extent * (this.#scale - 1)) / 2
      return Math.min(room, Math.max(-room, value))
    }
    this.#shift = { x: bound(this.#shift.x, width), y: bound(this.#shift.y, height) }
    const { x, y } = this.#shift
    this.#stage.classList.toggle('enlarged', this.#scale > 1)
    this.#held?.style.setProperty(
      'transform',
      `translate(${x + this.#drawn.x}px, ${y + this.#drawn.y}px) scale(${this.#scale})`,
    )
  }

  #wheeled(event: WheelEvent): void {
    event.preventDefault()
    this.#to(this.#scale * Math.exp(-event.deltaY * wheelStep), event)
  }

  #pressed(event: PointerEvent): void {
    if (event.button !== 0) return
    this.#stage.setPointerCapture(event.pointerId)
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    this.#stage.classList.add('held')
  }

  #moved(event: PointerEvent): void {
    const from = this.#fingers.get(event.pointerId)
    if (!from) return
    const to = { x: event.clientX, y: event.clientY }
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1]
    this.#fingers.set(event.pointerId, to)
    if (other) return this.#pinched(from, to, other)
    const by = { x: to.x - from.x, y: to.y - from.y }
    if (this.#scale > 1) this.#shift = { x: this.#shift.x + by.x, y: this.#shift.y + by.y }
    else if (event.pointerType !== 'mouse') this.#drawn = { x: this.#drawn.x + by.x, y: this.#drawn.y + by.y }
    this.#draw()
  }

  #pinched(from: Point, to: Point, other: Point): void {
    const apart = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y))
    this.#drawn = { x: 0, y: 0 }
    const middle = { clientX: (to.x + other.x) / 2, clientY: (to.y + other.y) / 2 }
    this.#to((this.#scale * apart(to)) / apart(from), middle)
  }

  #letGo({ pointerId }: PointerEvent, how: 'meant' | 'lost'): void {
    if (!this.#fingers.delete(pointerId) || this.#fingers.size > 0) return
    const { x, y } = this.#drawn
    this.#drawn = { x: 0, y: 0 }
    this.#stage.classList.remove('held')
    this.#draw()
    if (how === 'lost') return
    if (Math.abs(x) > meantPx && Math.abs(x) > Math.abs(y)) this.#swiped.aside(x < 0 ? 1 : -1)
    else if (y > meantPx && y > Math.abs(x)) this.#swiped.away()
  }
}
