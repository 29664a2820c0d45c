import * as limits from '@parley/shared/limits'

import { words } from '../../i18n/index.ts'
import type { Client } from '../client.ts'
import { icon } from '../components/icon.ts'
import { el } from '../dom.ts'
import { chunks } from '../late/chunks.ts'
import type { SearchAssist } from '../search/search-assist.ts'
import { switcherKey } from '../switcher/shortcut-keys.ts'

interface SearchHandlers {
  readonly client: Client
  typed(): void
  enter(): void
  openSwitcher(): void
}

/** What is typed is looked for in the list below, and stays while one reads what was found. */
export class ListSearch {
  readonly root: HTMLElement
  /** Below the field: what helps to search, once it is wanted. */
  readonly assist = el('div', {})
  readonly #field: HTMLInputElement
  readonly #handlers: SearchHandlers
  #helped: SearchAssist | null = null

  constructor(handlers: SearchHandlers) {
    const { typed, enter, openSwitcher } = handlers
    this.#handlers = handlers
    this.#field = el('input', {
      type: 'search',
      class: 'search-field',
      placeholder: words.list.search,
      'aria-label': words.list.search,
      autocomplete: 'off',
      dir: 'auto',
      maxlength: limits.searchQueryMax,
      oninput: typed,
      onfocus: () => void this.#help(),
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
    this.#helped?.update()
  }

  focus(): void {
    this.#field.focus()
  }

  /** Without it one can search all the same. */
  async #help(): Promise<void> {
    const loaded = this.#helped ? null : await chunks.assist.load().catch(() => null)
    if (!loaded || this.#helped) return
    const { client, typed: changed } = this.#handlers
    this.#helped = new loaded.SearchAssist({ client, input: this.#field, changed })
    this.assist.append(this.#helped.root)
  }
}
