import { words } from '../../i18n/index.ts'
import type { Result } from '../../state/result.ts'
import { Component } from '../component.ts'
import { el, replaceChildren } from '../dom.ts'
import { failureText } from '../format/failure.ts'
import { button } from './button.ts'
import { spinner } from './empty.ts'

interface Page<Item> {
  items: readonly Item[]
  nextCursor: string | null
}

interface PagedListOptions<Item> {
  label: string
  none: string
  load(cursor: string | null): Promise<Result<Page<Item>>>
  row(item: Item): HTMLElement
  /** The rows that were there are gone: whatever they began can end. */
  cleared?(): void
}

/** A list that comes page by page, and says so when it is empty or cannot be had. */
export class PagedList<Item> extends Component {
  readonly #options: PagedListOptions<Item>
  readonly #rows: HTMLElement
  readonly #end = el('div', { class: 'list-end' })
  #epoch = 0

  constructor(options: PagedListOptions<Item>) {
    super(el('div', { class: 'paged' }))
    this.#options = options
    this.#rows = el('ul', { class: 'plain-list', role: 'list', 'aria-label': options.label })
    this.root.append(this.#rows, this.#end)
    this.onEnd(() => (this.#epoch += 1))
  }

  clear(hint: string): void {
    this.#epoch += 1
    this.#clearRows()
    replaceChildren(this.#end, el('p', { class: 'hint centred' }, hint))
  }

  async reload(): Promise<void> {
    await this.#load(null)
  }

  async #load(cursor: string | null): Promise<void> {
    const epoch = ++this.#epoch
    if (cursor || this.#rows.childElementCount === 0) replaceChildren(this.#end, spinner())
    const result = await this.#options.load(cursor)
    // Another search, or another page, has begun since.
    if (epoch !== this.#epoch) return
    if (result.ok) this.#show(result.value, cursor)
    else this.#fail(failureText(result.failure), cursor)
  }

  #show({ items, nextCursor }: Page<Item>, cursor: string | null): void {
    if (!cursor) this.#clearRows()
    this.#rows.append(...items.map((item) => el('li', {}, this.#options.row(item))))
    const none = this.#rows.childElementCount === 0
    const more = nextCursor && button(words.common.more, () => void this.#load(nextCursor), 'quiet')
    replaceChildren(this.#end, none ? el('p', { class: 'hint centred' }, this.#options.none) : more)
  }

  #clearRows(): void {
    this.#rows.replaceChildren()
    this.#options.cleared?.()
  }

  #fail(text: string | null, cursor: string | null): void {
    if (!text) return
    const retry = button(words.common.retry, () => void this.#load(cursor), 'quiet')
    replaceChildren(this.#end, el('p', { class: 'hint', role: 'alert' }, text), retry)
  }
}
