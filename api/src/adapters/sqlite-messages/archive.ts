import type { DatabaseSync } from 'node:sqlite'

import type { ConversationId } from '@parley/shared'

import {
  archivedOf,
  storedOf,
  type ArchivedMessage,
  type ArchivePosition,
} from '../../stores/message-archive.ts'
import { storedOfRow, type MessageRow } from './message-row.ts'
import type { MessageStatements } from './statements.ts'

/** All messages of the file: which history they are, and how to take them out and in. */
export class MessageHistory {
  readonly #db: DatabaseSync
  readonly #writes: MessageStatements

  constructor(db: DatabaseSync, writes: MessageStatements) {
    this.#db = db
    this.#writes = writes
  }

  epoch(): string {
    return String(this.#db.prepare('SELECT epoch FROM history').get()?.['epoch'])
  }

  beginNewHistory(): void {
    this.#db.exec('UPDATE history SET epoch = lower(hex(randomblob(16)))')
  }

  exportAfter(position: ArchivePosition | null, limit: number): ArchivedMessage[] {
    const exported: ArchivedMessage[] = position ? this.#of(position.conversationId, position.seq, limit) : []
    let conversationId = this.#conversationAfter(position?.conversationId ?? '')
    while (exported.length < limit && conversationId !== null) {
      exported.push(...this.#of(conversationId, 0, limit - exported.length))
      conversationId = this.#conversationAfter(conversationId)
    }
    return exported
  }

  importBatch(messages: readonly ArchivedMessage[]): void {
    this.#writes.transaction(() => {
      for (const message of messages) {
        this.#writes.insertArchived(storedOf(message))
        for (const { rev, ...one } of message.reactors ?? [])
          this.#writes.reactions.write(message, [{ ...one, isOn: true }], rev)
        this.#writes.states.write(message, message.states ?? [])
      }
      this.#db.exec('UPDATE arrivals SET above = (SELECT coalesce(max(rowid), 0) FROM message_rows)')
    })
  }

  lastPosition(): ArchivePosition | null {
    const id = this.#db.prepare('SELECT max(id) AS id FROM conversation_keys').get()?.['id']
    if (typeof id !== 'string') return null
    // an id as it was written
    return { conversationId: id as ConversationId, seq: this.#writes.head(id).seq }
  }

  #of(conversationId: string, afterSeq: number, limit: number): ArchivedMessage[] {
    const rows = this.#db
      .prepare('SELECT * FROM messages WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?')
      .all(conversationId, afterSeq, limit) as unknown as MessageRow[] // STRICT tables
    return rows.map((row) => {
      const stored = storedOfRow(row)
      const hasReactions = stored.parts?.reactions !== undefined
      const all = { conversationId: stored.conversationId, seq: row.seq, emoji: null, after: null, limit: -1 }
      const reactors = hasReactions ? this.#writes.reactions.of(all) : []
      return archivedOf(stored, reactors, this.#writes.states.of(stored))
    })
  }

  #conversationAfter(id: string): string | null {
    const next = this.#db.prepare('SELECT min(id) AS id FROM conversation_keys WHERE id > ?').get(id)?.['id']
    return typeof next === 'string' ? next : null
  }
}
