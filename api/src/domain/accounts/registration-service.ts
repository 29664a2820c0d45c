import { limits, type Registration, type UserId } from '@parley/shared'

import { Duplicate } from '../../stores/errors.ts'
import type { User, UserStore } from '../../stores/user-store.ts'
import { DomainError } from '../errors.ts'
import { cleanName } from '../names.ts'
import type { Clock, Ids } from '../ports.ts'
import type { Origin } from '../viewer.ts'
import type { ActivityService } from './activity-service.ts'
import type { Passwords } from './sign-in/passwords.ts'
import { requireUnreserved } from './profiles/reserved-usernames.ts'
import type { Throttle } from './sign-in/throttle.ts'
import { registrationGate } from './sign-in/throttle-rules.ts'
import { acceptUsername } from './profiles/username-rules.ts'

type NewUser = Pick<User, 'id' | 'username' | 'displayName' | 'passwordHash' | 'createdAt'>

export class RegistrationService {
  readonly #users: UserStore
  readonly #passwords: Passwords
  readonly #throttle: Throttle
  readonly #activity: ActivityService
  readonly #ports: { readonly clock: Clock; readonly ids: Ids }

  constructor(
    users: UserStore,
    passwords: Passwords,
    throttle: Throttle,
    activity: ActivityService,
    ports: { readonly clock: Clock; readonly ids: Ids },
  ) {
    this.#users = users
    this.#passwords = passwords
    this.#throttle = throttle
    this.#activity = activity
    this.#ports = ports
  }

  /**
   * @throws DomainError username_invalid, name_invalid, password_too_short, password_too_long,
   * password_too_common, username_reserved, username_taken, rate_limited, overloaded
   */
  async register(registration: Registration, origin: Origin): Promise<User> {
    const username = acceptUsername(registration.username)
    requireUnreserved(username)
    const displayName = cleanName(registration.displayName, limits.displayNameMax)
    this.#passwords.requireAcceptable(registration.password, username, '/password')
    const gate = registrationGate(origin.address)
    return this.#throttle.hold([gate], async () => {
      // every attempt counts: a registration is as good for an attacker as finding a name taken
      await this.#throttle.count([gate])
      return this.#create({ username, displayName, password: registration.password }, origin)
    })
  }

  async #create(registration: Registration, origin: Origin): Promise<User> {
    const { username, displayName, password } = registration
    if ((await this.#users.byUsername(username)) !== null) throw new DomainError('username_taken')
    const user = blankUser({
      id: this.#ports.ids.uuid() as UserId, // where the id of a user begins
      username,
      displayName,
      passwordHash: await this.#passwords.hash(password, 'stranger'),
      createdAt: this.#ports.clock.now(),
    })
    await this.#store(user)
    await this.#activity.record(user.id, 'registered', origin)
    return user
  }

  /** Someone else may have taken the name while the password was hashed. */
  async #store(user: User): Promise<void> {
    try {
      await this.#users.create(user)
    } catch (error) {
      throw error instanceof Duplicate ? new DomainError('username_taken') : error
    }
  }
}

const blankUser = (user: NewUser): User => ({
  ...user,
  bio: '',
  pronouns: '',
  statusText: '',
  location: { country: null, region: null, city: null, timeZone: null, coordinates: null },
  locationAudience: 'nobody',
  lastSeenAt: null,
  deletedAt: null,
})
