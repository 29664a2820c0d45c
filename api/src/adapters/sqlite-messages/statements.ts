import type { DatabaseSync, StatementSync } from 'node:sqlite'

import type { ArchivedMessage } from '../../stores/message-archive.ts'
import type { MessageDraft } from '../../stores/message-store.ts'
import { IdKeys } from './id-keys.ts'
import { bytesOfUuid } from './message-row.ts'
import type { Earlier } from './same-content.ts'

/** Heads that are remembered; beyond it, they are read anew. */
const rememberedMax = 200_000

export interface HeadRow {
  seq: number
  rev: number
}

type RowContent = Pick<
  ArchivedMessage,
  'conversationId' | 'seq' | 'rev' | 'senderId' | 'clientId' | 'text' | 'system'
>

export interface ChangedRow {
  readonly rev: number
  readonly text: string
  readonly edited_at: number | null
  readonly deleted_at: number | null
  readonly original_digest: Uint8Array | null
}

/** The statements that write messages, by keys. What reads them goes by the view `messages`. */
export class MessageStatements {
  /** True after a rollback: it took back more than what failed. */
  isBehind = false
  readonly #db: DatabaseSync
  #begun: { readonly atMs: number; readonly rows: number } | null = null
  /** Of conversations by their keys, as they are in the transaction that is open. */
  readonly #heads = new Map<number, HeadRow>()
  readonly #conversations: IdKeys
  readonly #senders: IdKeys
  readonly #insert: StatementSync
  readonly #update: StatementSync
  readonly #head: StatementSync
  readonly #earlier: StatementSync
  readonly #changes: StatementSync

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#conversations = new IdKeys(db, 'conversation_keys')
    this.#senders = new IdKeys(db, 'sender_keys')
    this.#insert = db.prepare('INSERT INTO message_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    this.#update = db.prepare(
      `UPDATE message_rows SET rev = ?, text = ?, edited_at = ?, deleted_at = ?, original_digest = ?
       WHERE conversation = ? AND seq = ?`,
    )
    this.#head = db.prepare(
      `SELECT (SELECT max(seq) FROM message_rows WHERE conversation = :key) AS seq,
              (SELECT max(rev) FROM message_rows WHERE conversation = :key) AS rev`,
    )
    this.#earlier = db.prepare(
      `SELECT seq, rev, text, system, created_at, original_digest FROM message_rows
       WHERE conversation = ? AND sender = ? AND client_id = ?`,
    )
    this.#changes = db.prepare('SELECT total_changes() AS changes')
  }

  /**
   * Does its work in the transaction that is open, or in one that it opens. That is on the disk after commit();
   * all of it is taken back when the work fails.
   */
  transaction<Result>(work: () => Result): Result {
    if (!this.#db.isTransaction) this.#begin()
    try {
      return work()
    } catch (error) {
      this.#rollback()
      throw error
    }
  }

  /** One that fails, as on a full disk, takes back all that it was to keep. */
  commit(): void {
    if (!this.#db.isTransaction) return
    try {
      this.#db.exec('COMMIT')
      this.#begun = null
    } catch (error) {
      this.#rollback()
      throw error
    }
  }

  /** How long a transaction has been open, and how many rows were written in it, of whatever table; null while none is. */
  get uncommitted(): { readonly ms: number; readonly rows: number } | null {
    if (this.#begun === null) return null
    return { ms: performance.now() - this.#begun.atMs, rows: this.#rowsWritten() - this.#begun.rows }
  }

  /** The last entry of the journal whose effects are here. */
  applied(): number {
    return Number(this.#db.prepare('SELECT applied FROM journal_mark').get()?.['applied'])
  }

  setApplied(id: number): void {
    this.#db.prepare('UPDATE journal_mark SET applied = ?').run(id)
  }

  head(conversationId: string): Readonly<HeadRow> {
    const key = this.#conversations.find(conversationId)
    return key === null ? { seq: 0, rev: 0 } : this.#headOf(key)
  }

  earlier({ conversationId, senderId, clientId }: MessageDraft): Earlier | undefined {
    const [conversation, sender] = [this.#conversations.find(conversationId), this.#senders.find(senderId)]
    if (conversation === null || sender === null) return undefined
    // The columns are those of a STRICT table.
    return this.#earlier.get(conversation, sender, bytesOfUuid(clientId)) as unknown as Earlier | undefined
  }

  /** Gives the draft the next place of its conversation, and says which. */
  insert(draft: MessageDraft): Readonly<HeadRow> {
    const head = this.head(draft.conversationId)
    const place = { seq: head.seq + 1, rev: head.rev + 1 }
    const key = this.#insertRow({ ...draft, ...place }, [draft.createdAt.getTime(), null, null], null)
    return this.#remember(key, place)
  }

  /** As it stands in an archive. */
  insertArchived(message: ArchivedMessage): void {
    const { createdAt, editedAt, deletedAt, originalDigest } = message
    const times = [createdAt, editedAt, deletedAt].map((at) => (at === null ? null : Date.parse(at)))
    const key = this.#insertRow(
      message,
      times,
      originalDigest === null ? null : Buffer.from(originalDigest, 'hex'),
    )
    this.#heads.delete(key) // the latest change may be of an older message
  }

  update(conversationId: string, seq: number, changed: ChangedRow): void {
    const { rev, text, edited_at, deleted_at, original_digest } = changed
    const key = this.#conversations.ensure(conversationId)
    this.#heads.delete(key)
    this.#update.run(rev, text, edited_at, deleted_at, original_digest, key, seq)
  }

  /**
   * Answers with the key of the conversation.
   * @param times created, edited and deleted, in milliseconds
   */
  #insertRow(content: RowContent, times: readonly (number | null)[], originalDigest: Buffer | null): number {
    const { conversationId, seq, rev, senderId, clientId, text, system } = content
    const conversation = this.#conversations.ensure(conversationId)
    const sender = this.#senders.ensure(senderId)
    const values = [
      conversation,
      seq,
      rev,
      sender,
      bytesOfUuid(clientId),
      text,
      system && JSON.stringify(system),
    ]
    this.#insert.run(...values, ...times, originalDigest)
    return conversation
  }

  #headOf(key: number): Readonly<HeadRow> {
    const known = this.#heads.get(key)
    if (known) return known
    const row = this.#head.get({ key })
    return this.#remember(key, { seq: Number(row?.['seq'] ?? 0), rev: Number(row?.['rev'] ?? 0) })
  }

  #remember(key: number, head: HeadRow): HeadRow {
    if (this.#heads.size >= rememberedMax) this.#heads.clear()
    this.#heads.set(key, head)
    return head
  }

  #begin(): void {
    this.#db.exec('BEGIN IMMEDIATE')
    this.#begun = { atMs: performance.now(), rows: this.#rowsWritten() }
  }

  /** Since the file was opened. */
  #rowsWritten(): number {
    return Number(this.#changes.get()?.['changes'])
  }

  #rollback(): void {
    this.isBehind = true
    this.#begun = null
    this.#conversations.forget()
    this.#senders.forget()
    this.#heads.clear()
    if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
  }
}
