import { AccountDeletion } from './account-deletion.ts'
import type { AccountParts } from './account-parts.ts'
import { AccountService } from './account-service.ts'
import { ActivityService } from './activity-service.ts'
import { Confirmation } from './sign-in/confirmation.ts'
import { Passwords } from './sign-in/passwords.ts'
import { ProfileService } from './profiles/profile-service.ts'
import { RegistrationService } from './registration-service.ts'
import { SessionService } from './sign-in/session-service.ts'
import { SignInService } from './sign-in/sign-in-service.ts'
import { Throttle } from './sign-in/throttle.ts'

export type Accounts = ReturnType<typeof buildAccounts>

export function buildAccounts(parts: AccountParts) {
  const { stores, bus, clock, ids, log, groups } = parts
  const { users } = stores
  const passwords = new Passwords(parts.hasher, parts.commonPasswords)
  const throttle = new Throttle(stores.throttles, clock)
  const confirmation = new Confirmation(users, passwords, throttle)
  const activity = new ActivityService(stores.activity, clock, log)
  const sessions = new SessionService(stores.sessions, activity, bus, clock)
  return {
    activity,
    sessions,
    registrations: new RegistrationService(users, passwords, throttle, activity, { clock, ids }),
    signIns: new SignInService(users, passwords, throttle, activity, sessions),
    accounts: new AccountService(users, passwords, confirmation, sessions, activity),
    deletion: new AccountDeletion({ users, confirmation, sessions, groups, bus, clock }),
    profiles: new ProfileService(users, activity),
  }
}
