import * as limits from '@parley/shared/limits'
import { storedLine } from '@parley/shared/text'

import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { walk } from '../list-keys.ts'
import { icon } from './icon.ts'
import type { PagedList } from './paged-list.ts'

const pauseMs = 200

interface SearchOptions<Item> {
  label: string
  list(query: () => string): PagedList<Item>
  /** Before the list: what is found without the server. */
  ahead?: { readonly root: HTMLElement; show(query: string): void }
}

/** A field to type in and what is found by it. Arrow keys lead from one to the other, and Enter to the first. */
export class SearchList<Item> extends Component {
  /** Before what is typed: what was chosen. */
  readonly tokens = el('div', { class: 'search-tokens' })
  readonly #input: HTMLInputElement
  readonly #options: SearchOptions<Item>
  readonly #list: PagedList<Item>
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: SearchOptions<Item>) {
    super(el('div', { class: 'search' }))
    this.#options = options
    this.#list = this.own(options.list(() => this.#query))
    this.#input = el('input', {
      type: 'search',
      class: 'search-input',
      placeholder: options.label,
      'aria-label': options.label,
      autocomplete: 'off',
      autofocus: true,
      dir: 'auto',
      maxlength: limits.searchMax,
      oninput: () => this.#typed(),
    })
    const box = el('div', { class: 'search-box' }, icon('search'), this.tokens, this.#input)
    box.addEventListener('click', () => this.#input.focus())
    this.root.append(box)
    if (options.ahead) this.root.append(options.ahead.root)
    this.root.append(this.#list.root)
    this.listen(this.root, 'keydown', (event) => this.#key(event))
    this.onEnd(() => clearTimeout(this.#timer))
    this.search()
  }

  /** Another search can begin. */
  clear(): void {
    this.#input.value = ''
    clearTimeout(this.#timer)
    this.search()
    this.#input.focus()
  }

  get #query(): string {
    return storedLine(this.#input.value)
  }

  #key(event: KeyboardEvent): void {
    const found = [...this.root.querySelectorAll<HTMLElement>('li button, li label.person-choice input')]
    if (event.key === 'Enter' && event.target === this.#input) {
      // It would send the form around it.
      event.preventDefault()
      if (this.#query !== '') found[0]?.click()
    } else walk(event, found)
  }

  #typed(): void {
    clearTimeout(this.#timer)
    this.#options.ahead?.show(this.#query)
    this.#timer = setTimeout(() => void this.#list.reload(), pauseMs)
  }

  /** What there is to be found may be other than before. */
  search(): void {
    this.#options.ahead?.show(this.#query)
    void this.#list.reload()
  }
}
