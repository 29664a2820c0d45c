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
    this.root.hidden = false
    this.root.setAttribute('aria-label', words.timeline.toLatest)
    this.root.title = words.timeline.toLatest
    const text = words.timeline.newCount(unreadCount(unread))
    replaceChildren(this.root, unread > 0 && el('span', {}, text), icon('arrowdown'))
  }

  hide(): void {
    this.root.hidden = true
  }
}
