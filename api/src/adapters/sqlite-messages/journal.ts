import type { DatabaseSync, StatementSync } from 'node:sqlite'

export type EntryKind = 'append' | 'change'

export interface JournalEntry<Kind extends EntryKind = EntryKind> {
  readonly id: number
  readonly kind: Kind
  /** As batch-codec.ts writes it. */
  readonly content: string
}

/**
 * What was accepted and may not be on the disk in the tables yet, batch by batch, in a file of its own. An
 * entry is written in a few pages that lie together, where the rows and the index entries that it stands for
 * are spread over hundreds: those are written once for many entries.
 */
export class MessageJournal {
  readonly #db: DatabaseSync
  readonly #insert: StatementSync
  readonly #remove: StatementSync
  readonly #forget: StatementSync
  #lastId: number

  /** @param applied the last entry that the tables have: its number is not given out again */
  constructor(db: DatabaseSync, applied: number) {
    this.#db = db
    db.exec(
      'CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, content TEXT NOT NULL) STRICT',
    )
    this.#insert = db.prepare('INSERT INTO entries VALUES (?, ?, ?)')
    this.#remove = db.prepare('DELETE FROM entries WHERE id = ?')
    this.#forget = db.prepare('DELETE FROM entries WHERE id <= ?')
    const last = db.prepare('SELECT max(id) AS id FROM entries').get()?.['id']
    this.#lastId = Math.max(applied, Number(last ?? 0))
  }

  /** It is on the disk when this returns. */
  add(kind: EntryKind, content: string): number {
    this.#insert.run(this.#lastId + 1, kind, content)
    return ++this.#lastId
  }

  remove(id: number): void {
    this.#remove.run(id)
  }

  after(id: number): JournalEntry[] {
    // The columns are those of a STRICT table, and the kinds our own.
    return this.#db
      .prepare('SELECT * FROM entries WHERE id > ? ORDER BY id')
      .all(id) as unknown as JournalEntry[]
  }

  forgetUpTo(id: number): void {
    this.#forget.run(id)
  }

  close(): void {
    this.#db.close()
  }
}
