import type { DatabaseSync } from 'node:sqlite'

import type { ConversationId, Message, MessageState, UserId } from '@parley/shared'
import * as limits from '@parley/shared/limits'
import type { ChangeOutcome, MessageChange } from '../../stores/changes/message-change.ts'
import { isExpired } from '@parley/shared/expiry'
import { isFolded, mayBeUnread, movesOwnPosition } from '@parley/shared/unread'

import { carriedOut, isPinning, runsOf } from '../../stores/changes/change-rules.ts'
import { isSameContent } from '../../stores/message-rules.ts'
import { asksForStates } from '../../stores/changes/state-rules.ts'
import {
  unreadLookBack,
  type AppendOutcome,
  type FoundMentions,
  type Head,
  type MentionQuery,
  type MessageDraft,
  type Overview,
  type PageAnchor,
  type ReactorQuery,
  type ReadPosition,
  type StoredChanges,
  type StoredPage,
  type Stretch,
} from '../../stores/message-store.ts'
import type { StoredReaction } from '../../stores/changes/reaction-rules.ts'
import type { GramIndex } from './search/gram-index.ts'
import { messageOfRow, storedOfRow, type MessageRow } from './message-row.ts'
import type { MessageName, MessageStatements } from './statements.ts'

/** What the main thread needs to make an AppendOutcome of its draft, with nothing copied that it has already. */
export interface Appended extends Head {
  readonly kind: Exclude<AppendOutcome['kind'], 'departed'>
  readonly createdAtMs: number
}

/** The messages in SQLite, synchronously: runs in the worker thread, the only writer of the file. */
export class MessageTable {
  readonly #writes: MessageStatements
  readonly #grams: GramIndex
  readonly #statements: ReturnType<typeof prepare>

  constructor(db: DatabaseSync, writes: MessageStatements, grams: GramIndex) {
    this.#writes = writes
    this.#grams = grams
    this.#statements = prepare(db)
  }

