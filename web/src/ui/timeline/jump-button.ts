import { words } from '../../i18n/index.ts'
import { icon } from '../components/icon.ts'
import { el, replaceChildren } from '../dom.ts'
import { unreadCount } from '../format/unread-count.ts'

/** So many jumps one can go back. */
const jumpsMax = 20

/** Leads to where one was before one jumped to a message that is answered there, or else to the latest. */
export class JumpButton {
  readonly root: HTMLButtonElement
  readonly #toLatest: () => void
  readonly #backTo: (seq: number) => void
  /** Null where that had no seq yet. */
  #jumpedFrom: (number | null)[] = []

  constructor(toLatest: () => void, backTo: (seq: number) => void) {
    this.#toLatest = toLatest
    this.#backTo = backTo
    const onclick = () => void (this.#back() || toLatest())
    this.root = el('button', { type: 'button', class: 'jump', hidden: true, onclick })
  }

  get hasJumped(): boolean {
    return this.#jumpedFrom.length > 0
  }

  jumped(from: number | null): void {
    this.#jumpedFrom = [...this.#jumpedFrom, from].slice(-jumpsMax)
  }

  forgetJumps(): void {
    this.#jumpedFrom = []
  }

  /** The keys that lead back elsewhere, too. */
  key(event: KeyboardEvent): void {
    const { key, altKey, defaultPrevented } = event
    const leadsBack = key === 'Escape' || (key === 'ArrowLeft' && altKey)
    if (!leadsBack || defaultPrevented || !this.#back()) return
    event.preventDefault()
    event.stopPropagation()
  }

  show(isNeeded: boolean, unread: number): void {
    this.root.hidden = !isNeeded
    if (!isNeeded) return
    const { toLatest, toWhereIWas, back, newCount } = words.timeline
    const isBack = this.hasJumped
    const title = isBack ? toWhereIWas : toLatest
    const text = isBack ? back : unread > 0 && newCount(unreadCount(unread))
    this.root.setAttribute('aria-label', text && !isBack ? `${text}, ${title}` : title)
    this.root.title = title
    replaceChildren(this.root, text && el('span', {}, text), icon(isBack ? 'back' : 'arrowdown'))
  }

  #back(): boolean {
    const from = this.#jumpedFrom.pop()
    if (from === undefined) return false
    if (from === null) this.#toLatest()
    else this.#backTo(from)
    return true
  }
}
