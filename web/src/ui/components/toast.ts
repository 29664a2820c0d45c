import { words } from '../../i18n/index.ts'
import type { Failure } from '../../state/result.ts'
import { el, sentence } from '../dom.ts'
import { sayFailure } from '../late/failure-line.ts'
import { iconButton } from './button.ts'

const shownMs = 6_000
const most = 3
/** A screen reader knows a live region only after a while in its place. */
const noticedMs = 150
/** What one goes on using meanwhile: toasts stand above these, never on them. */
const uncovered = '.conversation-foot, .form-foot, .dialog-foot, .panel-end'
const gapPx = 8

/** Short notices at the edge of the page. A live region, which has to be there before its first text: it is also spoken. */
export class Toasts {
  readonly root = el('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' })
  #raisedPx = 0

  show(text: string): void {
    const host = document.querySelector('dialog[open]') ?? document.body
    if (host === this.root.parentElement) return this.#add(text)
    this.#moveTo(host)
    setTimeout(() => this.#add(text), noticedMs)
  }

  failure(failure: Failure): void {
    sayFailure(failure, (text) => this.show(text))
  }

  #add(text: string): void {
    const toast = toastOf(text, () => toast.remove())
    while (this.root.children.length >= most) this.root.firstElementChild?.remove()
    const isFirst = !this.root.hasChildNodes()
    this.root.append(toast)
    if (isFirst) this.#keepClear()
    setTimeout(() => toast.remove(), shownMs)
  }

  /** For as long as one is shown: what it must not cover grows and moves as one types and scrolls. */
  #keepClear(): void {
    if (!this.root.hasChildNodes()) return
    const host = this.root.parentElement ?? document.body
    const { bottom, height } = this.root.getBoundingClientRect()
    const rest = bottom + this.#raisedPx
    const feet = [...host.querySelectorAll(uncovered)].map((foot) => foot.getBoundingClientRect())
    this.#raisedPx = rest - clearOf(feet, rest, height)
    this.root.style.transform = `translateY(${-this.#raisedPx}px)`
    requestAnimationFrame(() => this.#keepClear())
  }

  /** Whatever lies outside a modal dialog is out of reach while it is open, and what is inside goes with it. */
  #moveTo(host: Element): void {
    host.append(this.root)
    host.addEventListener('close', () => document.body.append(this.root), { once: true })
  }
}

export const toastOf = (text: string, close: () => void): HTMLElement =>
  el(
    'div',
    { class: 'toast' },
    el('span', {}, ...sentence(text)),
    iconButton('close', words.common.close, close),
  )

/** The lowest place for the lower edge of what is so high, from where it would be, above whatever it would lie on. */
function clearOf(boxes: readonly DOMRect[], from: number, height: number): number {
  return boxes
    .toSorted((a, b) => b.bottom - a.bottom)
    .reduce((edge, box) => {
      const isMet = box.height > 0 && box.top < edge + gapPx && box.bottom > edge - height - gapPx
      return isMet ? Math.max(height, box.top - gapPx) : edge
    }, from)
}
