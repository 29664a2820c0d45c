import type { PasswordChange, UserId } from '@parley/shared'

import type { Bus } from '../../bus/bus.ts'
import type { UserStore } from '../../stores/user-store.ts'
import { DomainError } from '../errors.ts'
import { tellWatchers } from '../presence/tell-watchers.ts'
import type { Clock } from '../ports.ts'
import type { Origin, Viewer } from '../viewer.ts'
import type { ActivityService } from './activity-service.ts'
import type { Passwords } from './sign-in/passwords.ts'
import type { PasswordConfirmation } from './sign-in/password-confirmation.ts'
import type { SessionService } from './sign-in/session-service.ts'
import type { AccessTokenService } from './tokens/access-token-service.ts'

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
  readonly confirmation: PasswordConfirmation
  readonly sessions: SessionService
  readonly tokens: AccessTokenService
  readonly activity: ActivityService
  readonly groups: GroupLeaver
  readonly directs: DirectsOfAccount
  readonly bus: Bus
  readonly clock: Clock
}

/** What only someone who knows the password may do to an account. */
export class AccountService {
  readonly #parts: AccountServiceParts

  constructor(parts: AccountServiceParts) {
    this.#parts = parts
  }

  /**
   * Ends every other session. Access tokens stay, which their owner is told: programs would stop of which nobody thought.
   * @throws DomainError password_wrong, password_too_short, password_too_long, password_too_common,
   *   password_weak, rate_limited
   */
  async changePassword(viewer: Viewer, change: PasswordChange, origin: Origin): Promise<void> {
    const { users, passwords, confirmation, sessions, activity } = this.#parts
    const user = await confirmation.require(viewer, change.currentPassword)
    const refusal = await passwords.refusalOf(change.newPassword, user, '/newPassword')
    if (refusal !== null) throw refusal
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
    const { users, confirmation, sessions, tokens, groups, directs, bus, clock } = this.#parts
    const user = await confirmation.require(viewer, password)
    await groups.leaveAll(user.id)
    await sessions.endAll(user.id)
    await tokens.revokeAll(user.id)
    await users.remove(user.id, clock.now())
    tellWatchers(bus, [user.id]) // direct conversations stay, in which they were watched
    await directs.changed(user.id)
  }
}
