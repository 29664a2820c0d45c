import { limits, openPrivacy, type Registration, type UserId } from '@parley/shared'

import { Duplicate } from '../../stores/errors.ts'
import type { User, UserStore } from '../../stores/user-store.ts'
import { DomainError, readAll } from '../errors.ts'
import type { Clock, Ids } from '../ports.ts'
import { cleanName } from '../texts.ts'
import type { Origin } from '../viewer.ts'
import type { ActivityService } from './activity-service.ts'
import type { Passwords } from './sign-in/passwords.ts'
import { requireUnreserved } from './profiles/reserved-usernames.ts'
import type { Throttle } from './sign-in/throttle.ts'
import { formGate, registrationGate } from './sign-in/throttle-rules.ts'
import { isTimeZone } from './profiles/profile-rules.ts'
import { acceptUsername, normalizeUsername } from './profiles/username-rules.ts'

/** Which people join by registering. */
export interface NewcomersGroups {
  join(userId: UserId): Promise<void>
}

interface RegistrationParts {
  readonly users: UserStore
  readonly passwords: Passwords
  readonly throttle: Throttle
  readonly activity: ActivityService
  readonly defaultGroups: NewcomersGroups
  readonly registrationsPerHour: number
  readonly clock: Clock
  readonly ids: Ids
}

export class RegistrationService {
  readonly #parts: RegistrationParts

  constructor(parts: RegistrationParts) {
    this.#parts = parts
  }

  /**
   * @throws DomainError username_invalid, name_invalid, password_too_short, password_too_long, password_too_common,
   *   password_weak, username_reserved, username_taken, rate_limited, overloaded
   */
  async register(registration: Registration, origin: Origin): Promise<User> {
    const { throttle, registrationsPerHour } = this.#parts
    const accepted = await this.#accept(registration, origin)
    const gate = registrationGate(origin.address, registrationsPerHour)
    return throttle.hold([gate], async () => {
      // every attempt counts: a registration is as good for an attacker as finding a name taken
      await throttle.count([gate])
      return this.#create(accepted, origin)
    })
  }

  async #accept(raw: Registration, { address }: Origin): Promise<Registration> {
    const { passwords, throttle, registrationsPerHour } = this.#parts
    const gate = formGate(address, registrationsPerHour)
    const names = { username: normalizeUsername(raw.username) ?? '', displayName: raw.displayName }
    const refusal = await throttle.hold([gate], async () => {
      await throttle.count([gate])
      return passwords.refusalOf(raw.password, names, '/password')
    })
    const [username, displayName, password] = readAll(
      () => requireUnreserved(acceptUsername(raw.username)),
      () => cleanName(raw.displayName, limits.displayNameMax, '/displayName'),
      () => {
        if (refusal !== null) throw refusal
        return raw.password
      },
    )
    const { timeZone } = raw
    return { username, displayName, password, ...(timeZone && isTimeZone(timeZone) && { timeZone }) }
  }

  async #create(registration: Registration, origin: Origin): Promise<User> {
    const { users, passwords, activity, defaultGroups, ids, clock } = this.#parts
    const { username, displayName, password, timeZone = null } = registration
    if ((await users.byUsername(username)) !== null) throw usernameTaken()
    const user: User = {
      id: ids.uuid() as UserId, // where the id of a user begins
      username,
      displayName,
      passwordHash: await passwords.hash(password, 'stranger'),
      picture: null,
      bio: '',
      pronouns: '',
      statusText: '',
      location: { country: null, region: null, city: null, timeZone, coordinates: null },
      locationAudience: 'contacts',
      privacy: openPrivacy,
      createdAt: clock.now(),
      lastSeenAt: null,
      deletedAt: null,
    }
    await this.#store(user)
    await activity.record(user.id, 'registered', origin)
    await defaultGroups.join(user.id)
    return user
  }

  /** Someone else may have taken the name while the password was hashed. */
  async #store(user: User): Promise<void> {
    try {
      await this.#parts.users.create(user)
    } catch (error) {
      throw error instanceof Duplicate ? usernameTaken() : error
    }
  }
}

const usernameTaken = (): DomainError => new DomainError('username_taken', { field: '/username' })
