import type { User, UserStore } from '../../../stores/user-store.ts'
import { DomainError } from '../../errors.ts'
import type { Viewer } from '../../viewer.ts'
import type { Passwords } from './passwords.ts'
import type { Throttle } from './throttle.ts'
import { confirmationGate } from './throttle-rules.ts'

/** Asks who is signed in for their password again: a borrowed or stolen session alone must not take over an account. */
export class PasswordConfirmation {
  readonly #users: UserStore
  readonly #passwords: Passwords
  readonly #throttle: Throttle

  constructor(users: UserStore, passwords: Passwords, throttle: Throttle) {
    this.#users = users
    this.#passwords = passwords
    this.#throttle = throttle
  }

  /** @throws DomainError password_wrong, rate_limited, overloaded, not_signed_in */
  async require(viewer: Viewer, password: string): Promise<User> {
    const user = await this.#users.byId(viewer.userId)
    if (user === null || user.deletedAt !== null) throw new DomainError('not_signed_in')
    const gate = confirmationGate(user.id)
    return this.#throttle.hold([gate], async () => {
      if (await this.#passwords.verify(user.passwordHash, password, 'known')) {
        await this.#throttle.clear([gate])
        return user
      }
      await this.#throttle.count([gate])
      throw new DomainError('password_wrong')
    })
  }
}
