import { words } from '../../i18n/index.ts'
import { icon } from '../components/icon.ts'
import { el, replaceChildren } from '../dom.ts'
import { unreadCount } from '../format/unread-count.ts'

export class JumpButton {
  readonly root: HTMLButtonElement

  constructor(jump: () => void) {
    this.root = el('button', { type: 'button', class: 'jump', hidden: true, onclick: jump })
  }

  show(unread: number): void {
    const { toLatest, newCount } = words.timeline
    const text = newCount(unreadCount(unread))
    this.root.hidden = false
    this.root.setAttribute('aria-label', unread > 0 ? `${text}, ${toLatest}` : toLatest)
    this.root.title = toLatest
    replaceChildren(this.root, unread > 0 && el('span', {}, text), icon('arrowdown'))
  }

  hide(): void {
    this.root.hidden = true
  }
}
