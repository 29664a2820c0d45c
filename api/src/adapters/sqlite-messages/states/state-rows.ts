import type { DatabaseSync, StatementSync } from 'node:sqlite'

import type { ConversationId, MessageState } from '@parley/shared'

import type { IdKeys } from '../id-keys.ts'

interface Place {
  readonly conversationId: ConversationId
  readonly seq: number
}

/** One row for all that a message said before its edits. */
export class StateRows {
  readonly #conversations: IdKeys
  readonly #select: StatementSync
  readonly #write: StatementSync
  readonly #remove: StatementSync

  constructor(db: DatabaseSync, conversations: IdKeys) {
    this.#conversations = conversations
    this.#select = db.prepare('SELECT states FROM states WHERE conversation = ? AND seq = ?')
    this.#write = db.prepare('INSERT OR REPLACE INTO states VALUES (?, ?, ?)')
    this.#remove = db.prepare('DELETE FROM states WHERE conversation = ? AND seq = ?')
  }

  of({ conversationId, seq }: Place): MessageState[] {
    const row = this.#select.get(this.#conversations.find(conversationId), seq)
    return row ? (JSON.parse(String(row['states'])) as MessageState[]) : [] // our own write
  }

  write({ conversationId, seq }: Place, states: readonly MessageState[]): void {
    const key = this.#conversations.ensure(conversationId)
    if (states.length === 0) this.#remove.run(key, seq)
    else this.#write.run(key, seq, JSON.stringify(states))
  }
}
