import type { Message, SystemEvent, UserId } from '@parley/shared'
import { isFolded } from '@parley/shared/unread'

import type { OutboxItem } from '../../state/outbox-item.ts'
import { isNews, type Reader } from '../../state/unread.ts'

/** A message as a row shows it: stored, or still on its way. */
export interface MessageRowModel {
  readonly kind: 'message'
  readonly key: string
  readonly senderId: UserId
  readonly text: string
  readonly at: string
  /** The first of its group shows who wrote it. */
  readonly first: boolean
  readonly message: Message | null
  readonly pending: OutboxItem | null
}

export interface SystemRowModel {
  readonly kind: 'system'
  readonly key: string
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

export type RowModel =
  | MessageRowModel
  | SystemRowModel
  | FoldRowModel
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'unread'; readonly key: string }

export interface RowSource extends Reader {
  readonly messages: readonly Message[]
  readonly pending: readonly OutboxItem[]
  /** Messages whose fold is open. */
  readonly opened: ReadonlySet<number>
  /** What came after this seq was new when the conversation was opened. Null: nothing is marked. */
  readonly newAfterSeq: number | null
}

/** Messages further apart than this begin a new group, also by the same sender. */
const groupWithinMs = 5 * 60_000

export function rowsOf({ messages, pending, opened, newAfterSeq, ...reader }: RowSource): RowModel[] {
  const rows: RowModel[] = []
  // Where older messages are missing, it cannot be known which one was the first that is new.
  let marked = newAfterSeq === null || (messages[0]?.seq ?? 1) > newAfterSeq + 1
  for (const run of runsOf(messages, reader.blocked)) {
    const [message] = run
    addDay(rows, message.createdAt, keyOf(message.senderId, message.clientId))
    if (!marked && message.seq > (newAfterSeq ?? 0) && isNews(message, reader)) {
      rows.push({ kind: 'unread', key: 'unread' })
      marked = true
    }
    const fold = isFolded(message, reader.blocked) ? foldRow(run, opened) : null
    if (fold) rows.push(fold)
    if (fold?.open !== false) for (const each of run) rows.push(messageRow(rows.at(-1), each))
  }
  const { viewerId } = reader
  for (const item of pending) {
    addDay(rows, item.createdAt, keyOf(viewerId, item.clientId))
    rows.push(pendingRow(rows.at(-1), item, viewerId))
  }
  return rows
}

/** The sender belongs to the key: another person may have chosen the same clientId. */
const keyOf = (senderId: UserId, clientId: string) => `${senderId}:${clientId}`

type Run = [Message, ...Message[]]

/** Those that are folded together, and every other message for itself. */
function runsOf(messages: readonly Message[], blocked: ReadonlySet<UserId>): Run[] {
  const runs: Run[] = []
  for (const message of messages) {
    const run = runs.at(-1)
    const joins = isFolded(message, blocked) && run && isFolded(run[0], blocked)
    if (joins && dayOf(run[0].createdAt) === dayOf(message.createdAt)) run.push(message)
    else runs.push([message])
  }
  return runs
}

function foldRow(run: Run, opened: ReadonlySet<number>): FoldRowModel {
  const [{ senderId, clientId, createdAt: at }] = run
  const seqs = run.map(({ seq }) => seq)
  return {
    kind: 'fold',
    key: `fold:${keyOf(senderId, clientId)}`,
    seqs,
    open: seqs.some((seq) => opened.has(seq)),
    at,
  }
}

function messageRow(before: RowModel | undefined, message: Message): RowModel {
  const { senderId, clientId, system, createdAt: at, text } = message
  const key = keyOf(senderId, clientId)
  if (system) return { kind: 'system', key, actorId: senderId, event: system, at }
  const first = !follows(before, senderId, at)
  return { kind: 'message', key, senderId, text, at, first, message, pending: null }
}

function pendingRow(before: RowModel | undefined, pending: OutboxItem, senderId: UserId): RowModel {
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
  }
}

const dayOf = (at: string): string => new Date(at).toDateString()

function addDay(rows: RowModel[], at: string, next: string): void {
  const before = rows.at(-1)
  if (before && 'at' in before && dayOf(before.at) === dayOf(at)) return
  // Named after what follows it: clocks differ, so the same day may come twice.
  rows.push({ kind: 'day', key: `day:${next}`, at })
}

function follows(before: RowModel | undefined, senderId: UserId, at: string): boolean {
  if (before?.kind !== 'message' || before.senderId !== senderId) return false
  const gapMs = Date.parse(at) - Date.parse(before.at)
  return Math.abs(gapMs) < groupWithinMs
}
