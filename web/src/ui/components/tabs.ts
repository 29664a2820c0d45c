import { Component } from '../component.ts'
import { el, newId, setAttribute } from '../dom.ts'
import { Slot } from '../slot.ts'

interface Tab {
  label: string
  make(): Component
}

/** Tabs as the ARIA practices describe them: one tab stop, arrow keys choose. */
export class Tabs extends Component {
  readonly #tabs: readonly Tab[]
  readonly #buttons: readonly HTMLButtonElement[]
  readonly #panel = el('div', { class: 'tab-panel', role: 'tabpanel', id: newId() })
  readonly #slot = this.own(new Slot(this.#panel))

  constructor(label: string, tabs: readonly Tab[]) {
    super(el('div', { class: 'tabs' }))
    this.#tabs = tabs
    this.#buttons = tabs.map((tab, index) => this.#button(tab, index))
    const list = el('div', { class: 'tab-list', role: 'tablist', 'aria-label': label }, ...this.#buttons)
    list.addEventListener('keydown', (event) => this.#key(event))
    this.root.append(list, this.#panel)
  }

  /** And into its first field. */
  choose(index: number): void {
    this.#show(index)
    this.#panel.querySelector<HTMLElement>('[autofocus]')?.focus()
  }

  #button({ label }: Tab, index: number): HTMLButtonElement {
    const choose = () => this.choose(index)
    const props = { type: 'button', role: 'tab', class: 'tab', id: newId(), 'aria-controls': this.#panel.id }
    return el('button', { ...props, onclick: choose }, label)
  }

  #show(index: number): void {
    this.#buttons.forEach((button, at) => {
      button.setAttribute('aria-selected', String(at === index))
      button.tabIndex = at === index ? 0 : -1
    })
    setAttribute(this.#panel, 'aria-labelledby', this.#buttons[index]?.id)
    this.#slot.show(String(index), () => this.#tabs[index]?.make() ?? null)
  }

  #key(event: KeyboardEvent): void {
    const at = this.#buttons.findIndex((button) => button === document.activeElement)
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (way === undefined || at < 0) return
    const next = (at + way + this.#buttons.length) % this.#buttons.length
    this.#show(next)
    this.#buttons[next]?.focus()
  }
}
