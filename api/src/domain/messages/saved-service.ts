import type { ConversationId, Message, SavedChange, SavedMessage, SavedPlaces } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { SavedPageQuery, SavedPlace, SavedRecord } from '../../stores/accounts/saved-store.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import { withWorkers } from '../../stores/with-workers.ts'
import type { ActionRates } from '../action-rates.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import { refusingLimits } from '../conversations/refusals.ts'
import { DomainError } from '../errors.ts'
import { paged, type Paged } from '../paging.ts'
import type { Clock } from '../ports.ts'
import type { Viewer } from '../viewer.ts'
import type { ReactionService } from './reaction-service.ts'

export interface SavedParts {
  readonly stores: Pick<ConversationStores, 'saved' | 'messages'>
  readonly access: ConversationAccess
  readonly reactions: ReactionService
  readonly bus: Bus
  readonly actionRates: ActionRates
  readonly clock: Clock
}

interface SavedMessages extends Paged<SavedMessage, number> {
  readonly version: number
}

/** Of a page, so many are read at a time. */
const conversationsAtOnce = 8

/** What one wants to find again. Nobody else is told, and nothing of it is kept but where it is. */
export class SavedService {
  readonly #parts: SavedParts

  constructor(parts: SavedParts) {
    this.#parts = parts
  }

  /**
   * Again changes nothing.
   * @throws DomainError conversation_not_found, message_not_found, message_deleted, too_many_saved, rate_limited
   */
  async save(viewer: Viewer, place: SavedPlace): Promise<SavedChange> {
    const { stores, access, actionRates, clock } = this.#parts
    const { conversationId, seq } = place
    const { readsFromSeq } = await access.membership(viewer.userId, conversationId)
    const [message] = seq < readsFromSeq ? [] : await stores.messages.bySeqs(conversationId, [seq])
    if (!message) throw new DomainError('message_not_found')
    if (message.deletedAt !== null) throw new DomainError('message_deleted')
    actionRates.require(viewer.userId, 'edit')
    const version = await refusingLimits(stores.saved.save(viewer.userId, place, clock.now()))
    return this.#told(viewer, place, true, version)
  }

  /** Also what is not there any more. @throws DomainError rate_limited */
  async remove(viewer: Viewer, place: SavedPlace): Promise<SavedChange> {
    this.#parts.actionRates.require(viewer.userId, 'edit')
    const version = await this.#parts.stores.saved.remove(viewer.userId, place)
    return this.#told(viewer, place, false, version)
  }

  async list(viewer: Viewer, { before, limit }: SavedPageQuery): Promise<SavedMessages> {
    const { saved } = this.#parts.stores
    const version = await saved.version(viewer.userId) // first: what changes meanwhile has a later one
    const found = await saved.page(viewer.userId, { before, limit: limit + 1 })
    const { items, next } = paged(found, limit, (record) => record.version)
    const shown = new Map<SavedRecord, SavedMessage>()
    const byConversation = [...Map.groupBy(items, ({ conversationId }) => conversationId)]
    await withWorkers(byConversation, conversationsAtOnce, async ([id, records]) => {
      const messages = await this.#messages(viewer, id, records)
      for (const record of records) shown.set(record, savedMessage(record, messages))
    })
    return { items: items.flatMap((record) => shown.get(record) ?? []), next, version }
  }

  async places(viewer: Viewer): Promise<SavedPlaces> {
    const { saved } = this.#parts.stores
    const version = await saved.version(viewer.userId) // first, as above
    return { items: await saved.places(viewer.userId), version }
  }

  /** By seq, as far as they are there for oneself; null where one is no member. */
  async #messages(
    viewer: Viewer,
    id: ConversationId,
    records: readonly SavedRecord[],
  ): Promise<ReadableMessages | null> {
    const { access, stores, reactions } = this.#parts
    const readsFromSeq = await access.readsFrom(viewer.userId, id)
    if (readsFromSeq === null) return null
    const seqs = records.map(({ seq }) => seq).filter((seq) => seq >= readsFromSeq)
    const found = seqs.length === 0 ? [] : await stores.messages.bySeqs(id, seqs)
    const messages = await reactions.withOwn(viewer, found)
    return { readsFromSeq, bySeq: new Map(messages.map((message) => [message.seq, message])) }
  }

  async #told(
    { userId }: Viewer,
    place: SavedPlace,
    isSaved: boolean,
    version: number | null,
  ): Promise<SavedChange> {
    if (version === null) return { version: await this.#parts.stores.saved.version(userId) }
    const { conversationId, seq } = place
    this.#parts.bus.publish(userTopic(userId), { type: 'saved', conversationId, seq, isSaved, version })
    return { version }
  }
}

interface ReadableMessages {
  readonly readsFromSeq: number
  readonly bySeq: ReadonlyMap<number, Message>
}

function savedMessage(record: SavedRecord, readable: ReadableMessages | null): SavedMessage {
  const { conversationId, seq, savedAt } = record
  const item = { conversationId, seq, savedAt: savedAt.toISOString() }
  if (!readable || seq < readable.readsFromSeq) return { ...item, state: 'unavailable' }
  const message = readable.bySeq.get(seq)
  return message && message.deletedAt === null
    ? { ...item, state: 'here', message }
    : { ...item, state: 'gone' }
}
