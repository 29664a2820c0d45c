import { storedLine, type Profile, type UserCard, type UserId } from '@parley/shared'

import type { User, UserStore } from '../../../stores/user-store.ts'
import { DomainError } from '../../errors.ts'
import { paged, type Paged } from '../../paging.ts'
import type { Viewer } from '../../viewer.ts'
import { isApart, type BlockGuard } from '../../blocking/block-guard.ts'
import { isInAudience, type AudienceStores } from './audience.ts'
import { profileOf } from './profile-view.ts'
import { userCard } from './user-card.ts'
import { normalizeUsername } from './username-rules.ts'

/** Whom one finds without knowing their username: everyone, or those with whom one shares a conversation. */
export type PeopleDirectory = 'everyone' | 'groups'

export interface PeopleQuery {
  readonly prefix: string
  readonly after: string | null
  readonly limit: number
}

export interface PeopleStores extends AudienceStores {
  readonly users: UserStore
}

/** Other people, as the viewer may see them. */
export class PeopleService {
  readonly #stores: PeopleStores
  readonly #guard: BlockGuard
  readonly #directory: PeopleDirectory

  constructor(stores: PeopleStores, guard: BlockGuard, directory: PeopleDirectory) {
    this.#stores = stores
    this.#guard = guard
    this.#directory = directory
  }

  /** By the username and the display name; nothing else of a profile is searched. */
  async search(viewer: Viewer, query: PeopleQuery): Promise<Paged<UserCard, string>> {
    const prefix = storedLine(query.prefix).toLowerCase()
    const users = await this.#stores.users.search({
      prefix,
      after: query.after,
      limit: query.limit + 1,
      viewerId: viewer.userId,
      acquaintedOnly: this.#directory === 'groups',
    })
    const { items, next } = paged(users, query.limit, (user) => user.username)
    return { items: items.map(userCard), next }
  }

  async cards(ids: readonly UserId[]): Promise<UserCard[]> {
    const users = await this.#stores.users.byIds([...new Set(ids)])
    return users.map(userCard)
  }

  /** Also of deleted accounts, whose messages stay. @throws DomainError user_not_found */
  async profile(viewer: Viewer, userId: UserId): Promise<Profile> {
    return this.#seenBy(viewer, await this.#stores.users.byId(userId))
  }

  /** @throws DomainError user_not_found */
  async profileByUsername(viewer: Viewer, username: string): Promise<Profile> {
    const normalized = normalizeUsername(username)
    const user = normalized === null ? null : await this.#stores.users.byUsername(normalized)
    return this.#seenBy(viewer, user?.deletedAt === null ? user : null)
  }

  async #seenBy(viewer: Viewer, user: User | null): Promise<Profile> {
    if (user === null) throw new DomainError('user_not_found')
    const [blocks, maySeeLocation] = await Promise.all([
      this.#guard.of(viewer.userId),
      isInAudience(this.#stores, user.locationAudience, user.id, viewer.userId),
    ])
    return isApart(blocks, user.id)
      ? profileOf({ ...user, bio: '', pronouns: '', statusText: '' }, null) // as of who says nothing of themselves
      : profileOf(user, maySeeLocation ? user.location : null)
  }
}
