import type { DatabaseSync, StatementSync } from 'node:sqlite'

import { storedDraft, type Earlier, type StoredMessage } from '../../stores/message-rules.ts'
import type { Head, MessageDraft } from '../../stores/message-store.ts'
import { IdKeys } from './id-keys.ts'
import { MentionRows } from './mention-rows.ts'
import { ReactionRows } from './reactions/reaction-rows.ts'
import { StateRows } from './states/state-rows.ts'
import { bytesOf, bytesOfUuid, hexOf, partsOf, type MessageRow } from './message-row.ts'

/** Heads that are remembered; beyond it, they are read anew. */
const rememberedMax = 200_000

/** A message that has the clientId of a draft. */
interface EarlierMessage extends Earlier, Head {
  readonly createdAtMs: number
}

/** By which its sender names a message. */
export type MessageName = Pick<MessageDraft, 'conversationId' | 'senderId' | 'clientId'>

type EarlierRow = Pick<
  MessageRow,
  'seq' | 'rev' | 'text' | 'system' | 'created_at' | 'original_digest' | 'parts'
>

/** The statements that write messages, by keys. What reads them goes by the view `messages`. */
export class MessageStatements {
  /** True after a rollback: it took back more than what failed. */
  isBehind = false
  readonly reactions: ReactionRows
  readonly states: StateRows
  readonly mentions: MentionRows
  readonly #db: DatabaseSync
  #begun: { readonly atMs: number; readonly rows: number } | null = null
  /** Of conversations by their keys, as they are in the transaction that is open. */
  readonly #heads = new Map<number, Head>()
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
    this.reactions = new ReactionRows(db, this.#conversations, this.#senders)
    this.states = new StateRows(db, this.#conversations)
    this.mentions = new MentionRows(db, this.#conversations, this.#senders)
    this.#insert = db.prepare('INSERT INTO message_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    this.#update = db.prepare(
      `UPDATE message_rows SET rev = ?, text = ?, edited_at = ?, deleted_at = ?, original_digest = ?, parts = ?
       WHERE conversation = ? AND seq = ?`,
    )
    this.#head = db.prepare(
      `SELECT (SELECT max(seq) FROM message_rows WHERE conversation = :key) AS seq,
              (SELECT max(rev) FROM message_rows WHERE conversation = :key) AS rev`,
    )
    this.#earlier = db.prepare(
      `SELECT seq, rev, text, system, created_at, original_digest, parts FROM message_rows
       WHERE conversation = ? AND sender = ? AND client_id = ?`,
    )
    this.#changes = db.prepare('SELECT total_changes() AS changes')
  }

  /** Works in the open transaction, or opens one. On the disk after commit(); all taken back when the work fails. */
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

  applied(): number {
    return Number(this.#db.prepare('SELECT applied FROM journal_mark').get()?.['applied'])
  }

  setApplied(id: number): void {
    this.#db.prepare('UPDATE journal_mark SET applied = ?').run(id)
  }

  head(conversationId: string): Head {
    const key = this.#conversations.find(conversationId)
    return key === null ? { seq: 0, rev: 0 } : this.#headOf(key)
  }

  earlier({ conversationId, senderId, clientId }: MessageName): EarlierMessage | undefined {
    const [conversation, sender] = [this.#conversations.find(conversationId), this.#senders.find(senderId)]
    if (conversation === null || sender === null) return undefined
    const found = this.#earlier.get(conversation, sender, bytesOfUuid(clientId))
    if (!found) return undefined
    const { seq, rev, text, system, ...rest } = found as unknown as EarlierRow // a STRICT table
    const content = { text, parts: partsOf(rest.parts), originalDigest: hexOf(rest.original_digest) }
    return { seq, rev, system, createdAtMs: rest.created_at, ...content }
  }

  insert(draft: MessageDraft): Head {
    const head = this.head(draft.conversationId)
    const place = { seq: head.seq + 1, rev: head.rev + 1 }
    return this.#remember(this.#insertRow(storedDraft(draft, place)), place)
  }

  insertArchived(message: StoredMessage): void {
    this.#heads.delete(this.#insertRow(message)) // the latest change may be of an older message
  }

  update({ conversationId, seq, rev, text, editedAt, deletedAt, ...stored }: StoredMessage): void {
    const key = this.#conversations.ensure(conversationId)
    this.#heads.delete(key)
    const rest = [bytesOf(stored.originalDigest), jsonOf(stored.parts)]
    this.#update.run(rev, text, ms(editedAt), ms(deletedAt), ...rest, key, seq)
  }

  /** Answers with the key of the conversation. */
  #insertRow(message: StoredMessage): number {
    const { seq, rev, text, system, createdAt, editedAt, deletedAt } = message
    const conversation = this.#conversations.ensure(message.conversationId)
    const sender = this.#senders.ensure(message.senderId)
    const content = [bytesOfUuid(message.clientId), text, jsonOf(system)]
    const times = [createdAt, editedAt, deletedAt].map(ms)
    const rest = [bytesOf(message.originalDigest), jsonOf(message.parts)]
    const inserted = this.#insert.run(conversation, seq, rev, sender, ...content, ...times, ...rest)
    if (message.parts) this.mentions.add(message, Number(inserted.lastInsertRowid))
    return conversation
  }

  #headOf(key: number): Head {
    const known = this.#heads.get(key)
    if (known) return known
    const row = this.#head.get({ key })
    return this.#remember(key, { seq: Number(row?.['seq'] ?? 0), rev: Number(row?.['rev'] ?? 0) })
  }

  #remember(key: number, head: Head): Head {
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

const jsonOf = (value: object | null): string | null => value && JSON.stringify(value)

const ms = (at: Date | null): number | null => at?.getTime() ?? null
