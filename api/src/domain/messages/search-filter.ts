import type { ConversationId, UserId } from '@parley/shared'
import {
  isNamed,
  nameBeginnings,
  searchedKinds,
  searchFilters,
  searchForm,
  withoutAt,
  type SearchOperator,
} from '@parley/shared/text'

import type { ListedConversation, MembershipStore } from '../../stores/membership-store.ts'
import type { MessageFilter } from '../../stores/message-store.ts'
import type { User, UserStore } from '../../stores/user-store.ts'
import { isTimeZone } from '../accounts/profiles/profile-rules.ts'
import { normalizeUsername } from '../accounts/profiles/username-rules.ts'
import { dayAfter, startOfDay } from './days.ts'

/** How one says oneself. */
const self = 'me'

/** What is typed to find messages says more than words. */
export interface ReadFilter {
  readonly filter: MessageFilter | null
  /** Null is all of one's own. */
  readonly conversationIds: ReadonlySet<ConversationId> | null
}

interface Reader {
  readonly userId: UserId
  /** As their client says; null asks their profile. */
  readonly timeZone: string | null
}

/** Reads the filters of a query: names and days are those of who searches. */
export class SearchFilters {
  readonly #users: UserStore
  readonly #memberships: MembershipStore

  constructor(users: UserStore, memberships: MembershipStore) {
    this.#users = users
    this.#memberships = memberships
  }

  async read(query: string, reader: Reader): Promise<ReadFilter> {
    const filters = Map.groupBy(searchFilters(query), ({ operator }) => operator)
    const values = (operator: SearchOperator) => filters.get(operator)?.map(({ value }) => value) ?? []
    const [from, places] = [values('from'), values('in')]
    const filter = {
      senderIds: from.length === 0 ? null : await this.#senders(from, reader.userId),
      has: searchedKinds.filter((kind) => values('has').some((value) => value.toLowerCase() === kind)),
      ...(await this.#period(values, reader)),
    }
    return {
      filter: filters.size === 0 ? null : filter,
      conversationIds: places.length === 0 ? null : await this.#places(places, reader.userId),
    }
  }

  /** An unknown name is nobody's; one that is gone is still theirs. */
  async #senders(names: readonly string[], ownId: UserId): Promise<UserId[]> {
    const ids = await Promise.all(names.map((name) => this.#idOf(withoutAt(name), ownId)))
    return [...new Set(ids.flat())]
  }

  async #idOf(name: string, ownId: UserId): Promise<UserId[]> {
    if (name.toLowerCase() === self) return [ownId]
    const username = normalizeUsername(name)
    const user = username && (await this.#users.byUsername(username))
    return user ? [user.id] : []
  }

  /** In any of the places: those that are called so or, for each name that none is, those whose name it begins. */
  async #places(names: readonly string[], ownId: UserId): Promise<Set<ConversationId>> {
    const all = (await this.#memberships.listed(ownId)).map((listed) => ({
      id: listed.conversation.id,
      name: nameOf(listed),
    }))
    const found = names.map(withoutAt).map((name) => {
      const exact = all.filter((one) => searchForm(one.name) === searchForm(name))
      const beginnings = nameBeginnings(name)
      if (exact.length > 0 || beginnings.length === 0) return exact
      return all.filter((one) => isNamed([one.name], beginnings))
    })
    return new Set(found.flat().map(({ id }) => id))
  }

  async #period(values: (operator: SearchOperator) => string[], { userId, timeZone }: Reader) {
    const [on, after, before] = [values('on'), values('after'), values('before')]
    if (on.length + after.length + before.length === 0) return { fromMs: null, beforeMs: null }
    const zone = timeZone !== null && isTimeZone(timeZone) ? timeZone : zoneOf(await this.#users.byId(userId))
    const first = [...on, ...after.map(dayAfter)].sort().at(-1)
    const end = [...on.map(dayAfter), ...before].sort().at(0)
    return {
      fromMs: first === undefined ? null : startOfDay(first, zone),
      beforeMs: end === undefined ? null : startOfDay(end, zone),
    }
  }
}

const zoneOf = (user: User | null): string => user?.location.timeZone ?? 'UTC'

/** A person is called by their username, and one's notes by 'me'. */
function nameOf({ conversation, peer }: ListedConversation): string {
  if (conversation.kind === 'notes') return self
  return conversation.name ?? peer?.user.username ?? ''
}
