import { icon } from '../../../components/icon.ts'
import { el } from '../../../dom.ts'

/** How far a message is drawn until that means something, and how far it follows the finger at most. */
const meantPx = 52
const followsPx = 72
/** What a finger strays by until it is known where it goes. */
const strayPx = 10
/** There, to draw from the edge is the browser's own way back. */
const edgePx = 24

interface Drawable {
  readonly row: HTMLElement
  /** Towards the middle: 1 to the right, -1 to the left. */
  readonly way: 1 | -1
  readonly isAtEnd: boolean
}

type Drawn = Drawable & { readonly sign: Element }

export interface Swiping {
  /** The row that can be drawn there; null where there is none. */
  begins(target: Element): Drawable | null
  meant(row: HTMLElement): void
}

/** Calls with the message that a finger has drawn towards the middle. */
export function onSwipe(root: HTMLElement, { begins, meant }: Swiping): void {
  let from: { readonly x: number; readonly y: number; readonly target: Element } | null = null
  let drawn: Drawn | null = null
  const letGo = (): void => {
    drawn?.row.style.removeProperty('translate')
    drawn?.row.removeAttribute('data-drawn')
    drawn?.sign.remove()
    from = drawn = null
  }
  root.addEventListener('pointerdown', ({ pointerType, isPrimary, target, clientX: x, clientY: y }) => {
    const isAtEdge = x < edgePx || x > innerWidth - edgePx
    const isDrawable = target instanceof Element && !target.closest('pre')
    from = pointerType === 'touch' && isPrimary && !isAtEdge && isDrawable ? { x, y, target } : null
  })
  root.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (!from) return
    const [x, y] = [clientX - from.x, clientY - from.y]
    if (!drawn && Math.hypot(x, y) < strayPx) return
    drawn ??= Math.abs(x) > 2 * Math.abs(y) ? begin(begins(from.target), x) : null
    if (!drawn) from = null
    else follow(drawn, x)
  })
  root.addEventListener('pointerup', () => {
    const row = drawn?.row.dataset['drawn'] === 'far' ? drawn.row : null
    letGo()
    if (row) meant(row)
  })
  root.addEventListener('pointercancel', letGo)
}

function begin(found: Drawable | null, x: number): Drawn | null {
  if (!found || x * found.way < 0) return null
  const sign = el('span', { class: found.isAtEnd ? 'swipe-sign at-end' : 'swipe-sign' }, icon('reply'))
  found.row.append(sign)
  return { ...found, sign }
}

function follow({ row, way }: Drawn, x: number): void {
  const by = Math.min(followsPx, Math.max(0, x * way))
  row.style.setProperty('translate', `${by * way}px`)
  row.dataset['drawn'] = by >= meantPx ? 'far' : 'near'
}
