import type { ConversationId } from '@parley/shared'

import type { AppendOutcome, MessageDraft } from '../../../stores/message-store.ts'
import { withWorkers } from '../../../stores/with-workers.ts'
import { lanesOf, type AppendLane } from './append-lane.ts'
import { by, type Collections } from '../connection/collections.ts'
import type { LeaseGrant, ConversationLease } from './conversation-lease.ts'
import type { Deadline } from '../connection/deadline.ts'
import type { Departures } from './departures.ts'
import { contentFields, type ContentDocument, type MessageDocument } from '../message-document.ts'
import { conversationsAtOnce, type Heads, type MessageNumbers } from './heads.ts'
import { refusedBy } from '../connection/errors.ts'

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
  readonly #lease: ConversationLease
  readonly #departures: Departures

  constructor(
    { messages }: Collections,
    numbers: MessageNumbers,
    lease: ConversationLease,
    departures: Departures,
  ) {
    this.#messages = messages
    this.#numbers = numbers
    this.#lease = lease
    this.#departures = departures
  }

  async append(drafts: readonly MessageDraft[], deadline: Deadline): Promise<(AppendOutcome | null)[]> {
    const outcomes: (AppendOutcome | null)[] = drafts.map(() => null)
    const lanes = lanesOf(drafts, (at, outcome) => (outcomes[at] = outcome))
    const admission = await this.#lease.admit([...lanes.keys()], deadline)
    for (let heads = await this.#headsOf(admission, deadline); heads.size > 0;) {
      await this.#refuseDeparted(lanes, heads, deadline)
      const again = await this.#tryAll(lanes, heads, deadline)
      heads = await this.#numbers.heads(again, deadline)
    }
    const reached = [...lanes.values()].flatMap((lane) => lane.reached ?? [])
    await this.#lease.finish(reached, admission, deadline)
    return outcomes
  }

  async #headsOf({ turns, others }: LeaseGrant, deadline: Deadline): Promise<Heads> {
    for (const [id, head] of turns) {
      if (!this.#numbers.isOwn(id, head)) this.#lease.contended(id)
    }
    const [inTurn, without] = await Promise.all([
      this.#numbers.confirmed([...turns.keys()], turns, deadline),
      this.#numbers.likelyHeads(others, deadline),
    ])
    return new Map([...inTurn, ...without])
  }

  /** Before anything is numbered from these heads. */
  async #refuseDeparted(
    lanes: ReadonlyMap<ConversationId, AppendLane>,
    heads: Heads,
    deadline: Deadline,
  ): Promise<void> {
    const ofMembers = [...heads].filter(([id]) => lanes.get(id)?.isOfMembers)
    await this.#departures.follow(new Map(ofMembers), deadline)
    const departedAt = (draft: MessageDraft): number | null => this.#departures.of(draft)
    const tried = ofMembers.flatMap(([id]) => lanes.get(id) ?? [])
    const refused = tried.flatMap(({ drafts }) => drafts.filter((draft) => departedAt(draft) !== null))
    if (refused.length === 0) return
    const stored = await this.#storedAmong(refused, deadline)
    for (const lane of tried) {
      lane.storedBefore((draft) => stored.get(keyOf(draft)))
      lane.refuse(departedAt)
    }
  }

  /** Returns the conversations of which something waits that only was in the way of itself. */
  async #tryAll(
    lanes: ReadonlyMap<ConversationId, AppendLane>,
    heads: Heads,
    deadline: Deadline,
  ): Promise<ConversationId[]> {
    // In the same order everywhere, so that no two servers' threads wait for each other's documents.
    const runs = [...heads.keys()].toSorted().flatMap((id): Run[] => {
      const [lane, head] = [lanes.get(id), heads.get(id)]
      return lane && head ? [{ lane, documents: lane.numbered(head) }] : []
    })
    const { singles = [], others = [] } = Object.groupBy(runs, ({ documents }) =>
      documents.length === 1 ? 'singles' : 'others',
    )
    const refused: AppendLane[] = []
    await Promise.all([
      this.#insertSingles(singles, refused, deadline),
      this.#insertOthers(others, refused, deadline),
    ])
    return this.#answerStored(refused, deadline)
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
    const rounds = Math.max(0, ...runs.map(({ documents }) => documents.length))
    if (rounds * conversationsAtOnce > runs.length) {
      return withWorkers(runs, conversationsAtOnce, (run) => this.#insertRun(run, refused, deadline))
    }
    let open = runs
    for (let round = 0; round < rounds; round++) {
      open = open.filter(({ documents }) => documents.length > round)
      const next = open.map(({ lane, documents }) => ({ lane, documents: documents.slice(round, round + 1) }))
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
    this.#departures.wrote(lane.conversationId, documents)
  }

  /**
   * A key was taken: drafts that were stored before have their answer now, and what is left of theirs is
   * numbered again. Where there are none, another instance was quicker, and it is the turn of this one later.
   */
  async #answerStored(lanes: readonly AppendLane[], deadline: Deadline): Promise<ConversationId[]> {
    for (const { conversationId } of lanes) this.#numbers.invalidate(conversationId)
    const drafts = lanes.flatMap((lane) => lane.drafts)
    const stored = await this.#storedAmong(drafts, deadline)
    const again: ConversationId[] = []
    for (const lane of lanes) {
      const { conversationId } = lane
      const isOwnDoing = lane.storedBefore((draft) => stored.get(keyOf(draft)))
      if (!isOwnDoing) this.#lease.contended(conversationId)
      else if (!lane.isDone) again.push(conversationId)
    }
    return again
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
