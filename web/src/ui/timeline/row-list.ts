import type { Message } from '@parley/shared'

import type { OutboxItem } from '../../state/outbox-item.ts'
import { el } from '../dom.ts'
import { KeyedList, type Row } from '../keyed-list.ts'
import { MessageRow } from './message-row.ts'
import { DayRow, SystemRow, UnreadRow } from './plain-rows.ts'
import type { RowContext } from './row-context.ts'
import { rowsOf, type RowModel } from './rows.ts'

/** The rows of a timeline, and walking through them by keyboard. */
export class RowList {
  readonly root = el('div', { class: 'rows' })
  readonly #context: RowContext
  readonly #list: KeyedList<RowModel>

  constructor(context: RowContext) {
    this.#context = context
    this.#list = new KeyedList(this.root, { key: ({ key }) => key, create: (model) => this.#create(model) })
  }

  render(messages: readonly Message[], pending: readonly OutboxItem[], newAfterSeq: number | null): void {
    this.#list.render(rowsOf({ messages, pending, newAfterSeq, viewerId: this.#context.viewerId }))
  }

  unreadMark(): HTMLElement | undefined {
    return this.#list.row('unread')?.root
  }

  rowOf(seq: number): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
  }

  /** The last message at or above a row. */
  seqAt(row: Element | null): number | null {
    for (let at = row; at; at = at.previousElementSibling) {
      const seq = at instanceof HTMLElement ? Number(at.dataset['seq']) : 0
      if (seq > 0) return seq
    }
    return null
  }

  /** Up and down walk from message to message, Enter opens the menu of the one in focus. */
  key(event: KeyboardEvent): void {
    const row = document.activeElement?.closest<HTMLElement>('.rows > *') ?? null
    const inRow = row !== null && row === document.activeElement
    if (event.key === 'Enter' && inRow) this.#openMenu(row)
    else if (event.key === 'ArrowUp') focus(row ? neighbour(row, 'previousElementSibling') : this.#last())
    else if (event.key === 'ArrowDown' && row) focus(neighbour(row, 'nextElementSibling'))
    else return
    event.preventDefault()
  }

  destroy(): void {
    this.#list.destroy()
  }

  #create(model: RowModel): Row<RowModel> {
    switch (model.kind) {
      case 'day':
        return new DayRow(model.at)
      case 'unread':
        return new UnreadRow()
      case 'system':
        return new SystemRow(this.#context, model)
      case 'message':
        return updatedBy(new MessageRow(this.#context, model))
    }
  }

  #openMenu(root: HTMLElement): void {
    root.querySelector<HTMLElement>('.message-more:not([hidden])')?.click()
  }

  #last(): Element | null {
    const last = this.root.lastElementChild
    return last && !isMessage(last) ? neighbour(last, 'previousElementSibling') : last
  }
}

/** A row keeps its kind, because its key does. */
function updatedBy(row: MessageRow): Row<RowModel> {
  return {
    root: row.root,
    update: (model) => {
      if (model.kind === 'message') row.update(model)
    },
    destroy: () => row.destroy(),
  }
}

const isMessage = (element: Element) => element.hasAttribute('tabindex')

function neighbour(row: Element, way: 'previousElementSibling' | 'nextElementSibling'): Element | null {
  let at = row[way]
  while (at && !isMessage(at)) at = at[way]
  return at
}

function focus(element: Element | null): void {
  if (element instanceof HTMLElement) element.focus()
}
