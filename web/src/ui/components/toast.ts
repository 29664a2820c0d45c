import { words } from '../../i18n/index.ts'
import type { Failure } from '../../state/result.ts'
import { el, sentence } from '../dom.ts'
import { failureText } from '../format/failure.ts'
import { iconButton } from './button.ts'

const shownMs = 6_000
const most = 3
/** A screen reader knows a live region only after a while in its place. */
const noticedMs = 150

/** Short notices at the edge of the page. A live region, which has to be there before its first text: it is also spoken. */
export class Toasts {
  readonly root = el('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' })

  show(text: string): void {
    const host = document.querySelector('dialog[open]') ?? document.body
    if (host === this.root.parentElement) return this.#add(text)
    this.#moveTo(host)
    setTimeout(() => this.#add(text), noticedMs)
  }

  failure(failure: Failure): void {
    const text = failureText(failure)
    if (text) this.show(text)
  }

  #add(text: string): void {
    const toast = el('div', { class: 'toast' }, el('span', {}, ...sentence(text)))
    toast.append(iconButton('close', words.common.close, () => toast.remove()))
    while (this.root.children.length >= most) this.root.firstElementChild?.remove()
    this.root.append(toast)
    setTimeout(() => toast.remove(), shownMs)
  }

  /** Whatever lies outside a modal dialog is out of reach while it is open, and what is inside goes with it. */
  #moveTo(host: Element): void {
    host.append(this.root)
    host.addEventListener('close', () => document.body.append(this.root), { once: true })
  }
}
