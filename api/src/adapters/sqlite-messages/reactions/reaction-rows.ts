import type { DatabaseSync } from 'node:sqlite'

import type { ConversationId, ReactedBy, UserId } from '@parley/shared'

import type { ReactorQuery } from '../../../stores/message-store.ts'
import type { StoredReaction } from '../../../stores/changes/reaction-rules.ts'
import type { IdKeys } from '../id-keys.ts'

interface Place {
  readonly conversationId: ConversationId
  readonly seq: number
}

/** One row for each emoji with which a person has reacted to a message. */
export class ReactionRows {
  readonly #conversations: IdKeys
  readonly #people: IdKeys
  readonly #statements: ReturnType<typeof prepare>

  constructor(db: DatabaseSync, conversations: IdKeys, people: IdKeys) {
    this.#conversations = conversations
    this.#people = people
    this.#statements = prepare(db)
  }

  ownOf({ conversationId, seq }: Place, userId: UserId): string[] {
    const [key, person] = [this.#conversations.find(conversationId), this.#people.find(userId)]
    const rows = this.#statements.own.all(key, seq, person)
    return rows.map(({ emoji }) => String(emoji))
  }

  write({ conversationId, seq }: Place, reacted: readonly ReactedBy[], rev: number): void {
    const key = this.#conversations.ensure(conversationId)
    for (const { userId, emoji, isOn } of reacted) {
      const person = this.#people.ensure(userId)
      if (isOn) this.#statements.add.run(key, seq, person, emoji, rev)
      else this.#statements.remove.run(key, seq, person, emoji)
    }
  }

  clear({ conversationId, seq }: Place): void {
    this.#statements.clear.run(this.#conversations.find(conversationId), seq)
  }

  of({ conversationId, seq, emoji, after, limit }: ReactorQuery): StoredReaction[] {
    const key = this.#conversations.find(conversationId)
    const from = [after?.rev ?? 0, (after && this.#people.find(after.userId)) ?? 0, after?.emoji ?? '']
    // The columns are those of STRICT tables, and ids as they were written.
    return this.#statements.list.all(key, seq, ...from, emoji, emoji, limit) as unknown as StoredReaction[]
  }
}

function prepare(db: DatabaseSync) {
  return {
    own: db.prepare(
      'SELECT emoji FROM reactions WHERE conversation = ? AND seq = ? AND person = ? ORDER BY rev',
    ),
    add: db.prepare('INSERT INTO reactions VALUES (?, ?, ?, ?, ?)'),
    remove: db.prepare(
      'DELETE FROM reactions WHERE conversation = ? AND seq = ? AND person = ? AND emoji = ?',
    ),
    clear: db.prepare('DELETE FROM reactions WHERE conversation = ? AND seq = ?'),
    list: db.prepare(
      `SELECT s.id AS userId, r.emoji, r.rev FROM reactions r INDEXED BY reactions_by_rev
       CROSS JOIN sender_keys s ON s.key = r.person
       WHERE r.conversation = ? AND r.seq = ? AND (r.rev, r.person, r.emoji) > (?, ?, ?)
         AND (? IS NULL OR r.emoji = ?)
       ORDER BY r.rev, r.person, r.emoji LIMIT ?`,
    ),
  }
}
