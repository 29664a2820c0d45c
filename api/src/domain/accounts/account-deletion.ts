import type { UserId } from '@parley/shared'

import type { Bus } from '../../bus/bus.ts'
import type { UserStore } from '../../stores/user-store.ts'
import type { Clock } from '../ports.ts'
import { tellWatchers } from '../presence/tell-watchers.ts'
import type { Viewer } from '../viewer.ts'
import type { Confirmation } from './sign-in/confirmation.ts'
import type { SessionService } from './sign-in/session-service.ts'

export interface GroupLeaver {
  /** @throws DomainError owner_must_hand_over before anything is left */
  leaveAll(userId: UserId): Promise<void>
}

export interface DeletionParts {
  readonly users: UserStore
  readonly confirmation: Confirmation
  readonly sessions: SessionService
  readonly groups: GroupLeaver
  readonly bus: Bus
  readonly clock: Clock
}

/** Deletes accounts. Their messages stay, and their usernames stay taken. */
export class AccountDeletion {
  readonly #parts: DeletionParts

  constructor(parts: DeletionParts) {
    this.#parts = parts
  }

  /**
   * Sessions end first: wherever it breaks off, there is either an account to sign in to and delete
   * again, or none that somebody is signed in to.
   * @throws DomainError password_wrong, owner_must_hand_over, rate_limited
   */
  async delete(viewer: Viewer, password: string): Promise<void> {
    const { users, confirmation, sessions, groups, bus, clock } = this.#parts
    const user = await confirmation.require(viewer, password)
    await groups.leaveAll(user.id)
    await sessions.endAll(user.id)
    await users.remove(user.id, clock.now())
    tellWatchers(bus, [user.id]) // direct conversations stay, in which they were watched
  }
}
