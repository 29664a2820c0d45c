import type { UserId } from '@parley/shared'

import type { UserStore } from '../stores/user-store.ts'

/** No version is: what is kept of this person may be of another one. */
const doubtful = -1

/**
 * By which version of each person this instance knows what they are a member of, and which sessions they have. Read
 * before these are, so that the next comparison finds what changes in between.
 */
export class KnownVersions {
  readonly #users: UserStore
  readonly #known = new Map<UserId, number>()

  constructor(users: UserStore) {
    this.#users = users
  }

  /** Of people of whom something is about to be read. One that is known stays: other things were read by it. */
  async begin(userIds: readonly UserId[]): Promise<void> {
    const unknown = userIds.filter((userId) => !this.#known.has(userId))
    for (const [userId, version] of await this.#users.versions(unknown)) {
      if (!this.#known.has(userId)) this.#known.set(userId, version)
    }
  }

  /** Those whose version is another one, and is known from now on: read, or doubt. Of all others nothing is kept. */
  async changed(userIds: ReadonlySet<UserId>): Promise<UserId[]> {
    for (const userId of this.#known.keys()) if (!userIds.has(userId)) this.#known.delete(userId)
    const versions = [...(await this.#users.versions([...userIds]))]
    const changed = versions.filter(([userId, version]) => this.#known.get(userId) !== version)
    for (const [userId, version] of changed) this.#known.set(userId, version)
    return changed.map(([userId]) => userId)
  }

  /** The next comparison finds this person changed. */
  doubt(userId: UserId): void {
    this.#known.set(userId, doubtful)
  }

  doubtAll(): void {
    for (const userId of this.#known.keys()) this.doubt(userId)
  }
}
