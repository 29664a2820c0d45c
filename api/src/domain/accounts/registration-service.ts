import { limits, openPrivacy, type Instance, type Registration, type UserId } from '@parley/shared'

import { Duplicate } from '../../stores/errors.ts'
import type { LinkRecord } from '../../stores/invitation-link-store.ts'
import type { User, UserStore } from '../../stores/user-store.ts'
import { DomainError, readAll } from '../errors.ts'
import type { InvitationLinkService } from '../invitations/invitation-link-service.ts'
import type { Clock, Ids, Log } from '../ports.ts'
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

export type RegistrationLinks = Pick<InvitationLinkService, 'forRegistration' | 'register'>

type Form = Omit<Registration, 'invitationToken'>

interface RegistrationParts {
  readonly users: UserStore
  readonly passwords: Passwords
  readonly throttle: Throttle
  readonly activity: ActivityService
  readonly defaultGroups: NewcomersGroups
  readonly invitationLinks: RegistrationLinks
  /** Who may register, once there is an account. */
  readonly registration: Instance['registration']
  readonly registrationsPerHour: number
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

export class RegistrationService {
  readonly #parts: RegistrationParts

  constructor(parts: RegistrationParts) {
    this.#parts = parts
  }

  /**
   * @param linkHash of the secret of an invitation link, whose group one joins as well; null without one
   * @throws DomainError registration_closed, invitation_needed, invitation_link_not_found, group_full, username_invalid,
   *   name_invalid, password_too_short, password_too_long, password_too_common, password_weak, username_reserved,
   *   username_taken, rate_limited, overloaded
   */
  async register(form: Form, origin: Origin, linkHash: string | null = null): Promise<User> {
    const { throttle, registrationsPerHour, invitationLinks } = this.#parts
    await this.#requireAdmitted(linkHash !== null)
    const accepted = await this.#accept(form, origin)
    const gate = registrationGate(origin.address, registrationsPerHour)
    return throttle.hold([gate], async () => {
      // every attempt counts: a registration is as good for an attacker as finding a name taken
      await throttle.count([gate])
      const link = linkHash === null ? null : await invitationLinks.forRegistration(linkHash)
      return this.#create(accepted, link, origin)
    })
  }

  /** The first account needs no link: there is nobody yet who could make one. */
  async #requireAdmitted(isInvited: boolean): Promise<void> {
    const { registration, users } = this.#parts
    if (registration === 'open' || (registration === 'invited' && isInvited)) return
    if (await users.hasAny()) throw refusalIn(registration)
  }

  async #accept(raw: Form, { address }: Origin): Promise<Form> {
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

  async #create(form: Form, link: LinkRecord | null, origin: Origin): Promise<User> {
    const { users, passwords, activity, defaultGroups, ids, clock } = this.#parts
    const { username, displayName, password, timeZone = null } = form
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
    const tellGroup = await this.#store(user, link)
    await activity.record(user.id, 'registered', origin)
    await defaultGroups.join(user.id)
    await this.#tell(tellGroup)
    return user
  }

  /** Someone else may have taken the name while the password was hashed. */
  async #store(user: User, link: LinkRecord | null): Promise<() => Promise<void>> {
    const { users, invitationLinks, registration } = this.#parts
    try {
      if (link) return await invitationLinks.register(link, user)
      if (registration === 'open') await users.create(user)
      else if (!(await users.createFirst(user))) throw refusalIn(registration)
      return async () => {}
    } catch (error) {
      throw error instanceof Duplicate ? usernameTaken() : error
    }
  }

  /** Never throws: there is an account in the group already, whoever has heard of it. */
  async #tell(tellGroup: () => Promise<void>): Promise<void> {
    try {
      await tellGroup()
    } catch (error) {
      this.#parts.log.error({ err: error }, 'a group was not told of who joined it by registering')
    }
  }
}

const refusalIn = (registration: 'invited' | 'closed'): DomainError =>
  new DomainError(registration === 'invited' ? 'invitation_needed' : 'registration_closed')

const usernameTaken = (): DomainError => new DomainError('username_taken', { field: '/username' })
