import { words } from '../../i18n/index.ts'
import { Component } from '../component.ts'
import { append, el, newId, sentence, type Child } from '../dom.ts'
import { button, iconButton } from './button.ts'

/** A native modal dialog: it keeps the focus inside, and gives it back to where it was. */
export class Dialog extends Component<HTMLDialogElement> {
  constructor(title: string, ...content: Child[]) {
    const titleId = newId()
    const close = iconButton('close', words.common.close, () => this.close())
    const head = el('header', { class: 'dialog-head' }, el('h2', { id: titleId }, ...sentence(title)), close)
    super(el('dialog', { class: 'dialog', 'aria-labelledby': titleId }, head))
    append(this.root, content)
    this.root.addEventListener('close', () => this.destroy())
    this.root.addEventListener('click', (event) => this.#closeFromOutside(event))
  }

  /** A part that ends with it. */
  add(part: Component): void {
    this.root.append(this.own(part).root)
  }

  open(): this {
    document.body.append(this.root)
    this.root.showModal()
    return this
  }

  close(): void {
    this.root.close()
  }

  /** Neither Escape nor a click outside closes it: what it shows is nowhere else. */
  keepUntilClosed(): this {
    this.root.setAttribute('closedby', 'none')
    this.root.addEventListener('cancel', (event) => event.preventDefault())
    return this
  }

  /** The backdrop belongs to the dialog's own box; anything inside is another target. */
  #closeFromOutside(event: MouseEvent): void {
    if (event.target !== this.root || this.root.getAttribute('closedby') === 'none') return
    const box = this.root.getBoundingClientRect()
    const inside =
      event.clientX >= box.left &&
      event.clientX <= box.right &&
      event.clientY >= box.top &&
      event.clientY <= box.bottom
    if (!inside) this.close()
  }
}

interface Question {
  title: string
  hint: string
  action: string
}

/** True when the person went on. Escape and a click outside are a no. */
export function confirm({ title, hint, action }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = new Dialog(title, el('p', { class: 'hint' }, ...sentence(hint)))
    const answer = (yes: boolean) => {
      resolve(yes)
      dialog.close()
    }
    const no = button(words.common.cancel, () => answer(false), 'plain')
    const yes = button(action, () => answer(true), 'danger')
    dialog.root.append(el('footer', { class: 'dialog-foot' }, no, yes))
    dialog.root.addEventListener('close', () => resolve(false))
    dialog.open()
    no.focus()
  })
}
