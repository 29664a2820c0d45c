import type { Invariant } from '../../scripts/delivery/checker.ts'
import { dieAtPass, quickHeartbeat, type Edit } from '../support/processes/mutant-build.ts'

export interface Mutant {
  /** What is wrong with it. */
  readonly name: string
  /** The invariant that has to be found broken; null where the contract must hold all the same. */
  readonly breaks: Invariant | null
  readonly edits: readonly Edit[]
  /** How often it has to die by itself, and be started again, for this to be seen. */
  readonly deaths?: number
}

const table = 'api/src/adapters/sqlite-messages/message-table.ts'
const writes = 'api/src/adapters/sqlite-messages/statements.ts'
const writer = 'api/src/domain/messages/writing/message-writer.ts'
const journal = 'api/src/adapters/sqlite-messages/journal.ts'
const addEntry = 'this.#insert.run(this.#lastId + 1, kind, content)'

/** The tables are committed once a second; without that, what is in no journal is nowhere after a crash. */
const rareCommits: Edit = {
  file: 'api/src/adapters/sqlite-messages/write-ahead.ts',
  text: 'const dueAfterMs = 1_000',
  instead: 'const dueAfterMs = 1e9',
}

/**
 * One lost event is healed by the next one, so that it is nothing to be found. Here a connection goes deaf
 * at every hundredth: as long as nothing else happens to it, the heartbeat alone can heal that.
 */
const deafConnections: Edit = {
  file: 'api/src/realtime/fan-out/room.ts',
  text: 'for (const connection of person.connections) connection.sendEncoded(frame)',
  instead: `for (const connection of person.connections) {
      globalThis.hints = (globalThis.hints ?? 0) + 1
      connection.isDeaf ||= globalThis.hints % 100 === 0
      if (!connection.isDeaf) connection.sendEncoded(frame)
    }`,
}

