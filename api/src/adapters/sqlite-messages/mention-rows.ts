import type { DatabaseSync } from 'node:sqlite'

import type { ConversationId, Message, UserId } from '@parley/shared'
import * as limits from '@parley/shared/limits'

import { mentionKeys, type StoredMessage } from '../../stores/message-rules.ts'
import type { FoundMentions, MentionQuery } from '../../stores/message-store.ts'
import type { IdKeys } from './id-keys.ts'
import { messageOfRow, type MessageRow } from './message-row.ts'

/** The key of nobody. */
const everyone = 0
/** Rows that one page looks at: not all of them are shown. */
const rowsMax = 1_000

/** In a conversation, the newest one that is left. */
interface Place {
  readonly person: number
  readonly conversation: number
  row: number
}

/** For whom, and what of it does not count. */
interface Counting {
  readonly userId: UserId
  readonly conversationId: ConversationId
  readonly folded: ReadonlySet<UserId>
  /** What has expired by then is not there. */
  readonly at: Date
}

/** One row for each person whom a message mentions, and one for all: in each conversation in the order of arrival. */
export class MentionRows {
  readonly #conversations: IdKeys
  readonly #people: IdKeys
  readonly #statements: ReturnType<typeof prepare>

  constructor(db: DatabaseSync, conversations: IdKeys, people: IdKeys) {
    this.#conversations = conversations
    this.#people = people
    this.#statements = prepare(db)
  }

  add(message: StoredMessage, row: number): void {
    this.#write('add', message, row)
  }

  renew(before: StoredMessage, after: StoredMessage): void {
    if (mentionKeys(before).length + mentionKeys(after).length === 0) return
    const row = this.#rowOf(before.conversationId, before.seq)
    this.#write('remove', before, row)
    this.#write('add', after, row)
  }

  /** Above this seq. */
  count({ userId, conversationId, folded, at }: Counting, seq: number): number {
    const [person, key] = [this.#people.find(userId), this.#conversations.find(conversationId)]
    const found = new Set<number>()
    const now = at.toISOString()
    for (const row of this.#statements.above.iterate(person, key, this.#rowOf(conversationId, seq), now)) {
      const senderId = row['senderId'] as UserId // an id as it was written
      if (senderId !== userId && !folded.has(senderId)) found.add(Number(row['row']))
      if (found.size === limits.unreadMax) break
    }
    return found.size
  }

  /** From conversation to conversation, always the newest that is left: no index has those of several in order. */
  list({ userId, conversationIds, blocked, after, limit }: MentionQuery): FoundMentions {
    const top = after === null ? Number.MAX_SAFE_INTEGER : parseInt(after, 16)
    const folded = new Set(blocked).add(userId)
    const people = [everyone, this.#people.find(userId) ?? everyone]
    const places = conversationIds.flatMap((id) => {
      const conversation = this.#conversations.find(id)
      if (conversation === null) return []
      return people.map((person): Place => ({ person, conversation, row: top }))
    })
    let open = places.filter((place) => this.#lower(place, top))
    const messages: Message[] = []
    let row = top
    for (let looked = 0; looked < rowsMax && messages.length < limit && open.length > 0; looked += 1) {
      row = Math.max(...open.map((place) => place.row))
      const message = messageOfRow(this.#statements.message.get(row) as unknown as MessageRow) // STRICT tables
      if (!folded.has(message.senderId)) messages.push(message)
      open = open.filter((place) => place.row < row || this.#lower(place, row))
    }
    return { messages, next: open.length === 0 ? null : row.toString(16).padStart(24, '0') }
  }

  #write(what: 'add' | 'remove', message: StoredMessage, row: number): void {
    const { conversationId } = message
    for (const key of mentionKeys(message)) {
      const person = key === conversationId ? everyone : this.#people.ensure(key)
      this.#statements[what].run(person, this.#conversations.ensure(conversationId), row)
    }
  }

  /** To the next row below. False when there is none. */
  #lower(place: Place, row: number): boolean {
    const next = this.#statements.below.get(place.person, place.conversation, row)?.['row']
    place.row = Number(next ?? 0)
    return next !== undefined
  }

  /** 0 where there is none: below them all. */
  #rowOf(conversationId: ConversationId, seq: number): number {
    return Number(this.#statements.row.get(this.#conversations.find(conversationId), seq)?.['rowid'] ?? 0)
  }
}

const prepare = (db: DatabaseSync) => ({
  add: db.prepare('INSERT OR IGNORE INTO mentions VALUES (?, ?, ?)'),
  remove: db.prepare('DELETE FROM mentions WHERE person = ? AND conversation = ? AND row = ?'),
  row: db.prepare('SELECT rowid FROM message_rows WHERE conversation = ? AND seq = ?'),
  above: db.prepare(
    `SELECT n.row, s.id AS senderId FROM mentions n
     CROSS JOIN message_rows m ON m.rowid = n.row
     CROSS JOIN sender_keys s ON s.key = m.sender
     WHERE n.person IN (${everyone}, ?) AND n.conversation = ? AND n.row > ?
       AND (m.parts ->> '$.expiresAt' > ?) IS NOT FALSE`,
  ),
  below: db.prepare(
    'SELECT row FROM mentions WHERE person = ? AND conversation = ? AND row < ? ORDER BY row DESC LIMIT 1',
  ),
  message: db.prepare(
    `SELECT c.id AS conversation_id, s.id AS sender_id, m.* FROM message_rows m
     CROSS JOIN conversation_keys c ON c.key = m.conversation
     CROSS JOIN sender_keys s ON s.key = m.sender
     WHERE m.rowid = ?`,
  ),
})
