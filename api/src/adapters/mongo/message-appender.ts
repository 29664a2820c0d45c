import type { ConversationId } from '@parley/shared'

import type { AppendOutcome, MessageDraft } from '../../stores/message-store.ts'
import { lanesOf, type AppendLane } from './append-lane.ts'
import { by, type Collections } from './collections.ts'
import type { ConversationHeads, Reached } from './conversation-heads.ts'
import { lookAgainMs, patienceMs, type ConversationTurns } from './conversation-turns.ts'
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
  readonly #turns: ConversationTurns

  constructor(
    { messages }: Collections,
    numbers: MessageNumbers,
    heads: ConversationHeads,
    turns: ConversationTurns,
  ) {
    this.#messages = messages
    this.#numbers = numbers
    this.#heads = heads
    this.#turns = turns
  }

  async append(drafts: readonly MessageDraft[], deadline: Deadline): Promise<AppendOutcome[]> {
    const outcomes: AppendOutcome[] = []
    const lanes = lanesOf(drafts, (at, outcome) => (outcomes[at] = outcome))
    const untilMs = performance.now() + patienceMs
    const held = new Set<ConversationId>()
    let open = lanes
    for (let isFirst = true; open.length > 0; isFirst = false) {
      if (!isFirst) await deadline.pause(lookAgainMs)
      const waits = performance.now() < untilMs
      const heads = await this.#numbersFor(open, { isFirst, waits, held }, deadline)
      await this.#tryAll(open, heads, deadline)
      const done = open.filter((lane) => lane.isDone)
      await this.#advance(done, held, deadline)
      open = open.filter((lane) => !lane.isDone)
    }
    return outcomes
  }

  /** Nothing is held while something else is waited for: what has its numbers is written first. */
  async #advance(
    lanes: readonly AppendLane[],
    held: ReadonlySet<ConversationId>,
    deadline: Deadline,
  ): Promise<void> {
    const reached = lanes.flatMap(({ conversationId, reached }): Reached[] => {
      if (!reached) return []
      return [held.has(conversationId) ? { ...reached, turn: this.#turns.ended() } : reached]
    })
    await this.#heads.advance(reached, deadline)
  }

  /** Of conversations whose turn is another instance's there are none yet. */
  async #numbersFor(
    lanes: readonly AppendLane[],
    { isFirst, waits, held }: { isFirst: boolean; waits: boolean; held: Set<ConversationId> },
    deadline: Deadline,
  ): Promise<Heads> {
    const ids = lanes.map(({ conversationId }) => conversationId)
    const isInTurn = (id: ConversationId): boolean => waits && this.#turns.isShared(id) && !held.has(id)
    const { true: shared = [], false: others = [] } = Object.groupBy(ids, (id) => `${isInTurn(id)}`)
    const [taken, heads] = await Promise.all([
      this.#turns.take(shared, deadline),
      isFirst ? this.#numbers.likelyHeads(others, deadline) : this.#numbers.heads(others, deadline),
    ])
    for (const [id, { seq }] of taken) {
      held.add(id)
      const own = this.#numbers.ownHead(id)
      if (own && own.seq !== seq) this.#turns.met(id)
    }
    return new Map([...heads, ...(await this.#numbers.confirmed([...taken.keys()], taken, deadline))])
  }

  async #tryAll(lanes: readonly AppendLane[], heads: Heads, deadline: Deadline): Promise<void> {
    const runs = lanes.flatMap((lane): Run[] => {
      const head = heads.get(lane.conversationId)
      return head ? [{ lane, documents: lane.numbered(head) }] : []
    })
    const { singles = [], others = [] } = Object.groupBy(runs, ({ documents }) =>
      documents.length === 1 ? 'singles' : 'others',
    )
    // In the same order everywhere, so that no two servers' threads wait for each other's documents.
    singles.sort((a, b) => (a.lane.conversationId < b.lane.conversationId ? -1 : 1))
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
   * instance was quicker, and what waits is numbered again, in its turn.
   */
  async #answerStored(lanes: readonly AppendLane[], deadline: Deadline): Promise<void> {
    for (const { conversationId } of lanes) this.#numbers.passed(conversationId)
    const drafts = lanes.flatMap((lane) => lane.drafts)
    const stored = await this.#storedAmong(drafts, deadline)
    for (const lane of lanes) {
      if (!lane.storedBefore((draft) => stored.get(keyOf(draft)))) this.#turns.met(lane.conversationId)
    }
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
