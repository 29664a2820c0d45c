import { Component } from '../component.ts'

/** A native modal dialog: it keeps the focus inside, and gives it back to where it was. */
export abstract class Modal extends Component<HTMLDialogElement> {
  constructor(root: HTMLDialogElement) {
    super(root)
    root.addEventListener('close', () => this.destroy())
    root.addEventListener('click', (event) => this.#closeFromOutside(event))
  }

  /** A part that ends with it. */
  add(part: Component): this {
    this.root.append(this.own(part).root)
    return this
  }

  open(): this {
    document.body.append(this.root)
    this.root.showModal()
    return this
  }

  close(): void {
    this.root.close()
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
