import type { ChangeOutcome } from '../../stores/changes/message-change.ts'
import { changesOfText, draftsOfText, numbersOfAppended } from './batch-codec.ts'
import type { FailureNotice } from './failure-notice.ts'
import type { EntryKind, JournalEntry, MessageJournal } from './journal.ts'
import type { MessageTable } from './message-table.ts'
import type { MessageStatements } from './statements.ts'

/** After so long, or so many characters of entries, the tables are committed: a second's work to do again after a crash. */
const dueAfterMs = 1_000
const dueAfterLength = 1_000_000
/** Each row can be on a page of its own, and all pages of a commit are in the log before it is copied back. */
const dueAfterRows = 4_000

/** What an entry of each kind is answered with. */
interface Outcomes {
  readonly append: Float64Array
  readonly change: ChangeOutcome[]
}

/** What an entry of each kind does in the tables: the same one has the same effect each time. */
const effects: { [Kind in EntryKind]: (table: MessageTable, content: string) => Outcomes[Kind] } = {
  append: (table, content) => numbersOfAppended(table.append(draftsOfText(content))),
  change: (table, content) => table.change(changesOfText(content)),
}

/**
 * Makes a write durable by its entry in the journal, and commits the tables, which have it too, for many
 * entries together. The tables say up to which entry they have everything; what a crash or a rollback
 * takes from them is carried out again from the journal.
 */
export class WriteAhead {
  readonly #writes: MessageStatements
  readonly #journal: MessageJournal
  readonly #table: MessageTable
  readonly #notice: FailureNotice
  #lastId = 0
  #length = 0

  /** Carries out what a crash has left in the journal. */
  constructor(
    writes: MessageStatements,
    journal: MessageJournal,
    table: MessageTable,
    notice: FailureNotice,
  ) {
    this.#writes = writes
    this.#journal = journal
    this.#table = table
    this.#notice = notice
    this.#repeat()
    this.commit()
  }

  /** The entry is on the disk, and what it does can be read, when this returns. */
  write<Kind extends EntryKind>(kind: Kind, content: string): Outcomes[Kind] {
    this.catchUp()
    const id = this.#journal.add(kind, content)
    try {
      return this.#carryOut({ id, kind, content })
    } catch (error) {
      this.#journal.remove(id) // it was not acknowledged, and must not fail again at each start
      throw error
    }
  }

  /** Before anything is read: after a rollback the tables lack entries that were answered. */
  catchUp(): void {
    if (this.#writes.isBehind) this.#repeat()
  }

  /** One that fails, as on a full disk, is tried again when it is due again: nothing is lost by it. */
  commitIfDue(): void {
    if (!this.#isDue()) return
    try {
      this.commit()
      this.#notice.succeeded()
    } catch (error) {
      this.#notice.failed(error)
    }
  }

  /** All that was done is on the disk in the tables. */
  commit(): void {
    this.catchUp()
    if (this.#length > 0) this.#writes.transaction(() => this.#writes.setApplied(this.#lastId))
    this.#writes.commit()
    if (this.#length > 0) this.#journal.forgetUpTo(this.#lastId)
    this.#length = 0
  }

  #carryOut<Kind extends EntryKind>({ id, kind, content }: JournalEntry<Kind>): Outcomes[Kind] {
    const outcomes = this.#writes.transaction(() => effects[kind](this.#table, content))
    this.#lastId = id
    this.#length += content.length
    return outcomes
  }

  #isDue(): boolean {
    const { uncommitted } = this.#writes
    if (uncommitted === null) return false
    return this.#length >= dueAfterLength || uncommitted.ms >= dueAfterMs || uncommitted.rows >= dueAfterRows
  }

  #repeat(): void {
    this.#lastId = this.#writes.applied()
    this.#length = 0
    for (const entry of this.#journal.after(this.#lastId)) this.#carryOut(entry)
    this.#writes.isBehind = false
  }
}
