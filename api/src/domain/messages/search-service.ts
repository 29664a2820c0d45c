import { limits, type ConversationId } from '@parley/shared'

import type { MembershipStore } from '../../stores/membership-store.ts'
import type { FoundMessages, MessageStore } from '../../stores/message-store.ts'
import { SearchQuery } from '../../stores/search-grams.ts'
import type { BlockGuard } from '../blocking/block-guard.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import { DomainError } from '../errors.ts'
import { cleanLine } from '../texts.ts'
import type { Viewer } from '../viewer.ts'

export interface Search {
  readonly text: string
  /** Null searches all of one's conversations. */
  readonly conversationId: ConversationId | null
  readonly after: string | null
  readonly limit: number
}

/** Finds messages where one is a member now, and nowhere else. */
export class SearchService {
  readonly #access: ConversationAccess
  readonly #memberships: MembershipStore
  readonly #messages: MessageStore
  readonly #guard: BlockGuard

  constructor(
    access: ConversationAccess,
    guard: BlockGuard,
    memberships: MembershipStore,
    messages: MessageStore,
  ) {
    this.#access = access
    this.#guard = guard
    this.#memberships = memberships
    this.#messages = messages
  }

  /** @throws DomainError invalid_request, search_too_short, conversation_not_found */
  async search(viewer: Viewer, { conversationId, ...search }: Search): Promise<FoundMessages> {
    const text = cleanLine(search.text, limits.searchMax, '/q')
    if (new SearchQuery(text).grams.length === 0) throw new DomainError('search_too_short', { field: '/q' })
    const fromSeqs = await this.#reachable(viewer, conversationId)
    const { blocked } = await this.#guard.of(viewer.userId)
    return this.#messages.search({
      ...search,
      text,
      conversationIds: [...fromSeqs.keys()],
      fromSeqs,
      blocked: [...blocked],
    })
  }

  /** With the first seq that is there for the viewer. */
  async #reachable(
    { userId }: Viewer,
    conversationId: ConversationId | null,
  ): Promise<Map<ConversationId, number>> {
    if (conversationId !== null) {
      const { readsFromSeq } = await this.#access.membership(userId, conversationId)
      return new Map([[conversationId, readsFromSeq]])
    }
    const memberships = await this.#memberships.ofUser(userId)
    return new Map(memberships.map((membership) => [membership.conversationId, membership.readsFromSeq]))
  }
}
