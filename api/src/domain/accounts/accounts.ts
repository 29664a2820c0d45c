import type { Bus } from '../../bus/bus.ts'
import type { AccountStores } from '../../stores/stores.ts'
import type { ActionRates } from '../action-rates.ts'
import type { Clock, CommonPasswords, Ids, Log, PasswordHasher } from '../ports.ts'
import { AccountService, type DirectsOfAccount, type GroupLeaver } from './account-service.ts'
import { ActivityService } from './activity-service.ts'
import { Passwords } from './sign-in/passwords.ts'
import { ProfileService } from './profiles/profile-service.ts'
import { RegistrationService } from './registration-service.ts'
import { SessionService } from './sign-in/session-service.ts'
import { SignInService } from './sign-in/sign-in-service.ts'
import { Throttle } from './sign-in/throttle.ts'

export interface AccountParts {
  readonly stores: AccountStores
  readonly hasher: PasswordHasher
  readonly commonPasswords: CommonPasswords
  readonly groups: GroupLeaver
  readonly directs: DirectsOfAccount
  readonly bus: Bus
  readonly actionRates: ActionRates
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

export type Accounts = ReturnType<typeof buildAccounts>

export function buildAccounts({ stores, ...outside }: AccountParts) {
  const { bus, clock, log } = outside
  const { users } = stores
  const passwords = new Passwords(outside.hasher, outside.commonPasswords)
  const throttle = new Throttle(stores.throttles, clock)
  const activity = new ActivityService(stores.activity, clock, log)
  const sessions = new SessionService(stores.sessions, activity, bus, clock)
  const parts = { ...outside, users, passwords, throttle, activity, sessions }
  return {
    activity,
    sessions,
    registrations: new RegistrationService(parts),
    signIns: new SignInService(parts),
    accounts: new AccountService(parts),
    profiles: new ProfileService({ ...outside, users, activity }),
  }
}
