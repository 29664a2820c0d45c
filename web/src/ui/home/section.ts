import { Component } from '../component.ts'
import { el, replaceChildren, type Child } from '../dom.ts'
import { KeyedList } from '../keyed-list.ts'

interface SectionOptions<Item> {
  readonly title: string
  key(item: Item): string
  /** Made once, so that a press of it holds while what it says changes. */
  row(item: Item): HTMLElement
  content(item: Item): Child[]
}

/** A part of home with its title; left out while there is nothing in it. */
export class HomeSection<Item> extends Component {
  readonly #rows: KeyedList<Item>

  constructor({ title, key, row, content }: SectionOptions<Item>) {
    super(el('section', { class: 'home-section', hidden: true, 'aria-label': title }))
    const list = el('ul', { class: 'home-card', role: 'list' })
    this.root.append(el('h3', { class: 'home-label' }, title), list)
    const create = (first: Item) => {
      const shown = row(first)
      const update = (item: Item) => replaceChildren(shown, ...content(item))
      update(first)
      return { root: el('li', {}, shown), update, destroy: () => {} }
    }
    this.#rows = this.own(new KeyedList<Item>(list, { key, create }))
  }

  show(items: readonly Item[]): void {
    this.#rows.render(items)
    this.root.hidden = items.length === 0
  }
}

/** A name and a line below it. */
export const homeText = (name: Child, ...line: Child[]): HTMLElement =>
  el(
    'span',
    { class: 'home-text' },
    el('b', { class: 'home-name' }, name),
    el('span', { class: 'home-line' }, ...line),
  )
