import { el, replaceChildren, sentence } from '../dom.ts'
import { icon } from './icon.ts'
import type { MenuItem } from './menu.ts'

/**
 * What a menu would offer, as buttons. Each is made once for its place: a button that is made anew while it is pressed
 * does nothing, and one in focus loses it.
 */
export class ActionButtons {
  readonly root = el('div', { class: 'panel-end', hidden: true })
  readonly #buttons: HTMLButtonElement[] = []
  #items: readonly (MenuItem | null)[] = []

  show(items: readonly (MenuItem | null)[]): void {
    this.#items = items
    this.root.hidden = items.every((item) => item === null)
    items.forEach((item, place) => {
      const made = (this.#buttons[place] ??= this.#make(place))
      made.hidden = item === null
      made.className = item?.look === 'danger' ? 'row-action danger' : 'row-action'
      if (item) replaceChildren(made, icon(item.icon), el('span', {}, ...sentence(item.label)))
    })
  }

  #make(place: number): HTMLButtonElement {
    const made = el('button', { type: 'button', onclick: () => this.#items[place]?.run(made) })
    this.root.append(made)
    return made
  }
}
