import { el, replaceChildren, setAttribute } from '../dom.ts'
import { icon, type IconName } from './icon.ts'

/** A large button of a details head: a picture over a short word. What it does may change while it stands there. */
export class Act {
  readonly root: HTMLButtonElement

  constructor(onclick: () => void) {
    this.root = el('button', { type: 'button', class: 'act', onclick })
  }

  show(picture: IconName, word: string, label = word): this {
    replaceChildren(this.root, icon(picture), el('span', {}, word))
    setAttribute(this.root, 'aria-label', label === word ? null : label)
    return this
  }
}
