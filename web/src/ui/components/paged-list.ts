import { words } from '../../i18n/late.ts'
import type { Result } from '../../state/result.ts'
import { Component } from '../component.ts'
import { el, replaceChildren, settleChildren } from '../dom.ts'
import { failureText } from '../format/failure.ts'
import { button } from './button.ts'
import { spinner } from './empty.ts'

/** Pages without a row that follow each other by themselves, while it is shown how far they came. */
const emptyPagesMax = 10

interface Page<Item> {
  items: readonly Item[]
  nextCursor: string | null
}

interface PagedListOptions<Item, Some extends Page<Item>> {
  label: string
  none: string
  load(cursor: string | null): Promise<Result<Some>>
  row(item: Item): HTMLElement
  /** Where the server may stop looking before it has a whole page: how far it came then, and what leads on. */
  stopped?(page: Some): { text: string; goOn: string } | null
  /** The row is gone: whatever it began can end. */
  ended?(item: Item): void
  /** A row says nothing but its item, and stays with it when the list is loaded anew: with a focus or a press on it. */
  keepsRows?: true
}

/** A list that comes page by page, and says so when it is empty or cannot be had. */
export class PagedList<Item, Some extends Page<Item> = Page<Item>> extends Component {
  readonly #options: PagedListOptions<Item, Some>
  readonly #rows: HTMLElement
  readonly #end = el('div', { class: 'list-end' })
  #items: Item[] = []
  /** By what the item says. */
  #shown = new Map<string, { readonly item: Item; readonly root: HTMLElement }>()
  #epoch = 0

  constructor(options: PagedListOptions<Item, Some>) {
    super(el('div', { class: 'paged' }))
    this.#options = options
    this.#rows = el('ul', { class: 'plain-list', role: 'list', 'aria-label': options.label })
    this.root.append(this.#rows, this.#end)
    this.onEnd(() => {
      this.#epoch += 1
      this.#showRows([])
    })
  }

  clear(hint: string): void {
    this.#epoch += 1
    this.#items = []
    this.#showRows([])
    replaceChildren(this.#end, el('p', { class: 'hint centred' }, hint))
  }

  /** The others stay as they are, also under a finger. */
  remove(item: Item): void {
    this.#items = this.#items.filter((each) => each !== item)
    const row = this.#shown.get(JSON.stringify(item))?.root
    const next = row?.nextElementSibling ?? row?.previousElementSibling
    const hadFocus = row?.contains(document.activeElement) === true
    this.#showRows(this.#items)
    if (hadFocus) next?.querySelector<HTMLElement>('a, button')?.focus()
    if (!next) void this.reload()
  }

  get items(): readonly Item[] {
    return this.#items
  }

  async reload(): Promise<void> {
    await this.#load(null)
  }

  /** What the rows say of the same items has changed. */
  redraw(): void {
    this.#showRows([])
    this.#showRows(this.#items)
  }

  /** @param emptyPages that came right before */
  async #load(cursor: string | null, emptyPages = 0): Promise<void> {
    const epoch = ++this.#epoch
    if (emptyPages === 0 && (cursor || this.#rows.childElementCount === 0))
      replaceChildren(this.#end, spinner())
    const result = await this.#options.load(cursor)
    // Another search, or another page, has begun since.
    if (epoch !== this.#epoch) return
    if (!result.ok) return this.#fail(failureText(result.failure), cursor)
    if (!cursor && !this.#options.keepsRows) this.#showRows([])
    this.#items = [...(cursor ? this.#items : []), ...result.value.items]
    this.#showRows(this.#items)
    this.#showEnd(result.value, emptyPages)
  }

  #showEnd(page: Some, emptyPages: number): void {
    const { items, nextCursor } = page
    if (nextCursor === null) {
      const none =
        this.#rows.childElementCount === 0 && el('p', { class: 'hint centred' }, this.#options.none)
      return replaceChildren(this.#end, none)
    }
    const stopped = this.#options.stopped?.(page) ?? null
    const text = stopped && el('p', { class: 'hint centred', role: 'status' }, stopped.text)
    const goesOn = stopped !== null && items.length === 0 && emptyPages < emptyPagesMax
    const more = () => button(stopped?.goOn ?? words.common.more, () => void this.#load(nextCursor), 'quiet')
    replaceChildren(this.#end, text, goesOn ? spinner() : more())
    if (goesOn) void this.#load(nextCursor, emptyPages + 1)
  }

  /** What has its row already keeps it. */
  #showRows(items: readonly Item[]): void {
    const before = this.#shown
    const now = new Map(items.map((item) => [JSON.stringify(item), item]))
    const rows = [...now].map(
      ([key, item]) => [key, before.get(key) ?? { item, root: this.#li(item) }] as const,
    )
    this.#shown = new Map(rows)
    settleChildren(this.#rows, ...rows.map(([, { root }]) => root))
    for (const [key, { item }] of before) if (!now.has(key)) this.#options.ended?.(item)
  }

  #li(item: Item): HTMLElement {
    return el('li', {}, this.#options.row(item))
  }

  #fail(text: string | null, cursor: string | null): void {
    if (!text) return
    const retry = button(words.common.retry, () => void this.#load(cursor), 'quiet')
    replaceChildren(this.#end, el('p', { class: 'hint', role: 'alert' }, text), retry)
  }
}
