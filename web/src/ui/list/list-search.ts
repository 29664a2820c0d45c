import * as limits from '@parley/shared/limits'

import { words } from '../../i18n/index.ts'
import { icon } from '../components/icon.ts'
import { el } from '../dom.ts'
import { switcherKey } from '../switcher/shortcut-keys.ts'

interface SearchHandlers {
  typed(): void
  enter(): void
  openSwitcher(): void
}

/** What is typed is looked for in the list below, and stays while one reads what was found. */
export class ListSearch {
  readonly root: HTMLElement
  readonly #field: HTMLInputElement

  constructor({ typed, enter, openSwitcher }: SearchHandlers) {
    this.#field = el('input', {
      type: 'search',
      class: 'search-field',
      placeholder: words.list.search,
      'aria-label': words.list.search,
      autocomplete: 'off',
      dir: 'auto',
      maxlength: limits.searchMax,
      oninput: typed,
      onkeydown: (event) => {
        if (event.key !== 'Enter' || this.wanted === '') return
        // The message box, which has the focus by then, would take the key for a new line.
        event.preventDefault()
        enter()
      },
    })
    const label = `${words.list.jump}, ${switcherKey}`
    const title = `${words.list.jump} (${switcherKey})`
    const props = { type: 'button', class: 'search-key', 'aria-label': label, title, onclick: openSwitcher }
    const key = el('button', props, switcherKey)
    this.root = el('div', { class: 'filter-box' }, icon('search'), this.#field, key)
  }

  get wanted(): string {
    return this.#field.value.trim()
  }

  fill(text: string): void {
    this.#field.value = text
    this.#field.focus()
  }

  focus(): void {
    this.#field.focus()
  }
}
