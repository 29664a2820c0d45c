import { words } from '../../i18n/index.ts'
import { append, el, newId, sentence, type Child } from '../dom.ts'
import { button, iconButton } from './button.ts'
import { Modal } from './modal.ts'

/** With its title and a button that closes it. */
export class Dialog extends Modal {
  constructor(title: string, ...content: Child[]) {
    const titleId = newId()
    const close = iconButton('close', words.common.close, () => this.close())
    const head = el('header', { class: 'dialog-head' }, el('h2', { id: titleId }, ...sentence(title)), close)
    super(el('dialog', { class: 'dialog', 'aria-labelledby': titleId }, head))
    append(this.root, content)
  }

  /** Neither Escape nor a click outside closes it: what it shows is nowhere else. */
  keepUntilClosed(): this {
    this.root.setAttribute('closedby', 'none')
    this.root.addEventListener('cancel', (event) => event.preventDefault())
    return this
  }
}

interface Question {
  title: string
  hint: string
  action: string
  /** What a no means, where that is more than doing nothing. */
  stay?: string
  /** Nothing can be lost by going on. */
  isSafe?: boolean
}

/** True when the person went on. Escape and a click outside are a no. */
export function confirm({ title, hint, action, stay, isSafe = false }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = new Dialog(title, el('p', { class: 'hint' }, ...sentence(hint)))
    const answer = (yes: boolean) => {
      resolve(yes)
      dialog.close()
    }
    const no = button(stay ?? words.common.cancel, () => answer(false), 'plain')
    const yes = button(action, () => answer(true), isSafe ? 'primary' : 'danger')
    dialog.root.append(el('footer', { class: 'dialog-foot' }, no, yes))
    dialog.root.addEventListener('close', () => resolve(false))
    dialog.open()
    const first = isSafe ? yes : no
    first.focus()
  })
}