/** Servers that break the delivery contract, each in one way: what does not find them proves nothing. */
const all: readonly Mutant[] = [
  {
    name: 'it dies',
    breaks: null,
    edits: [
      {
        file: 'api/src/adapters/sqlite-messages/write-ahead.ts',
        text: 'const id = this.#journal.add(kind, content)',
        instead: `const id = this.#journal.add(kind, content)
    ${dieAtPass('40')}`,
      },
    ],
    deaths: 1,
  },
  {
    name: 'the ack comes before the commit',
    breaks: 'I1',
    edits: [
      rareCommits,
      {
        file: journal,
        text: addEntry,
        instead: `const entry = [this.#lastId + 1, kind, content]
    globalThis.answers = (globalThis.answers ?? 0) + 1
    if (globalThis.answers < 40) setTimeout(() => this.#insert.run(...entry), 100)
    else setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1_000) // by then an answer has arrived`,
      },
    ],
    deaths: 1,
  },
  {
    name: 'reactions are in the tables, and not in the journal',
    breaks: 'I1',
    edits: [
      rareCommits,
      {
        file: 'api/src/adapters/sqlite-messages/write-ahead.ts',
        text: 'const id = this.#journal.add(kind, content)',
        instead: `const rows = JSON.parse(content)
    const left = kind === 'change' ? rows.filter(([, , , , , other]) => !other?.reaction) : rows
    const id = this.#journal.add(kind, JSON.stringify(left))
    ${dieAtPass('150')}`,
      },
    ],
    deaths: 1,
  },
  {
    name: 'what a message has beside its text is told and not stored',
    breaks: 'I1',
    edits: [
      {
        file: 'api/src/adapters/sqlite-messages/batch-codec.ts',
        text: 'return forward ? [...row, parts, forward] : [...row, parts]',
        instead: 'return row',
      },
    ],
  },
  {
    name: 'a message is refused although it was stored',
    breaks: 'I2',
    edits: [
      {
        file: 'api/src/domain/messages/writing/message-sending.ts',
        text: "case 'stored': {",
        instead:
          "case 'stored': {\n        if (outcome.message.seq % 20 === 0) return reply.reject(new DomainError('message_empty'))",
      },
    ],
  },
  {
    name: 'what is sent twice is stored twice',
    breaks: 'I3',
    edits: [
      { file: table, text: 'const earlier = this.#writes.earlier(draft)', instead: 'const earlier = null' },
      {
        file: 'api/src/adapters/sqlite-messages/schema.ts',
        text: 'CREATE UNIQUE INDEX messages_by_client_id',
        instead: 'CREATE INDEX messages_by_client_id',
      },
    ],
  },
  {
    name: 'the seq is counted outside the transaction, before it is known whether it is needed',
    breaks: 'I4',
    edits: [
      {
        file: table,
        text: '    const earlier = this.#writes.earlier(draft)',
        instead: `    const counters = (globalThis.counters ??= new Map())
    const counted = (counters.get(draft.conversationId) ?? this.#writes.head(draft.conversationId).seq) + 1
    counters.set(draft.conversationId, counted)
    globalThis.counted = counted
    const earlier = this.#writes.earlier(draft)`,
      },
      { file: writes, text: 'seq: head.seq + 1', instead: 'seq: globalThis.counted' },
    ],
  },
  {
    name: 'the rows of a batch are committed one by one, the last first, and the process dies between them',
    breaks: 'I4',
    edits: [
      { file: journal, text: addEntry, instead: '' },
      { file: writes, text: 'if (!this.#db.isTransaction) this.#begin()', instead: '' },
      {
        file: writes,
        text: 'this.#insert.run(conversation, seq, rev, sender, ...content, ...times, ...rest)',
        instead: `globalThis.rows ??= []
    globalThis.rows.push([conversation, () => this.#insert.run(conversation, seq, rev, sender, ...content, ...times, ...rest)])`,
      },
      {
        file: table,
        text: 'return drafts.map((draft) => this.#appendOne(draft))',
        instead: `const appended = drafts.map((draft) => this.#appendOne(draft))
    const [last, ...others] = (globalThis.rows ?? []).splice(0).reverse()
    globalThis.written = (globalThis.written ?? 0) + others.length + 1
    last?.[1]()
    const isHole = others.some(([conversation]) => conversation === last[0])
    if (isHole && globalThis.written > 40) process.kill(process.pid, 'SIGKILL')
    for (const [, write] of others) write()
    return appended`,
      },
    ],
    deaths: 1,
  },
  {
    name: 'a deleted message makes room for another one at its seq',
    breaks: 'I5',
    edits: [
      {
        file: writes,
        text: 'this.#update.run(rev,',
        instead: `if (deletedAt !== null) {
      this.#db.prepare('DELETE FROM message_rows WHERE conversation = ? AND seq = ?').run(key, seq)
    } else this.#update.run(rev,`,
      },
      {
        file: writes,
        text: '(SELECT max(seq) FROM message_rows WHERE conversation = :key)',
        instead: `(SELECT min(a.seq) FROM message_rows a WHERE a.conversation = :key AND NOT EXISTS
                (SELECT 1 FROM message_rows b WHERE b.conversation = :key AND b.seq = a.seq + 1))`,
      },
      // Else what comes next would be given a seq that is taken, and be refused again and again.
      {
        file: writes,
        text: 'return this.#remember(this.#insertRow(storedDraft(draft, place)), place)',
        instead: 'this.#heads.delete(this.#insertRow(storedDraft(draft, place)))\n    return place',
      },
    ],
  },
  {
    name: 'others are told before the commit',
    breaks: 'I5',
    edits: [
      rareCommits,
      {
        file: journal,
        text: addEntry,
        instead: `const entry = [this.#lastId + 1, kind, content]
    globalThis.entries ??= []
    globalThis.entries.push(() => this.#insert.run(...entry))`,
      },
      {
        file: 'api/src/adapters/sqlite-messages/worker.ts',
        text: 'ready: () => true,',
        instead: 'ready: () => { for (const write of (globalThis.entries ?? []).splice(0)) write() },',
      },
      {
        file: writer,
        text: 'this.#metrics.messagesStored(stored.length)',
        instead: 'await this.#store.ping()',
      },
      {
        file: writer,
        text: 'this.#bus.publish(conversationTopic(event.message.conversationId), event)\n    }',
        instead: `this.#bus.publish(conversationTopic(event.message.conversationId), event)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
    ${dieAtPass('5')}
    await this.#store.ping()`,
      },
    ],
    deaths: 1,
  },
  {
    name: 'who is told of a change is not told of the reactions',
    breaks: 'I5',
    edits: [
      {
        file: writer,
        text: 'const { message } = outcome',
        instead: 'const { reactions: _, ...message } = outcome.message',
      },
    ],
  },
  {
    name: 'who catches up is not given the first change',
    breaks: 'I6',
    edits: [{ file: table, text: 'AND rev > ? ORDER BY rev', instead: 'AND rev > ? + 1 ORDER BY rev' }],
  },
  {
    name: 'what waits is stored in the opposite order',
    breaks: 'I7',
    edits: [
      {
        file: 'api/src/domain/messages/writing/group-commit.ts',
        text: 'this.#writeSome(taken)',
        instead: 'this.#writeSome(taken.reverse())',
      },
    ],
  },
  { name: 'connections go deaf', breaks: null, edits: [deafConnections] },
  {
    name: 'connections go deaf, and the heartbeat does not tell',
    breaks: 'I9',
    edits: [
      deafConnections,
      {
        file: 'api/src/realtime/fan-out/heartbeat.ts',
        text: "return heads.length === 0 ? quiet : encode({ type: 'ping', heads })",
        instead: 'return quiet',
      },
    ],
  },
  {
    name: 'a change takes no rev of its own',
    breaks: 'I9',
    edits: [{ file: table, text: 'this.#writes.head(before.conversationId).rev + 1', instead: 'before.rev' }],
  },
  {
    name: 'who was removed is still told everything',
    breaks: 'I11',
    edits: [
      {
        file: 'api/src/realtime/fan-out/hub.ts',
        text: 'if (room?.people.has(person)) this.#exit(person, room)',
        instead: '',
      },
    ],
  },
]

export const withQuickHeartbeat = (mutant: Mutant): Mutant => ({
  ...mutant,
  edits: [quickHeartbeat, ...mutant.edits],
})

export const mutants = all.map(withQuickHeartbeat)