  /** Within a transaction. */
  append(drafts: readonly MessageDraft[]): Appended[] {
    return drafts.map((draft) => this.#appendOne(draft))
  }

  /** Within a transaction. */
  change(changes: readonly MessageChange[]): ChangeOutcome[] {
    const outcomes: ChangeOutcome[] = []
    for (const run of runsOf(changes)) {
      const those = run.flatMap((at) => changes[at] ?? [])
      for (const [place, outcome] of this.#changeOne(those).entries()) outcomes[run[place] ?? 0] = outcome
    }
    return outcomes
  }

  ownReactions(
    userId: UserId,
    conversationId: ConversationId,
    seqs: readonly number[],
  ): Map<number, string[]> {
    const own = seqs.map(
      (seq) => [seq, this.#writes.reactions.ownOf({ conversationId, seq }, userId)] as const,
    )
    return new Map(own.filter(([, emoji]) => emoji.length > 0))
  }

  reactors(query: ReactorQuery): StoredReaction[] {
    return this.#writes.reactions.of(query)
  }

  states(conversationId: ConversationId, seq: number): MessageState[] {
    return this.#writes.states.of({ conversationId, seq })
  }

  pins(conversationId: ConversationId): Message[] {
    return this.#rows('pins', conversationId, limits.pinsMax).map(messageOfRow)
  }

  expired(at: Date, limit: number): Message[] {
    const rows = this.#statements.expired.all(at.toISOString(), limit)
    return (rows as unknown as MessageRow[]).map(messageOfRow) // as in #rows
  }

  mentions(query: MentionQuery): FoundMentions {
    return this.#writes.mentions.list(query)
  }

  page(conversationId: ConversationId, anchor: PageAnchor, limit: number): StoredPage {
    const { seq, rev } = this.#writes.head(conversationId)
    return { messages: this.#pageRows(conversationId, anchor, limit).map(messageOfRow), headSeq: seq, rev }
  }

  bySeqs(conversationId: ConversationId, seqs: readonly number[]): Message[] {
    const ascending = [...new Set(seqs)].sort((a, b) => a - b)
    return ascending.flatMap((seq) => this.#rows('bySeq', conversationId, seq)).map(messageOfRow)
  }

  byClientId(named: MessageName): Message | null {
    const earlier = this.#writes.earlier(named)
    return (earlier && this.bySeqs(named.conversationId, [earlier.seq])[0]) ?? null
  }

  changesAfter(conversationId: ConversationId, rev: number, limit: number): StoredChanges {
    const headRev = this.#writes.head(conversationId).rev
    const messages = this.#rows('changes', conversationId, rev, limit).map(messageOfRow)
    const isLastPage = messages.length < limit
    return { messages, rev: isLastPage ? headRev : (messages.at(-1)?.rev ?? headRev), headRev }
  }

  heads(conversationIds: readonly ConversationId[]): Map<ConversationId, Head> {
    const heads = conversationIds.map((id) => [id, this.#writes.head(id)] as const)
    return new Map(heads.filter(([, head]) => head.seq > 0))
  }

  overview(
    userId: UserId,
    positions: readonly ReadPosition[],
    blocked: readonly UserId[] = [],
    at: Date = beforeAll,
  ): Map<ConversationId, Overview> {
    const folded = new Set(blocked)
    return new Map(
      positions.map((position) => {
        const { conversationId } = position
        const lastMessage = this.#lastUnfolded(conversationId, folded, at)
        const reading = this.#reading(userId, position, folded, at)
        const arrival = lastMessage && this.#arrival(lastMessage)
        const mentions =
          reading.unread === 0
            ? 0
            : this.#writes.mentions.count({ userId, conversationId, folded, at }, reading.readSeq)
        const shown = { ...reading, mentions, lastMessage, arrival }
        return [conversationId, { ...this.#writes.head(conversationId), ...shown }]
      }),
    )
  }

  hasWritten(userId: UserId, stretches: readonly Stretch[]): boolean {
    const { written } = this.#statements
    return stretches.some(({ conversationId, fromSeq }) => written.get(conversationId, userId, fromSeq))
  }

  #appendOne(draft: MessageDraft): Appended {
    const earlier = this.#writes.earlier(draft)
    if (earlier) {
      const { seq, rev, createdAtMs } = earlier
      return { kind: isSameContent(earlier, draft) ? 'repeated' : 'conflict', seq, rev, createdAtMs }
    }
    return { kind: 'stored', ...this.#writes.insert(draft), createdAtMs: draft.createdAt.getTime() }
  }

  /** One change, or several that are one. */
  #changeOne(run: readonly MessageChange[]): ChangeOutcome[] {
    const { reactions, states: kept } = this.#writes
    const [row] = run
      .slice(0, 1)
      .flatMap(({ conversationId, seq }) => this.#rows('bySeq', conversationId, seq))
    if (!row) return run.map(() => ({ kind: 'not-found' }))
    const before = storedOfRow(row)
    const people = run.flatMap((change) => ('reaction' in change ? [change.senderId] : []))
    const own = new Map(people.map((userId) => [userId, new Set(reactions.ownOf(before, userId))]))
    const pins = run.some(isPinning) ? this.#rows('pins', before.conversationId, limits.pinsMax).length : 0
    const rev = this.#writes.head(before.conversationId).rev + 1
    const states = asksForStates(run) ? kept.of(before) : []
    const done = carriedOut(before, run, rev, { own, pins, states })
    const { outcomes, after } = done
    if (after === null) return outcomes
    this.#grams.change(before, after)
    this.#writes.update(after)
    this.#writes.mentions.renew(before, after)
    if (done.isCleared) reactions.clear(after)
    reactions.write(after, done.reacted, rev)
    if (done.states) kept.write(after, done.states)
    return outcomes
  }

  #pageRows(conversationId: ConversationId, anchor: PageAnchor, limit: number): MessageRow[] {
    switch (anchor.kind) {
      case 'latest':
        return this.#rows('latest', conversationId, limit).reverse()
      case 'before':
        return this.#rows('before', conversationId, anchor.seq, limit).reverse()
      case 'after':
        return this.#rows('after', conversationId, anchor.seq, limit)
      case 'around': {
        const older = this.#rows('before', conversationId, anchor.seq, Math.floor(limit / 2)).reverse()
        return [...older, ...this.#rows('after', conversationId, anchor.seq - 1, limit - older.length)]
      }
    }
  }

  #lastUnfolded(conversationId: ConversationId, folded: ReadonlySet<UserId>, at: Date): Message | null {
    for (const row of this.#statements.latest.iterate(conversationId, unreadLookBack)) {
      const message = messageOfRow(row as unknown as MessageRow) // as in #rows
      if (!isFolded(message, folded) && !isExpired(message, at)) return message
    }
    return null
  }

  #arrival({ conversationId, seq }: Message): string | null {
    const row = this.#statements.arrival.get(conversationId, seq)?.['rowid']
    return row === undefined ? null : Number(row).toString(16).padStart(24, '0')
  }

  #reading(
    userId: UserId,
    { conversationId, readSeq }: ReadPosition,
    folded: ReadonlySet<UserId>,
    at: Date,
  ): { unread: number; readSeq: number } {
    let unread = 0
    for (const row of this.#statements.unread.iterate(conversationId, readSeq, unreadLookBack)) {
      const { seq, senderId, system, scheduled, ...ends } = row as unknown as CountedRow // STRICT tables
      const isOver = ends.expiresAt !== null && isExpired({ expiresAt: ends.expiresAt }, at)
      const deletedAt = isOver ? ends.expiresAt : ends.deletedAt
      if (movesOwnPosition({ senderId, system, scheduled }, userId)) return { unread, readSeq: seq }
      if (mayBeUnread({ senderId, system, deletedAt }, userId) && !isFolded({ senderId, system }, folded))
        unread += 1
      if (unread === limits.unreadMax) break
    }
    return { unread, readSeq }
  }

  #rows(statement: RowStatement, ...values: (string | number)[]): MessageRow[] {
    // The columns are those of the view, and so of STRICT tables.
    return this.#statements[statement].all(...values) as unknown as MessageRow[]
  }
}

/** By then nothing has expired. */
const beforeAll = new Date(0)

interface CountedRow {
  readonly seq: number
  readonly senderId: UserId
  readonly system: string | null
  readonly deletedAt: number | null
  readonly scheduled: 1 | null
  readonly expiresAt: string | null
}

type RowStatement = 'bySeq' | 'pins' | 'latest' | 'before' | 'after' | 'changes'

function prepare(db: DatabaseSync) {
  const select = 'SELECT * FROM messages WHERE conversation_id = ?'
  return {
    unread: db.prepare(
      `SELECT seq, sender_id AS senderId, system, deleted_at AS deletedAt, parts ->> '$.scheduled' AS scheduled,
              parts ->> '$.expiresAt' AS expiresAt
       FROM messages
       WHERE conversation_id = ? AND seq > ? ORDER BY seq DESC LIMIT ?`,
    ),
    written: db.prepare(
      `SELECT seq FROM message_rows INDEXED BY messages_by_client_id
       WHERE conversation = (SELECT key FROM conversation_keys WHERE id = ?)
         AND sender = (SELECT key FROM sender_keys WHERE id = ?) AND system IS NULL AND seq >= ? LIMIT 1`,
    ),
    arrival: db.prepare(
      `SELECT rowid FROM message_rows
       WHERE conversation = (SELECT key FROM conversation_keys WHERE id = ?) AND seq = ?
         AND rowid > (SELECT above FROM arrivals)`,
    ),
    bySeq: db.prepare(`${select} AND seq = ?`),
    pins: db.prepare(
      `${select} AND parts ->> '$.pinned.rev' IS NOT NULL ORDER BY parts ->> '$.pinned.rev' DESC LIMIT ?`,
    ),
    expired: db.prepare(
      `SELECT c.id AS conversation_id, s.id AS sender_id, m.* FROM message_rows m
       CROSS JOIN conversation_keys c ON c.key = m.conversation
       CROSS JOIN sender_keys s ON s.key = m.sender
       WHERE m.parts ->> '$.expiresAt' <= ? ORDER BY m.parts ->> '$.expiresAt' LIMIT ?`,
    ),
    latest: db.prepare(`${select} ORDER BY seq DESC LIMIT ?`),
    before: db.prepare(`${select} AND seq < ? ORDER BY seq DESC LIMIT ?`),
    after: db.prepare(`${select} AND seq > ? ORDER BY seq LIMIT ?`),
    changes: db.prepare(`${select} AND rev > ? ORDER BY rev LIMIT ?`),
  }
}
