import type { PasswordChange, UserId } from '@parley/shared'

import type { UserStore } from '../../stores/user-store.ts'
import { DomainError } from '../errors.ts'
import type { Origin, Viewer } from '../viewer.ts'
import type { ActivityService } from './activity-service.ts'
import type { Confirmation } from './sign-in/confirmation.ts'
import type { Passwords } from './sign-in/passwords.ts'
import type { SessionService } from './sign-in/session-service.ts'

/** What only someone who knows the password may do to an account. */
export class AccountService {
  readonly #users: UserStore
  readonly #passwords: Passwords
  readonly #confirmation: Confirmation
  readonly #sessions: SessionService
  readonly #activity: ActivityService

  constructor(
    users: UserStore,
    passwords: Passwords,
    confirmation: Confirmation,
    sessions: SessionService,
    activity: ActivityService,
  ) {
    this.#users = users
    this.#passwords = passwords
    this.#confirmation = confirmation
    this.#sessions = sessions
    this.#activity = activity
  }

  /**
   * Ends every other session.
   * @throws DomainError password_wrong, password_too_short, password_too_long, password_too_common, rate_limited
   */
  async changePassword(viewer: Viewer, change: PasswordChange, origin: Origin): Promise<void> {
    const user = await this.#confirmation.require(viewer, change.currentPassword)
    this.#passwords.requireAcceptable(change.newPassword, user.username, '/newPassword')
    const newHash = await this.#passwords.hash(change.newPassword, 'known')
    await this.#replaceHash(user.id, user.passwordHash, newHash)
    await this.#activity.record(user.id, 'password-changed', origin)
    await this.#sessions.endOthers(viewer, origin)
  }

  /** Of two changes at the same moment one wins, and the other was made with a password that is no more. */
  async #replaceHash(userId: UserId, from: string, to: string): Promise<void> {
    if (!(await this.#users.replaceHash(userId, from, to))) throw new DomainError('password_wrong')
  }
}
