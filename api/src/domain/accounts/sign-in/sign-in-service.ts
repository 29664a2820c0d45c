import type { Credentials, Me, UserId } from '@parley/shared'

import type { User, UserStore } from '../../../stores/user-store.ts'
import { DomainError } from '../../errors.ts'
import type { Origin, Viewer } from '../../viewer.ts'
import type { ActivityService } from '../activity-service.ts'
import type { Passwords } from './passwords.ts'
import { meOf } from '../profiles/profile-view.ts'
import type { SessionService } from './session-service.ts'
import { signInGates, type SignInGates } from './sign-in-gates.ts'
import type { Throttle } from './throttle.ts'
import { usernameOfSignIn } from '../profiles/username-rules.ts'

/** Nobody has it, so that unknown users cost the same queries. */
const nobody = '00000000-0000-0000-0000-000000000000' as UserId

/** What names the browser that asks to an account in which it has signed in before; null to all others. */
export type DeviceOf = (userId: UserId) => string | null

const noDevice: DeviceOf = () => null

interface SignInParts {
  readonly users: UserStore
  readonly passwords: Passwords
  readonly throttle: Throttle
  readonly activity: ActivityService
  readonly sessions: SessionService
}

/** Two steps, because the session is made in between: `check`, then `complete`. */
export class SignInService {
  readonly #parts: SignInParts

  constructor(parts: SignInParts) {
    this.#parts = parts
  }

  /**
   * An unknown user, a deleted one and a wrong password cost the same and are answered alike.
   * @throws DomainError credentials_wrong, rate_limited, overloaded
   */
  async check(credentials: Credentials, origin: Origin, deviceOf = noDevice): Promise<User> {
    const username = usernameOfSignIn(credentials.username)
    const user = username === null ? null : await this.#present(username)
    const id = user?.id ?? nobody
    const { address } = origin
    const isHome = await this.#parts.activity.isAtHome(id, address)
    const gates = signInGates(username, { address, isHome, device: deviceOf(id) })
    return this.#parts.throttle.hold([...gates.own, ...gates.others], async () => {
      const right = await this.#requireRight(user, credentials.password, gates, origin)
      await this.#parts.throttle.clear(gates.own)
      return right
    })
  }

  /**
   * The password may have been changed, or the account deleted, between the check and the session:
   * whoever did that ended all sessions there were then, but not this one.
   * @throws DomainError credentials_wrong
   */
  async complete(checked: User, viewer: Viewer, origin: Origin): Promise<Me> {
    const user = await this.#parts.users.byId(checked.id)
    if (user === null || user.deletedAt !== null || user.passwordHash !== checked.passwordHash) {
      await this.#parts.sessions.revoke(viewer)
      throw new DomainError('credentials_wrong')
    }
    await this.#parts.activity.record(user.id, 'signed-in', origin)
    await this.#parts.sessions.endSurplus(user.id)
    return meOf(user)
  }

  async #present(username: string): Promise<User | null> {
    const user = await this.#parts.users.byUsername(username)
    return user === null || user.deletedAt !== null ? null : user
  }

  async #requireRight(
    user: User | null,
    password: string,
    { standing, own, others }: SignInGates,
    origin: Origin,
  ): Promise<User> {
    const right = await this.#parts.passwords.verify(user?.passwordHash ?? null, password, standing)
    if (user !== null && right) return this.#renewHash(user, password)
    await this.#parts.throttle.count([...own, ...others])
    if (user !== null) this.#parts.activity.recordLater(user.id, 'sign-in-failed', origin)
    throw new DomainError('credentials_wrong')
  }

  /** Now is when the password is known, to hash it as strongly as it is done today. */
  async #renewHash(user: User, password: string): Promise<User> {
    if (!this.#parts.passwords.isOutdated(user.passwordHash)) return user
    const passwordHash = await this.#parts.passwords.hash(password, 'known')
    const replaced = await this.#parts.users.replaceHash(user.id, user.passwordHash, passwordHash)
    return replaced ? { ...user, passwordHash } : user
  }
}
