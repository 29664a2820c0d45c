import type { Message, SystemEvent, UserId } from '@parley/shared'
import { isFolded } from '@parley/shared/unread'

import {
  deliveryOfPending,
  type Delivery,
  type OutboxItem,
  type ShownFile,
} from '../../../state/outbox-item.ts'
import type { Quoted } from '../../../state/timeline.ts'
import { isNews, type Reader } from '../../../state/unread.ts'

/** The message that another one answers, as it is shown there; undefined until it has come. */
export interface QuoteModel {
  readonly seq: number
  readonly original: Quoted | 'folded' | undefined
}

/** A message as a row shows it: stored, or still on its way. */
export interface MessageRowModel {
  readonly kind: 'message'
  readonly key: string
  readonly senderId: UserId
  readonly text: string
  readonly at: string
  /** The first of its run, which shows who wrote it. */
  readonly first: boolean
  readonly message: Message | null
  readonly pending: OutboxItem | null
  /** Null where it is not shown. */
  readonly delivery: Delivery | null
  /** Null where it answers none. */
  readonly quote: QuoteModel | null
  readonly files: readonly ShownFile[]
}

export interface SystemRowModel {
  readonly kind: 'system'
  readonly key: string
  readonly seq: number
  readonly actorId: UserId
  readonly event: SystemEvent
  readonly at: string
}

/** In the place of messages that follow each other, by people whom one has blocked; above them where it is open. */
export interface FoldRowModel {
  readonly kind: 'fold'
  readonly key: string
  readonly seqs: readonly number[]
  readonly open: boolean
  readonly at: string
}

export interface UnreadRowModel {
  readonly kind: 'unread'
  readonly key: 'unread'
  readonly count: number
}

export type RowModel =
  | MessageRowModel
  | SystemRowModel
  | FoldRowModel
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | UnreadRowModel

export interface RowSource extends Reader {
  readonly messages: readonly Message[]
  readonly pending: readonly OutboxItem[]
  /** Messages whose fold is open. */
  readonly opened: ReadonlySet<number>
  /** What came after this seq was new when the conversation was opened. Null: nothing is marked. */
  readonly newAfterSeq: number | null
  readonly newCount: number
  delivery(message: Message): Delivery | null
  quoted(seq: number): Quoted | undefined
}

/** Messages further apart than this begin a new run, also by the same sender. */
const runWithinMs = 5 * 60_000

export function rowsOf(source: RowSource): RowModel[] {
  const { pending, opened, newAfterSeq, newCount, ...reader } = source
  // Of what has disappeared nothing is shown, not even that something was there.
  const messages = source.messages.some(({ expired }) => expired)
    ? source.messages.filter(({ expired }) => !expired)
    : source.messages
  const rows: RowModel[] = []
  // Where older messages are missing, it cannot be known which one was the first that is new.
  let marked = newAfterSeq === null || (source.messages[0]?.seq ?? 1) > newAfterSeq + 1
  for (const together of foldedTogether(messages, reader.blocked)) {
    const [message] = together
    addDay(rows, message.createdAt, keyOf(message.senderId, message.clientId))
    if (!marked && message.seq > (newAfterSeq ?? 0) && isNews(message, reader)) {
      rows.push({ kind: 'unread', key: 'unread', count: newCount })
      marked = true
    }
    const fold = isFolded(message, reader.blocked) ? foldRow(together, opened) : null
    if (fold) rows.push(fold)
    if (fold?.open !== false) for (const each of together) addMessage(rows, each, source)
  }
  const { viewerId } = reader
  for (const item of pending) {
    addDay(rows, item.createdAt, keyOf(viewerId, item.clientId))
    rows.push(pendingRow(rows.at(-1), item, source))
  }
  return rows
}

/** The sender belongs to the key: another person may have chosen the same clientId. */
const keyOf = (senderId: UserId, clientId: string) => `${senderId}:${clientId}`

type Together = [Message, ...Message[]]

