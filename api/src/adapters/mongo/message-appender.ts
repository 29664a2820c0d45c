import type { AppendOutcome, MessageDraft } from '../../stores/message-store.ts'
import { lanesOf, type AppendLane } from './append-lane.ts'
import { by, type Collections } from './collections.ts'
import type { ConversationHeads } from './conversation-heads.ts'
import type { Deadline } from './deadline.ts'
import { atOnce, inParallel } from './in-parallel.ts'
import { contentFields, type ContentDocument, type MessageDocument } from './message-document.ts'
import type { Heads, MessageNumbers } from './message-numbers.ts'
import { refusedBy } from './mongo-errors.ts'

/** What a lane tries to insert next, in order. */
interface Run {
  readonly lane: AppendLane
  readonly documents: readonly MessageDocument[]
}

/**
 * Stores batches so that n+1 is only tried when n exists: after any crash, and against any other
 * instance, the messages of a conversation are 1..N.
 */
export class MessageAppender {
  readonly #messages: Collections['messages']
  readonly #numbers: MessageNumbers
  readonly #heads: ConversationHeads

  constructor({ messages }: Collections, numbers: MessageNumbers, heads: ConversationHeads) {
    this.#messages = messages
    this.#numbers = numbers
    this.#heads = heads
  }

  async append(drafts: readonly MessageDraft[], deadline: Deadline): Promise<AppendOutcome[]> {
    const outcomes: AppendOutcome[] = []
    const lanes = lanesOf(drafts, (at, outcome) => (outcomes[at] = outcome))
    let open = lanes
    for (let tries = 0; open.length > 0; tries += 1) {
      await this.#tryAll(open, await this.#numbersFor(open, tries, deadline), deadline)
      open = open.filter((lane) => lane.drafts.length > 0)
    }
    await this.#heads.advance(
      lanes.flatMap(({ reached }) => reached ?? []),
      deadline,
    )
    return outcomes
  }

  /** Who was refused looks again, a little later. */
  async #numbersFor(lanes: readonly AppendLane[], tries: number, deadline: Deadline): Promise<Heads> {
    const ids = lanes.map(({ conversationId }) => conversationId)
    if (tries === 0) return this.#numbers.likelyHeads(ids, deadline)
    await deadline.pause(tries)
    return this.#numbers.heads(ids, deadline)
  }

  async #tryAll(lanes: readonly AppendLane[], heads: Heads, deadline: Deadline): Promise<void> {
    const runs = lanes.flatMap((lane): Run[] => {
      const head = heads.get(lane.conversationId)
      return head ? [{ lane, documents: lane.numbered(head) }] : []
    })
    const { singles = [], others = [] } = Object.groupBy(runs, ({ documents }) =>
      documents.length === 1 ? 'singles' : 'others',
    )
    const refused: AppendLane[] = []
    await Promise.all([
      this.#insertSingles(singles, refused, deadline),
      this.#insertOthers(others, refused, deadline),
    ])
    await this.#answerStored(refused, deadline)
  }

  /**
   * They are of different conversations, so that none depends on another and all can share one command.
   * Returns the places of those that were refused.
   */
  async #insertSingles(
    singles: readonly Run[],
    refused: AppendLane[],
    deadline: Deadline,
  ): Promise<Set<number>> {
    const all = singles.flatMap(({ documents }) => documents)
    const taken = await this.#insert(all, { ordered: false }, deadline)
    for (const [at, { lane, documents }] of singles.entries()) {
      if (taken.has(at)) refused.push(lane)
      else this.#stored(lane, documents)
    }
    return taken
  }

  /** A command is what costs the server: few with many messages, whether each is of one conversation or of all. */
  async #insertOthers(runs: readonly Run[], refused: AppendLane[], deadline: Deadline): Promise<void> {
    const turns = Math.max(0, ...runs.map(({ documents }) => documents.length))
    if (turns * atOnce > runs.length) {
      return inParallel(runs, (run) => this.#insertRun(run, refused, deadline))
    }
    let open = runs
    for (let turn = 0; turn < turns; turn++) {
      open = open.filter(({ documents }) => documents.length > turn)
      const next = open.map(({ lane, documents }) => ({ lane, documents: documents.slice(turn, turn + 1) }))
      const taken = await this.#insertSingles(next, refused, deadline)
      open = open.filter((_, at) => !taken.has(at)) // nothing may stand behind what is not there
    }
  }

  /** The server stops at the first one that it refuses, so those behind it cannot leave a hole. */
  async #insertRun({ lane, documents }: Run, refused: AppendLane[], deadline: Deadline): Promise<void> {
    const taken = await this.#insert(documents, { ordered: true }, deadline)
    this.#stored(lane, documents.slice(0, Math.min(documents.length, ...taken)))
    if (taken.size > 0) refused.push(lane)
  }

  /** Returns which of them were refused, by a key that is taken. */
  async #insert(
    documents: readonly MessageDocument[],
    order: { readonly ordered: boolean },
    deadline: Deadline,
  ): Promise<Set<number>> {
    if (documents.length === 0) return new Set()
    try {
      const copies = documents.map((document) => ({ ...document })) // the driver adds an _id
      await deadline.step((maxTimeMS) => this.#messages.insertMany(copies, { ...order, maxTimeMS }))
      return new Set()
    } catch (error) {
      return refusedBy(error)
    }
  }

  #stored(lane: AppendLane, documents: readonly MessageDocument[]): void {
    lane.stored(documents)
    const last = documents.at(-1)
    if (last) this.#numbers.wrote(lane.conversationId, last)
  }

  /**
   * A key was taken: drafts that were stored before have their answer now. Where there are none, another
   * instance was quicker, and what waits is numbered again.
   */
  async #answerStored(lanes: readonly AppendLane[], deadline: Deadline): Promise<void> {
    for (const { conversationId } of lanes) this.#numbers.passed(conversationId)
    const drafts = lanes.flatMap((lane) => lane.drafts)
    const stored = await this.#storedAmong(drafts, deadline)
    for (const lane of lanes) lane.storedBefore((draft) => stored.get(keyOf(draft)))
  }

  async #storedAmong(
    drafts: readonly MessageDraft[],
    deadline: Deadline,
  ): Promise<Map<string, ContentDocument>> {
    if (drafts.length === 0) return new Map()
    const $or = drafts.map((draft) => ({ c: draft.conversationId, s: draft.senderId, k: draft.clientId }))
    const found = await deadline.step((maxTimeMS) =>
      this.#messages
        .find<ContentDocument>(
          { $or },
          { ...by('by-client-id'), projection: contentFields, maxTimeMS, batchSize: drafts.length + 1 },
        )
        .toArray(),
    )
    return new Map(found.map((document) => [`${document.c} ${document.s} ${document.k}`, document]))
  }
}

const keyOf = ({ conversationId, senderId, clientId }: MessageDraft): string =>
  `${conversationId} ${senderId} ${clientId}`
