import type { UserId } from '@parley/shared'

import type { UserStore } from '../../stores/user-store.ts'
import type { Clock } from '../ports.ts'
import type { Viewer } from '../viewer.ts'
import type { Confirmation } from './confirmation.ts'
import type { SessionService } from './session-service.ts'

export interface GroupLeaver {
  /** @throws DomainError owner_must_hand_over before anything is left */
  leaveAll(userId: UserId): Promise<void>
}

/** Deletes accounts. Their messages stay, and their usernames stay taken. */
export class AccountDeletion {
  readonly #users: UserStore
  readonly #confirmation: Confirmation
  readonly #sessions: SessionService
  readonly #groups: GroupLeaver
  readonly #clock: Clock

  constructor(
    users: UserStore,
    confirmation: Confirmation,
    sessions: SessionService,
    groups: GroupLeaver,
    clock: Clock,
  ) {
    this.#users = users
    this.#confirmation = confirmation
    this.#sessions = sessions
    this.#groups = groups
    this.#clock = clock
  }

  /**
   * Sessions end first: wherever it breaks off, there is either an account to sign in to and delete
   * again, or none that somebody is signed in to.
   * @throws DomainError password_wrong, owner_must_hand_over, rate_limited
   */
  async delete(viewer: Viewer, password: string): Promise<void> {
    const user = await this.#confirmation.require(viewer, password)
    await this.#groups.leaveAll(user.id)
    await this.#sessions.endAll(user.id)
    await this.#users.remove(user.id, this.#clock.now())
  }
}