/** Those that are folded together, and every other message for itself. */
function foldedTogether(messages: readonly Message[], blocked: ReadonlySet<UserId>): Together[] {
  const all: Together[] = []
  for (const message of messages) {
    const last = all.at(-1)
    const joins = isFolded(message, blocked) && last && isFolded(last[0], blocked)
    if (joins && dayOf(last[0].createdAt) === dayOf(message.createdAt)) last.push(message)
    else all.push([message])
  }
  return all
}

function foldRow(together: Together, opened: ReadonlySet<number>): FoldRowModel {
  const [{ senderId, clientId, createdAt: at }] = together
  const seqs = together.map(({ seq }) => seq)
  return {
    kind: 'fold',
    key: `fold:${keyOf(senderId, clientId)}`,
    seqs,
    open: seqs.some((seq) => opened.has(seq)),
    at,
  }
}

function addMessage(rows: RowModel[], message: Message, source: RowSource): void {
  const { seq, senderId, clientId, system, createdAt: at, text } = message
  const key = keyOf(senderId, clientId)
  const before = rows.at(-1)
  if (!system) {
    const first = !follows(before, senderId, at)
    const shown = { senderId, text, at, first, message, pending: null, delivery: source.delivery(message) }
    const files = message.attachments ?? []
    rows.push({ kind: 'message', key, ...shown, quote: quoteOf(message.replyTo, source), files })
    return
  }
  const row: SystemRowModel = { kind: 'system', key, seq, actorId: senderId, event: system, at }
  const joined = before?.kind === 'system' ? joinedSystem(before, row) : null
  if (joined) rows[rows.length - 1] = joined
  else rows.push(row)
}

/** People whom one person added one after the other, in one line. */
function joinedSystem(before: SystemRowModel, row: SystemRowModel): SystemRowModel | null {
  if (before.event.kind !== 'members-added' || row.event.kind !== 'members-added') return null
  if (before.actorId !== row.actorId) return null
  const userIds = [...new Set([...before.event.userIds, ...row.event.userIds])]
  return { ...row, key: `${row.key}:${userIds.length}`, event: { kind: 'members-added', userIds } }
}

function pendingRow(before: RowModel | undefined, pending: OutboxItem, source: RowSource): RowModel {
  const { viewerId: senderId } = source
  const { text, createdAt: at, clientId } = pending
  const first = !follows(before, senderId, at)
  return {
    kind: 'message',
    key: keyOf(senderId, clientId),
    senderId,
    text,
    at,
    first,
    message: null,
    pending,
    delivery: deliveryOfPending(pending),
    quote: quoteOf(pending.parts?.replyTo, source),
    files: pending.files ?? [],
  }
}

/** What somebody wrote whom one has blocked is folded away where it is quoted, too. */
export function quoteOf(
  seq: number | undefined | null,
  { quoted, blocked }: Pick<RowSource, 'quoted' | 'blocked'>,
): QuoteModel | null {
  if (seq === undefined || seq === null) return null
  const original = quoted(seq)
  const isHidden = typeof original === 'object' && isFolded(original, blocked)
  return { seq, original: isHidden ? 'folded' : original }
}

const dayOf = (at: string): string => new Date(at).toDateString()

function addDay(rows: RowModel[], at: string, next: string): void {
  const before = rows.at(-1)
  if (before && 'at' in before && dayOf(before.at) === dayOf(at)) return
  // Named after what follows it: clocks differ, so the same day may come twice.
  rows.push({ kind: 'day', key: `day:${next}`, at })
}

/** What was deleted ends a run: one would take what comes after it for its continuation. */
function follows(before: RowModel | undefined, senderId: UserId, at: string): boolean {
  if (before?.kind !== 'message' || before.senderId !== senderId || before.message?.deletedAt) return false
  const gapMs = Date.parse(at) - Date.parse(before.at)
  return Math.abs(gapMs) <= runWithinMs
}

/** The rows of each run together, and every other row for itself. */
export function blocksOf(rows: readonly RowModel[]): RowModel[][] {
  const blocks: RowModel[][] = []
  for (const row of rows) {
    const block = blocks.at(-1)
    if (block && row.kind === 'message' && !row.first) block.push(row)
    else blocks.push([row])
  }
  return blocks
}
