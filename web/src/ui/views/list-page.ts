import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import { el, type Child } from '../dom.ts'

/** A list in the place of a conversation, from which Escape and a button lead back home. */
export class ListPage extends Component {
  protected readonly title: HTMLElement
  readonly #body = el('div', { class: 'list-page-body' })

  constructor(client: Client, title: string) {
    super(el('section', { class: 'list-page', 'aria-label': title }))
    this.title = el('h2', { class: 'header-name', tabindex: -1 }, title)
    const leave = () => client.router.up({ name: 'home' })
    const back = iconButton('back', words.common.back, leave, { class: 'icon-button back-button' })
    this.root.append(el('header', { class: 'pane-head' }, back, this.title), this.#body)
    this.listen(this.root, 'keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) leave()
    })
  }

  protected fill(...parts: Child[]): void {
    this.#body.append(...parts.filter((part) => part instanceof Node))
  }
}
