export interface Point {
  readonly x: number
  readonly y: number
}

/** The square of a picture that is chosen, in points of the picture. Pure: what it does not say is drawn elsewhere. */
export class Square {
  readonly #width: number
  readonly #height: number
  #zoom = 1
  #middle: Point

  constructor(width: number, height: number) {
    this.#width = width
    this.#height = height
    this.#middle = { x: width / 2, y: height / 2 }
  }

  get zoom(): number {
    return this.#zoom
  }

  get size(): number {
    return Math.min(this.#width, this.#height) / this.#zoom
  }

  get left(): number {
    return this.#middle.x - this.size / 2
  }

  get top(): number {
    return this.#middle.y - this.size / 2
  }

  /** By parts of the square. It stays within the picture. */
  move(by: Point): void {
    this.#to({ x: this.#middle.x + by.x * this.size, y: this.#middle.y + by.y * this.size })
  }

  /** Around a point of the square: its middle is at 0, and its edges are at a half. */
  zoomTo(wanted: number, { x, y }: Point = { x: 0, y: 0 }): void {
    const before = this.size
    this.#zoom = Math.min(zoomMax, Math.max(1, wanted))
    const gone = before - this.size
    this.#to({ x: this.#middle.x + x * gone, y: this.#middle.y + y * gone })
  }

  #to({ x, y }: Point): void {
    const half = this.size / 2
    const within = (value: number, extent: number) => Math.min(extent - half, Math.max(half, value))
    this.#middle = { x: within(x, this.#width), y: within(y, this.#height) }
  }
}

export const zoomMax = 8
