import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** Ids that one process remembers; beyond it, it begins anew. */
const rememberedMax = 200_000

/** Small numbers in the place of ids: with them in rows and indexes, a commit writes less than half as much. */
export class IdKeys {
  readonly #known = new Map<string, number>()
  readonly #select: StatementSync
  readonly #insert: StatementSync

  constructor(db: DatabaseSync, table: 'conversation_keys' | 'sender_keys') {
    this.#select = db.prepare(`SELECT key FROM ${table} WHERE id = ?`)
    this.#insert = db.prepare(`INSERT INTO ${table} (id) VALUES (?)`)
  }

  /** Null for an id that never occurred. */
  find(id: string): number | null {
    const known = this.#known.get(id)
    if (known !== undefined) return known
    const key = this.#select.get(id)?.['key']
    return key === undefined ? null : this.#remember(id, Number(key))
  }

  /** Within a transaction. */
  ensure(id: string): number {
    return this.find(id) ?? this.#remember(id, Number(this.#insert.run(id).lastInsertRowid))
  }

  /** After a rollback: what was given out in it is not there. */
  forget(): void {
    this.#known.clear()
  }

  #remember(id: string, key: number): number {
    if (this.#known.size >= rememberedMax) this.#known.clear()
    this.#known.set(id, key)
    return key
  }
}
