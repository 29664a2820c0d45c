import type { UserId } from '@parley/shared'

import type { PresenceRegistry } from './presence-registry.ts'

export class LocalPresence implements PresenceRegistry {
  readonly #here = new Set<UserId>()

  enter(userId: UserId): Promise<void> {
    this.#here.add(userId)
    return Promise.resolve()
  }

  leave(userId: UserId): Promise<boolean> {
    this.#here.delete(userId)
    return Promise.resolve(true)
  }

  leaveAll(): Promise<UserId[]> {
    const userIds = [...this.#here]
    this.#here.clear()
    return Promise.resolve(userIds)
  }

  onlineAmong(userIds: readonly UserId[]): Promise<ReadonlySet<UserId>> {
    return Promise.resolve(new Set(userIds.filter((userId) => this.#here.has(userId))))
  }

  /** Who is gone with this instance, nobody is left to tell. */
  onGone(): void {}

  onBack(): void {}
}
