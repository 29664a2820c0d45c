import type { ConversationId } from '@parley/shared'

import type { AppendOutcome, MessageDraft } from '../../../stores/message-store.ts'
import type { Call } from '../connection/call.ts'
import { contentFields, type ContentDocument, type MessageDocument } from '../message-document.ts'
import { headsOf } from '../reading/heads.ts'
import { ArrivalIds } from './arrival-ids.ts'
import { byConversation, type ConversationBatch } from './conversation-batch.ts'
import type { ConversationLease, LeaseGrant } from './conversation-lease.ts'
import { Departures } from './departures.ts'
import type { KnownHeads } from './known-heads.ts'
import type { Heads } from './listed-heads.ts'
import { MessageInserter, type Run } from './message-inserter.ts'

type Batches = ReadonlyMap<ConversationId, ConversationBatch>

/** Tries n+1 only when n exists: after any crash, against any other instance, a conversation's messages are 1..N. */
export class MessageAppender {
  readonly #known: KnownHeads
  readonly #lease: ConversationLease
  readonly #departures = new Departures()
  readonly #ids = new ArrivalIds()

  constructor(known: KnownHeads, lease: ConversationLease) {
    this.#known = known
    this.#lease = lease
  }

  async append(call: Call, drafts: readonly MessageDraft[]): Promise<(AppendOutcome | null)[]> {
    const outcomes: (AppendOutcome | null)[] = drafts.map(() => null)
    const batches = byConversation(drafts, (at, outcome) => (outcomes[at] = outcome))
    const [grant] = await Promise.all([
      this.#lease.acquire(call, [...batches.keys()]),
      this.#ids.follow(call),
    ])
    for (let heads = await this.#headsOf(call, grant); heads.size > 0;) {
      await this.#refuseDeparted(call, batches, heads)
      heads = await headsOf(call, await this.#tryAll(call, batches, heads))
    }
    const moves = [...batches.values()].flatMap((batch) => batch.headMove ?? [])
    await this.#lease.release(call, moves, grant)
    return outcomes
  }

  async #headsOf(call: Call, { leased, others }: LeaseGrant): Promise<Heads> {
    for (const [id, head] of leased) {
      if (!this.#known.isOwn(id, head)) this.#lease.contended(id)
    }
    const [withLease, without] = await Promise.all([
      this.#known.confirmed(call, [...leased.keys()], leased),
      this.#known.likely(call, others),
    ])
    return new Map([...withLease, ...without])
  }

  /** Before anything is numbered from these heads. */
  async #refuseDeparted(call: Call, batches: Batches, heads: Heads): Promise<void> {
    const ofMembers = [...heads].filter(([id]) => batches.get(id)?.isOfMembers)
    await this.#departures.follow(call, new Map(ofMembers))
    const departedAt = (draft: MessageDraft): number | null => this.#departures.of(draft)
    const tried = ofMembers.flatMap(([id]) => batches.get(id) ?? [])
    const refused = tried.flatMap(({ drafts }) => drafts.filter((draft) => departedAt(draft) !== null))
    if (refused.length === 0) return
    const stored = await storedAmong(call, refused)
    for (const batch of tried) {
      batch.storedBefore((draft) => stored.get(keyOf(draft)))
      batch.refuse(departedAt)
    }
  }

  /** Returns the conversations in which nothing but a repetition was in the way, so that they can be tried at once. */
  async #tryAll(call: Call, batches: Batches, heads: Heads): Promise<ConversationId[]> {
    // In the same order everywhere, so that no two servers' threads wait for each other's documents.
    const runs = [...heads.keys()].toSorted().flatMap((id): Run[] => {
      const [batch, head] = [batches.get(id), heads.get(id)]
      return batch && head && !batch.isDone ? [{ batch, documents: batch.numbered(head, this.#ids) }] : []
    })
    const inserter = new MessageInserter(call, (batch, documents) => this.#stored(batch, documents))
    await inserter.insert(runs)
    return this.#answerStored(call, inserter.refused)
  }

  #stored(batch: ConversationBatch, documents: readonly MessageDocument[]): void {
    batch.stored(documents)
    const last = documents.at(-1)
    if (last) this.#known.wrote(batch.conversationId, last)
    this.#departures.wrote(batch.conversationId, documents)
  }

  /**
   * A key was taken: drafts that were stored before have their answer now, and what is left is numbered
   * again. Where there are none, another instance was quicker, and this one tries again later.
   */
  async #answerStored(call: Call, batches: readonly ConversationBatch[]): Promise<ConversationId[]> {
    for (const { conversationId } of batches) this.#known.invalidate(conversationId)
    const stored = await storedAmong(
      call,
      batches.flatMap((batch) => batch.drafts),
    )
    const again: ConversationId[] = []
    for (const batch of batches) {
      const { conversationId } = batch
      const wasRepeated = batch.storedBefore((draft) => stored.get(keyOf(draft)))
      if (!wasRepeated) this.#lease.contended(conversationId)
      else if (!batch.isDone) again.push(conversationId)
    }
    return again
  }
}

async function storedAmong(
  { messages }: Call,
  drafts: readonly MessageDraft[],
): Promise<Map<string, ContentDocument>> {
  if (drafts.length === 0) return new Map()
  const $or = drafts.map((draft) => ({ c: draft.conversationId, s: draft.senderId, k: draft.clientId }))
  const query = { hint: 'by-client-id', projection: contentFields } as const
  const found = await messages.find<ContentDocument>({ $or }, query)
  return new Map(found.map((document) => [`${document.c} ${document.s} ${document.k}`, document]))
}

const keyOf = ({ conversationId, senderId, clientId }: MessageDraft): string =>
  `${conversationId} ${senderId} ${clientId}`
