import { limits, type ConversationId, type Message, type SearchHit } from '@parley/shared'
import { highlights, inCodePoints, Sought } from '@parley/shared/text'

import type { MembershipStore } from '../../stores/membership-store.ts'
import type { FoundMessages, MessageStore } from '../../stores/message-store.ts'
import type { UserStore } from '../../stores/user-store.ts'
import type { BlockGuard } from '../blocking/block-guard.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import { DomainError } from '../errors.ts'
import { cleanLine } from '../texts.ts'
import type { Viewer } from '../viewer.ts'
import { SearchFilters } from './search-filter.ts'

/** Long texts of scripts that are hard to take apart are marked for so long at a time, with others in between. */
const markingSliceMs = 10

export interface Search {
  /** As typed, with its filters: see searchTerms. */
  readonly text: string
  /** Null searches all of one's conversations. */
  readonly conversationId: ConversationId | null
  readonly timeZone: string | null
  readonly after: string | null
  readonly limit: number
}

export interface SearchAnswer extends Omit<FoundMessages, 'hits'> {
  readonly hits: SearchHit[]
}

interface SearchParts {
  readonly access: ConversationAccess
  readonly guard: BlockGuard
  readonly memberships: MembershipStore
  readonly messages: MessageStore
  readonly users: UserStore
}

/** Finds messages where one is a member now, and nowhere else. */
export class SearchService {
  readonly #parts: SearchParts
  readonly #filters: SearchFilters

  constructor(parts: SearchParts) {
    this.#parts = parts
    this.#filters = new SearchFilters(parts.users, parts.memberships)
  }

  /** @throws DomainError invalid_request, search_too_short, conversation_not_found */
  async search(viewer: Viewer, { conversationId, timeZone, ...search }: Search): Promise<SearchAnswer> {
    const text = cleanLine(search.text, limits.searchQueryMax, '/q')
    const { guard, messages } = this.#parts
    const { userId } = viewer
    const { filter, conversationIds } = await this.#filters.read(text, { userId, timeZone })
    if (filter === null && new Sought(text).isEmpty)
      throw new DomainError('search_too_short', { field: '/q' })
    const fromSeqs = await this.#reachable(viewer, conversationId)
    const within = [...fromSeqs.keys()].filter((id) => conversationIds?.has(id) ?? true)
    const { blocked } = await guard.of(userId)
    const found = await messages.search({
      ...search,
      text,
      filter,
      conversationIds: filter?.senderIds?.length === 0 ? [] : within,
      fromSeqs,
      blocked: [...blocked],
    })
    // What one was removed from meanwhile is not answered.
    const lasting = await this.#reachable(viewer, conversationId)
    const hits = found.hits.filter(({ conversationId: id, seq }) => seq >= (lasting.get(id) ?? Infinity))
    return { ...found, hits: await withRanges(hits, text) }
  }

  /** With the first seq that is there for the viewer. */
  async #reachable(
    { userId }: Viewer,
    conversationId: ConversationId | null,
  ): Promise<Map<ConversationId, number>> {
    const { access, memberships } = this.#parts
    if (conversationId !== null) {
      const { readsFromSeq } = await access.membership(userId, conversationId)
      return new Map([[conversationId, readsFromSeq]])
    }
    const own = await memberships.ofUser(userId)
    return new Map(own.map((membership) => [membership.conversationId, membership.readsFromSeq]))
  }
}

async function withRanges(messages: readonly Message[], query: string): Promise<SearchHit[]> {
  const hits: SearchHit[] = []
  let sliceEndsMs = performance.now() + markingSliceMs
  for (const message of messages) {
    const ranges = highlights(message.text, query).slice(0, limits.searchRangesMax)
    hits.push({ ...message, ranges: inCodePoints(message.text, ranges) })
    if (performance.now() < sliceEndsMs) continue
    await new Promise(setImmediate)
    sliceEndsMs = performance.now() + markingSliceMs
  }
  return hits
}
