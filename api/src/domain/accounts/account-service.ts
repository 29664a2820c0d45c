import type { PasswordChange, UserId } from '@parley/shared'

import type { Bus } from '../../bus/bus.ts'
import type { User, UserStore } from '../../stores/user-store.ts'
import { DomainError } from '../errors.ts'
import { tellWatchers } from '../presence/tell-watchers.ts'
import type { Clock } from '../ports.ts'
import type { Origin, Viewer } from '../viewer.ts'
import type { ActivityService } from './activity-service.ts'
import type { Passwords } from './sign-in/passwords.ts'
import type { SessionService } from './sign-in/session-service.ts'
import type { Throttle } from './sign-in/throttle.ts'
import { confirmationGate } from './sign-in/throttle-rules.ts'

export interface GroupLeaver {
  /** @throws DomainError owner_must_hand_over before anything is left */
  leaveAll(userId: UserId): Promise<void>
}

/** What an account means for its direct conversations, which stay. */
export interface DirectsOfAccount {
  /** @throws DomainError rate_limited */
  requireChange(userId: UserId): Promise<void>
  changed(userId: UserId): Promise<void>
}

interface AccountServiceParts {
  readonly users: UserStore
  readonly passwords: Passwords
  readonly throttle: Throttle
  readonly sessions: SessionService
  readonly activity: ActivityService
  readonly groups: GroupLeaver
  readonly directs: DirectsOfAccount
  readonly bus: Bus
  readonly clock: Clock
}

/** What only someone who knows the password may do to an account: a borrowed or stolen session alone must not take it over. */
export class AccountService {
  readonly #parts: AccountServiceParts

  constructor(parts: AccountServiceParts) {
    this.#parts = parts
  }

  /**
   * Ends every other session.
   * @throws DomainError password_wrong, password_too_short, password_too_long, password_too_common, rate_limited
   */
  async changePassword(viewer: Viewer, change: PasswordChange, origin: Origin): Promise<void> {
    const { users, passwords, sessions, activity } = this.#parts
    const user = await this.#confirm(viewer, change.currentPassword)
    await passwords.requireAcceptable(change.newPassword, user.username, '/newPassword')
    const newHash = await passwords.hash(change.newPassword, 'known')
    // Of two changes at the same moment one wins, and the other was made with a password that is no more.
    if (!(await users.replaceHash(user.id, user.passwordHash, newHash)))
      throw new DomainError('password_wrong')
    await activity.record(user.id, 'password-changed', origin)
    await sessions.endOthers(viewer, origin)
  }

  /**
   * Messages stay, and the username stays taken. Sessions end first: wherever it breaks off, there is either an
   * account to sign in to and delete again, or none that somebody is signed in to.
   * @throws DomainError password_wrong, owner_must_hand_over, rate_limited
   */
  async delete(viewer: Viewer, password: string): Promise<void> {
    const { users, sessions, groups, directs, bus, clock } = this.#parts
    const user = await this.#confirm(viewer, password)
    await groups.leaveAll(user.id)
    await sessions.endAll(user.id)
    await users.remove(user.id, clock.now())
    tellWatchers(bus, [user.id]) // direct conversations stay, in which they were watched
    await directs.changed(user.id)
  }

  /** @throws DomainError password_wrong, rate_limited, overloaded, not_signed_in */
  async #confirm(viewer: Viewer, password: string): Promise<User> {
    const { users, passwords, throttle } = this.#parts
    const user = await users.byId(viewer.userId)
    if (user === null || user.deletedAt !== null) throw new DomainError('not_signed_in')
    const gate = confirmationGate(user.id)
    return throttle.hold([gate], async () => {
      if (await passwords.verify(user.passwordHash, password, 'known')) {
        await throttle.clear([gate])
        return user
      }
      await throttle.count([gate])
      throw new DomainError('password_wrong')
    })
  }
}
