import type { Instance } from '@parley/shared'

import type { Bus } from '../../bus/bus.ts'
import type { AccountStores } from '../../stores/stores.ts'
import type { AccountRates } from '../account-rates.ts'
import type { ActionRates } from '../action-rates.ts'
import type { Pictures } from '../pictures/pictures.ts'
import type { Clock, Ids, Log, PasswordHasher } from '../ports.ts'
import { AccountService, type DirectsOfAccount, type GroupLeaver } from './account-service.ts'
import { ActivityService } from './activity-service.ts'
import { Credentials } from './credentials.ts'
import { PasswordConfirmation } from './sign-in/password-confirmation.ts'
import { Passwords } from './sign-in/passwords.ts'
import { ProfileService } from './profiles/profile-service.ts'
import { RegistrationService, type NewcomersGroups, type RegistrationLinks } from './registration-service.ts'
import { SessionService } from './sign-in/session-service.ts'
import { SignInService } from './sign-in/sign-in-service.ts'
import { Throttle } from './sign-in/throttle.ts'
import { AccessTokenService } from './tokens/access-token-service.ts'
import { TokenAdmission } from './tokens/token-admission.ts'

export interface AccountParts {
  readonly stores: AccountStores
  readonly hasher: PasswordHasher
  readonly groups: GroupLeaver
  readonly directs: DirectsOfAccount
  readonly defaultGroups: NewcomersGroups
  readonly invitationLinks: RegistrationLinks
  readonly registration: Instance['registration']
  readonly pictures: Pick<Pictures, 'set' | 'clear'>
  readonly bus: Bus
  readonly rates: AccountRates
  readonly actionRates: ActionRates
  /** From one address. */
  readonly registrationsPerHour: number
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

export type Accounts = ReturnType<typeof buildAccounts>

export function buildAccounts({ stores, ...outside }: AccountParts) {
  const { bus, clock, log } = outside
  const { users } = stores
  const passwords = new Passwords(outside.hasher)
  const throttle = new Throttle(stores.throttles, clock)
  const activity = new ActivityService(stores.activity, clock, log)
  const sessions = new SessionService(stores.sessions, activity, bus, clock)
  const confirmation = new PasswordConfirmation(users, passwords, throttle)
  const tokens = new AccessTokenService({ ...outside, tokens: stores.tokens, confirmation, activity })
  const parts = { ...outside, users, passwords, throttle, activity, confirmation, sessions, tokens }
  return {
    activity,
    sessions,
    tokens,
    tokenAdmission: new TokenAdmission({ ...outside, tokens: stores.tokens, throttle }),
    credentials: new Credentials(sessions, tokens),
    registrations: new RegistrationService(parts),
    signIns: new SignInService(parts),
    accounts: new AccountService(parts),
    profiles: new ProfileService({ ...outside, users, activity }),
  }
}
