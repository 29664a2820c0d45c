import { words } from '../../i18n/index.ts'
import { icon } from '../components/icon.ts'
import { el, replaceChildren } from '../dom.ts'
import { unreadCount } from '../format/unread-count.ts'

export class JumpButton {
  readonly root: HTMLButtonElement

  constructor(jump: () => void) {
    this.root = el('button', { type: 'button', class: 'jump', hidden: true, onclick: jump })
  }

  /** @param isBack whether it leads to where one was before one jumped */
  show(unread: number, isBack: boolean): void {
    if (isBack) return this.#showBack()
    const { toLatest, newCount } = words.timeline
    const text = newCount(unreadCount(unread))
    this.root.hidden = false
    this.root.setAttribute('aria-label', unread > 0 ? `${text}, ${toLatest}` : toLatest)
    this.root.title = toLatest
    replaceChildren(this.root, unread > 0 && el('span', {}, text), icon('arrowdown'))
  }

  #showBack(): void {
    const { back, toWhereIWas } = words.timeline
    this.root.hidden = false
    this.root.setAttribute('aria-label', toWhereIWas)
    this.root.title = toWhereIWas
    replaceChildren(this.root, icon('back'), el('span', {}, back))
  }

  hide(): void {
    this.root.hidden = true
  }
}
