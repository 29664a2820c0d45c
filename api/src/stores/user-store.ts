import type { Audience, Location, Privacy, UserId } from '@parley/shared'

export interface User {
  readonly id: UserId
  /** After NFKC and lower case; unique. */
  readonly username: string
  readonly displayName: string
  /** Of its hash; null where there is none. */
  readonly picture: string | null
  readonly passwordHash: string
  readonly bio: string
  readonly pronouns: string
  readonly statusText: string
  readonly location: Location
  readonly locationAudience: Audience
  readonly privacy: Privacy
  readonly createdAt: Date
  readonly lastSeenAt: Date | null
  readonly deletedAt: Date | null
}

export type UserPatch = Partial<
  Pick<User, 'displayName' | 'bio' | 'pronouns' | 'statusText' | 'location' | 'locationAudience'>
> & { readonly privacy?: Partial<Privacy> }

export interface UserSearch {
  /** As typed, trimmed and in lower case. By the rule of nameBeginnings, in the username and the display name. */
  readonly prefix: string
  /** The last username of the page before. */
  readonly after: string | null
  readonly limit: number
  /** Whoever has blocked this person is found by the whole username alone. */
  readonly viewerId: UserId
  /** So is whoever shares no conversation with them. */
  readonly acquaintedOnly?: boolean
}

export interface UserStore {
  /** @throws Duplicate when the username is taken, also by a deleted account */
  create(user: User): Promise<void>
  /** As `create`, where nobody has ever had an account; false, and nothing, where somebody has. */
  createFirst(user: User): Promise<boolean>
  /** Whether anybody has ever had an account. */
  hasAny(): Promise<boolean>
  byId(id: UserId): Promise<User | null>
  byUsername(username: string): Promise<User | null>
  /** In no order; unknown ids are left out. */
  byIds(ids: readonly UserId[]): Promise<User[]>
  /**
   * However many. A version is another one after each change of the user's memberships (not of what they have read, muted
   * or hidden), also by what the other person of a direct conversation sets, closes or removes, of their privacy, after
   * each end of sessions of theirs, and once the account is removed.
   */
  versions(ids: readonly UserId[]): Promise<Map<UserId, number>>
  /** True when it changed what the person's direct conversations are for either of the two: who writes, or sees who has read. */
  update(id: UserId, patch: UserPatch): Promise<boolean>
  /** Only when the hash is still `from`: of two changes at the same moment one is refused. */
  replaceHash(id: UserId, from: string, to: string): Promise<boolean>
  setLastSeen(id: UserId, at: Date): Promise<void>
  /** Empties the profile and the password hash and keeps the username taken for ever. */
  remove(id: UserId, at: Date): Promise<void>
  /** In order of username, without deleted accounts, and for an empty prefix without whom one has blocked. */
  search(query: UserSearch): Promise<User[]>
}
