interface ScrollWatcher {
  /** Whether the last row is the end of everything, or only of what is loaded. */
  endsHere(): boolean
  moved(): void
}

/** Where a row that is sought out is put, below the upper edge. */
const soughtOffsetPx = 56
/** And one whose upper edge was above the screen, when it is put into it. */
const heldOffsetPx = 32

/** How far from the end still counts as being there. */
const endTolerancePx = 48

/** Whether the upper edge of a row is in what a box shows. */
export function beginsIn(box: Element, row: Element): boolean {
  const offset = offsetIn(box, row)
  return offset >= 0 && offset < box.clientHeight
}

const offsetIn = (box: Element, row: Element): number =>
  row.getBoundingClientRect().top - box.getBoundingClientRect().top

/**
 * Keeps a scrolled list where the reader is. The scroller is a reversed column, which counts from its
 * end: there one stays, whatever grows or shrinks, because only scrolling leads away from 0. Whoever
 * reads further up keeps the row they read in its place: when messages come, when a font arrives late
 * or a window is resized.
 */
export class ScrollAnchor {
  readonly #scroller: HTMLElement
  readonly #rows: HTMLElement
  readonly #watcher: ScrollWatcher
  readonly #observer: ResizeObserver
  #atEnd = true
  #anchor: { row: HTMLElement; offset: number } | null = null
  readonly #moved = (): void => this.#remember()

  constructor(scroller: HTMLElement, rows: HTMLElement, watcher: ScrollWatcher) {
    this.#scroller = scroller
    this.#rows = rows
    this.#watcher = watcher
    this.#observer = new ResizeObserver(() => this.restore())
    this.#observer.observe(scroller)
    this.#observer.observe(rows.parentElement ?? rows)
    scroller.addEventListener('scroll', this.#moved, { passive: true })
  }

  get atEnd(): boolean {
    return this.#atEnd
  }

  /** The row that stays in its place, and how far that is below the upper edge. */
  get held(): { readonly row: HTMLElement; readonly offset: number } | null {
    return this.#anchor
  }

  get fromTop(): number {
    const { scrollHeight, clientHeight } = this.#scroller
    return scrollHeight - clientHeight - this.fromEnd
  }

  get fromEnd(): number {
    return -this.#scroller.scrollTop
  }

  /** The lowest row that is wholly on the screen, or the last. */
  lastVisible(): Element | null {
    const rows = this.#readable()
    return rows[firstBelow(this.#places(rows), this.#scroller.clientHeight) - 1] ?? null
  }

  /** Whether it begins on the screen. */
  shows(row: Element): boolean {
    return beginsIn(this.#scroller, row)
  }

  toEnd(): void {
    this.#atEnd = true
    this.restore()
  }

  /** Puts a row near the top, and from then on keeps it there. */
  toRow(row: HTMLElement, offset: number = soughtOffsetPx): void {
    this.#atEnd = false
    this.#anchor = { row, offset }
    this.restore()
  }

  /** From now on its upper edge stays where it is, as far as it is in sight. */
  hold(row: HTMLElement): void {
    this.#atEnd = false
    this.#anchor = { row, offset: Math.max(this.#offset(row), heldOffsetPx) }
  }

  restore(): void {
    const scroller = this.#scroller
    if (this.#atEnd) scroller.scrollTop = 0
    else if (this.#anchor?.row.isConnected) {
      const drift = this.#offset(this.#anchor.row) - this.#anchor.offset
      if (Math.abs(drift) >= 1) scroller.scrollTop += drift
    }
  }

  destroy(): void {
    this.#observer.disconnect()
    this.#scroller.removeEventListener('scroll', this.#moved)
  }

  #remember(): void {
    this.#atEnd = this.fromEnd <= endTolerancePx && this.#watcher.endsHere()
    const row = this.#readRow()
    this.#anchor = row && { row, offset: this.#offset(row) }
    this.#watcher.moved()
  }

  #offset(row: Element): number {
    return offsetIn(this.#scroller, row)
  }

  /** The uppermost on the screen that stays: a divider is named after what follows it, so it may be made anew. */
  #readRow(): HTMLElement | null {
    const rows = this.#readable()
    return rows[firstBelow(this.#places(rows), 0)] ?? null
  }

  #readable(): NodeListOf<HTMLElement> {
    return this.#rows.querySelectorAll('[data-row]')
  }

  #places(rows: NodeListOf<Element>): Places {
    const top = this.#scroller.getBoundingClientRect().top
    return { length: rows.length, endOf: (at) => (rows[at]?.getBoundingClientRect().bottom ?? 0) - top }
  }
}

interface Places {
  readonly length: number
  endOf(at: number): number
}

/** The first that ends below a line of the visible part. */
function firstBelow({ length, endOf }: Places, line: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (endOf(middle) <= line) low = middle + 1
    else high = middle
  }
  return low
}
