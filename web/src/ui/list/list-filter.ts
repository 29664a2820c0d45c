import { words } from '../../i18n/index.ts'
import type { Readable } from '../../state/observable.ts'
import { Component } from '../component.ts'
import { el, replaceChildren } from '../dom.ts'

export type Chosen = 'all' | 'unread' | 'groups'

const choices = ['all', 'unread', 'groups'] as const satisfies readonly Chosen[]

/** Which of the conversations are listed while nothing is sought. */
export class ListFilter extends Component {
  readonly #onChange: () => void
  readonly #buttons: readonly HTMLButtonElement[]
  #chosen: Chosen = 'all'

  constructor(unread: Readable<number>, onChange: () => void) {
    super(el('div', { class: 'filters', role: 'group', 'aria-label': words.list.filters }))
    this.#onChange = onChange
    this.#buttons = choices.map((choice) =>
      el('button', { type: 'button', class: 'filter', onclick: () => this.#choose(choice) }),
    )
    this.root.append(...this.#buttons)
    this.bind(unread, (count) => this.#show(count))
    this.#mark()
  }

  get chosen(): Chosen {
    return this.#chosen
  }

  #choose(choice: Chosen): void {
    this.#chosen = choice
    this.#mark()
    this.#onChange()
  }

  #mark(): void {
    this.#buttons.forEach((button, at) =>
      button.setAttribute('aria-pressed', String(choices[at] === this.#chosen)),
    )
  }

  #show(unread: number): void {
    this.#buttons.forEach((button, at) => {
      const choice = choices[at] ?? 'all'
      const count = choice === 'unread' && unread > 0 && el('b', {}, ` ${words.number(unread)}`)
      replaceChildren(button, words.list.shown[choice], count)
    })
  }
}
