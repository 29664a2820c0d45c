import type { ConversationSummary, Message, UserId } from '@parley/shared'

import { deliveryOf, type Delivery, type OutboxItem } from '../../../state/outbox-item.ts'
import type { TimelineState } from '../../../state/state.ts'
import { countNew } from '../../../state/unread.ts'
import type { Row } from '../../keyed-list.ts'
import { FoldRow } from './fold-row.ts'
import { MessageRow } from '../message/message-row.ts'
import { DayRow, SystemRow, UnreadRow } from './plain-rows.ts'
import type { RowContext } from './row-context.ts'
import { LateGestures } from '../message/gestures/late-gestures.ts'
import { RowTree } from './row-tree.ts'
import { rowsOf, type FoldRowModel, type MessageRowModel, type QuoteModel, type RowModel } from './models.ts'

/** How long a message that was sought stands out. */
const markedMs = 1_200

const nobody: ReadonlySet<UserId> = new Set()

export interface Shown {
  readonly messages: readonly Message[]
  readonly pending: readonly OutboxItem[]
  readonly summary: ConversationSummary
  readonly state: TimelineState | null
  readonly newAfterSeq: number | null
  /** What comes after it arrives before one's eyes. Null where history is shown. */
  readonly arrivedAfterSeq: number | null
}

/** The rows of a timeline, and walking through them by keyboard. */
export class RowList {
  readonly #context: RowContext
  readonly #toggled: () => void
  /** Messages of folds that were opened: which they are together with changes with every message. */
  readonly #opened = new Set<number>()
  readonly #tree: RowTree
  readonly #messages = new WeakMap<Element, MessageRow>()
  readonly #gestures: LateGestures
  #arrivedAfterSeq: number | null = null

  /** @param toggled called when a fold was opened or closed, so that the rows must be rendered anew */
  constructor(context: RowContext, toggled: () => void) {
    this.#context = context
    this.#toggled = toggled
    this.#tree = new RowTree(context, (model) => this.#create(model))
    this.#gestures = new LateGestures(context, this.root, (element) => this.#messageAt(element))
  }

  get root(): HTMLElement {
    return this.#tree.root
  }

  render(shown: Shown): void {
    const { messages, pending, newAfterSeq, summary, state } = shown
    const { viewerId, client, kind } = this.#context
    this.#arrivedAfterSeq = shown.arrivedAfterSeq
    // Whoever opens the conversation of the two wants to read what was said there.
    const reader = { viewerId, blocked: kind === 'direct' ? nobody : client.state.blocked.get() }
    const last = state?.hasNewer ? null : (state?.messages.at(-1) ?? null)
    const delivery = (message: Message) => this.#deliveryOf(message, last, summary)
    const counted = state && newAfterSeq !== null ? countNew(state, newAfterSeq, reader) : null
    const newCount = counted ?? summary.unread
    const quoted = (seq: number) => state?.quoted(seq)
    const opened = this.#opened
    const source = { messages, pending, newAfterSeq, newCount, delivery, quoted, opened, ...reader }
    const rows = rowsOf(source)
    this.#tree.render(rows)
    for (const row of rows) if (row.kind === 'message' && row.quote) this.#lookUp(row.quote)
  }

  unreadMark(): HTMLElement | undefined {
    return this.#tree.row('unread')?.root
  }

  rowOf(seq: number): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
  }

  /** The row of a message that someone looks for, in whichever fold. It stands out for a while. */
  sought(seq: number): HTMLElement | null {
    const row = this.rowOf(seq)
    row?.toggleAttribute('data-sought', true)
    setTimeout(() => row?.removeAttribute('data-sought'), markedMs)
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
    const rows = this.#rows()
    for (let at = rows.findIndex((each) => each === row); at >= 0; at -= 1) {
      const seq = Number(rows[at]?.dataset['seq'] ?? 0)
      if (seq > 0) return seq
    }
    return null
  }

  /** Up and down walk from message to message, other keys do something with the one in focus. */
  key(event: KeyboardEvent): void {
    const row = document.activeElement?.closest<HTMLElement>('[data-row]') ?? null
    const { key, altKey } = event // with Alt they lead elsewhere
    if (key === 'ArrowUp' && !altKey) this.#step(row, -1)
    else if (key === 'ArrowDown' && !altKey && row) this.#step(row, 1)
    else if (!this.#gestures.key(event)) return
    event.preventDefault()
  }

  destroy(): void {
    this.#tree.destroy()
  }

  /** What is answered comes with pages, but neither with what arrives live nor with what was not sent yet. */
  #lookUp({ seq, original }: QuoteModel): void {
    const { client, conversationId } = this.#context
    if (!original) client.actions.messages.lookUp(conversationId, seq)
  }

  /** In a group only the last one says that it was stored, among notes none: whoever reads them has written them. */
  #deliveryOf(message: Message, last: Message | null, summary: ConversationSummary): Delivery | null {
    const { kind, viewerId } = this.#context
    const isTold = kind === 'direct' || (kind === 'group' && message === last)
    return isTold ? deliveryOf(message, summary, viewerId) : null
  }

  #rows(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>('[data-row]')]
  }

  #step(row: HTMLElement | null, by: -1 | 1): void {
    const rows = this.#rows()
    const at = row ? rows.indexOf(row) + by : rows.length - 1
    rows[at]?.focus()
  }

  #messageAt(element: EventTarget | null): MessageRow | null {
    const root = element instanceof Element ? element.closest('[data-row]') : null
    return (root && this.#messages.get(root)) ?? null
  }

  #create(model: RowModel): Row<RowModel> {
    switch (model.kind) {
      case 'day':
        return new DayRow(this.#context, model.at)
      case 'unread':
        return new UnreadRow(model)
      case 'system':
        return new SystemRow(this.#context, model)
      case 'message':
        return this.#message(model)
      case 'fold':
        return new FoldRow(model, (fold) => this.#toggle(fold))
    }
  }

  #message(model: MessageRowModel): Row<RowModel> {
    const row = new MessageRow(this.#context, model)
    this.#messages.set(row.root, row)
    const after = this.#arrivedAfterSeq
    const hasArrived = after !== null && (model.message?.seq ?? Infinity) > after
    if (hasArrived) row.root.classList.add(model.senderId === this.#context.viewerId ? 'rising' : 'fading')
    // A row keeps its kind, because its key does.
    const update = (next: RowModel) => next.kind === 'message' && row.update(next)
    return { root: row.root, update, destroy: () => row.destroy() }
  }

  #toggle({ seqs, open }: FoldRowModel): void {
    for (const seq of seqs) this.#opened[open ? 'delete' : 'add'](seq)
    this.#toggled()
  }
}
