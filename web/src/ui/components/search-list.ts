import { limits } from '@parley/shared/limits'
import { storedLine } from '@parley/shared/text'

import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { walk } from '../list-keys.ts'
import type { PagedList } from './paged-list.ts'

const pauseMs = 200

interface SearchOptions<Item> {
  label: string
  /** Shown while nothing is typed; null when even nothing finds something. */
  hint: string | null
  list(query: () => string): PagedList<Item>
}

/** A field to type in and what is found by it. Arrow keys lead from one to the other. */
export class SearchList<Item> extends Component {
  readonly #input: HTMLInputElement
  readonly #hint: string | null
  readonly #list: PagedList<Item>
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor({ label, hint, list }: SearchOptions<Item>) {
    super(el('div', { class: 'search' }))
    this.#hint = hint
    this.#list = this.own(list(() => this.#query))
    this.#input = el('input', {
      type: 'search',
      class: 'input',
      placeholder: label,
      'aria-label': label,
      autocomplete: 'off',
      autofocus: true,
      dir: 'auto',
      maxlength: limits.searchMax,
      oninput: () => this.#typed(),
    })
    this.root.append(this.#input, this.#list.root)
    this.listen(this.root, 'keydown', (event) => {
      walk(event, [...this.#list.root.querySelectorAll<HTMLElement>('button, label.person-choice input')])
    })
    this.onEnd(() => clearTimeout(this.#timer))
    this.#search()
  }

  get #query(): string {
    return storedLine(this.#input.value)
  }

  #typed(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#search(), pauseMs)
  }

  #search(): void {
    if (this.#query === '' && this.#hint !== null) this.#list.clear(this.#hint)
    else void this.#list.reload()
  }
}
