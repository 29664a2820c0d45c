import type { ConversationId, Draft, DraftEdit } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { DraftPageQuery, DraftRecord, DraftWrite } from '../../stores/accounts/draft-store.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { ActionRates } from '../action-rates.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import { refusingLimits } from '../conversations/refusals.ts'
import { DomainError } from '../errors.ts'
import { paged, type Paged } from '../paging.ts'
import type { Clock } from '../ports.ts'
import type { Viewer } from '../viewer.ts'
import { messageText } from '../messages/message-text.ts'

export interface DraftParts {
  readonly stores: Pick<ConversationStores, 'drafts'>
  readonly access: ConversationAccess
  readonly bus: Bus
  readonly actionRates: ActionRates
  readonly clock: Clock
}

interface Drafts extends Paged<Draft, number> {
  readonly version: number
}

/** What one has typed and not sent, in step across one's own devices. Nobody else is told. */
export class DraftService {
  readonly #parts: DraftParts

  constructor(parts: DraftParts) {
    this.#parts = parts
  }

  /**
   * The same again changes nothing.
   * @throws DomainError conversation_not_found, message_too_long, draft_outdated, too_many_drafts, rate_limited
   */
  async save(viewer: Viewer, conversationId: ConversationId, edit: DraftEdit): Promise<Draft> {
    const text = messageText(edit.text, true)
    const { replyTo = null, fileCount = 0, baseVersion } = edit
    if (text === '') return this.clear(viewer, conversationId, baseVersion)
    await this.#parts.access.membership(viewer.userId, conversationId)
    return this.#write(viewer, { conversationId, text, replyTo, fileCount, baseVersion })
  }

  /** Also where one is no member any more: what was typed there is still one's own. @throws DomainError draft_outdated, rate_limited */
  clear(viewer: Viewer, conversationId: ConversationId, baseVersion: number): Promise<Draft> {
    return this.#write(viewer, { conversationId, text: '', replyTo: null, fileCount: 0, baseVersion })
  }

  /** Those of conversations that are lost as well. */
  async list({ userId }: Viewer, { after, limit }: DraftPageQuery): Promise<Drafts> {
    const { drafts } = this.#parts.stores
    const version = await drafts.version(userId) // first: what changes meanwhile has a later one
    const found = await drafts.page(userId, { after, limit: limit + 1 })
    const { items, next } = paged(found, limit, (record) => record.version)
    return { items: items.map(toDraft), next, version }
  }

  async #write({ userId }: Viewer, write: Omit<DraftWrite, 'at'>): Promise<Draft> {
    const { stores, actionRates, bus, clock } = this.#parts
    actionRates.require(userId, 'draft')
    const written = stores.drafts.write(userId, { ...write, at: clock.now() })
    const { kind, draft: record } = await refusingLimits(written)
    const draft = toDraft(record)
    if (kind === 'outdated') throw new DomainError('draft_outdated', { draft })
    if (kind === 'changed') bus.publish(userTopic(userId), { type: 'draft', draft })
    return draft
  }
}

const toDraft = ({ updatedAt, ...draft }: DraftRecord): Draft => ({
  ...draft,
  updatedAt: updatedAt?.toISOString() ?? null,
})
