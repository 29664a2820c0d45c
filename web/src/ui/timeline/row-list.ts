import type { Message, UserId } from '@parley/shared'

import type { OutboxItem } from '../../state/outbox-item.ts'
import { el } from '../dom.ts'
import { KeyedList, type Row } from '../keyed-list.ts'
import { FoldRow } from './fold-row.ts'
import { MessageRow } from './message-row.ts'
import { DayRow, SystemRow, UnreadRow } from './plain-rows.ts'
import type { RowContext } from './row-context.ts'
import { rowsOf, type FoldRowModel, type RowModel } from './rows.ts'

/** How long a message that was sought stands out. */
const markedMs = 2_500

const nobody: ReadonlySet<UserId> = new Set()

/** The rows of a timeline, and walking through them by keyboard. */
export class RowList {
  readonly root = el('div', { class: 'rows' })
  readonly #context: RowContext
  readonly #toggled: () => void
  /** Messages of folds that were opened: which they are together with changes with every message. */
  readonly #opened = new Set<number>()
  readonly #list: KeyedList<RowModel>

  /** @param toggled called when a fold was opened or closed, so that the rows must be rendered anew */
  constructor(context: RowContext, toggled: () => void) {
    this.#context = context
    this.#toggled = toggled
    this.#list = new KeyedList(this.root, { key: ({ key }) => key, create: (model) => this.#create(model) })
  }

  render(messages: readonly Message[], pending: readonly OutboxItem[], newAfterSeq: number | null): void {
    const { viewerId, client, conversationId } = this.#context
    // Whoever opens the conversation of the two wants to read what was said there.
    const isDirect = client.state.conversation(conversationId).get()?.conversation.kind === 'direct'
    const reader = { viewerId, blocked: isDirect ? nobody : client.state.blocked.get() }
    this.#list.render(rowsOf({ messages, pending, newAfterSeq, opened: this.#opened, ...reader }))
  }

  unreadMark(): HTMLElement | undefined {
    return this.#list.row('unread')?.root
  }

  /** The row of a message that someone looks for, in whichever fold. It stands out for a while. */
  sought(seq: number): HTMLElement | null {
    const row = this.root.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
    row?.classList.add('sought')
    setTimeout(() => row?.classList.remove('sought'), markedMs)
    return row
  }

  unfold(seq: number): void {
    this.#opened.add(seq)
  }

  /** Also what was sought while its author was not blocked yet. */
  foldAll(): void {
    this.#opened.clear()
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
    if (event.key === 'Enter' && inRow && !(row instanceof HTMLButtonElement)) this.#openMenu(row)
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
        return new DayRow(this.#context, model.at)
      case 'unread':
        return new UnreadRow()
      case 'system':
        return new SystemRow(this.#context, model)
      case 'message':
        return updatedBy(new MessageRow(this.#context, model))
      case 'fold':
        return new FoldRow(model, (fold) => this.#toggle(fold))
    }
  }

  #toggle({ seqs, open }: FoldRowModel): void {
    for (const seq of seqs) this.#opened[open ? 'delete' : 'add'](seq)
    this.#toggled()
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
