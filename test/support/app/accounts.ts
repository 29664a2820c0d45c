import { RandomIds } from '../../../api/src/adapters/crypto/random-ids.ts'
import type { SqlStores } from '../../../api/src/adapters/sql/stores.ts'
import type { DirectsOfAccount, GroupLeaver } from '../../../api/src/domain/accounts/account-service.ts'
import { usualRegistrationsPerHour } from '../../../api/src/config/account-limits.ts'
import { buildAccounts } from '../../../api/src/domain/accounts/accounts.ts'
import type {
  NewcomersGroups,
  RegistrationLinks,
} from '../../../api/src/domain/accounts/registration-service.ts'
import { AccountRates } from '../../../api/src/domain/account-rates.ts'
import { ActionRates } from '../../../api/src/domain/action-rates.ts'
import { DomainError } from '../../../api/src/domain/errors.ts'
import type { Clock, PasswordHasher } from '../../../api/src/domain/ports.ts'
import { cheapHasher } from './cheap-hasher.ts'
import { TestClock } from './clock.ts'
import { silentLog } from './log.ts'
import { roomyLimits } from '../roomy-limits.ts'
import { RecordingBus } from './recording-bus.ts'

export interface AccountsOptions {
  readonly stores: SqlStores
  readonly clock?: Clock
  readonly hasher?: PasswordHasher
  readonly groups?: GroupLeaver
  readonly registrationsPerHour?: number
  readonly defaultGroups?: NewcomersGroups
}

const noGroups: GroupLeaver = { leaveAll: () => Promise.resolve() }
const noDefaultGroups: NewcomersGroups = { join: () => Promise.resolve() }
const noLinks: RegistrationLinks = {
  forRegistration: () => Promise.reject(new DomainError('invitation_link_not_found')),
  register: () => Promise.reject(new DomainError('invitation_link_not_found')),
}
const noPictures = { set: () => Promise.resolve(false), clear: () => Promise.resolve(false) }
const noDirects: DirectsOfAccount = {
  requireChange: () => Promise.resolve(),
  changed: () => Promise.resolve(),
}

/** The services of accounts over real stores, with the clock in the test's hand. */
export function accountsOver({
  stores,
  clock = new TestClock(),
  hasher = cheapHasher(),
  groups = noGroups,
  registrationsPerHour = usualRegistrationsPerHour,
  defaultGroups = noDefaultGroups,
}: AccountsOptions) {
  const bus = new RecordingBus()
  const ids = new RandomIds()
  const rates = new AccountRates(clock, null)
  const actionRates = new ActionRates(rates, roomyLimits)
  const around = { bus, clock, ids, log: silentLog, directs: noDirects, defaultGroups, registrationsPerHour }
  const invited = { invitationLinks: noLinks, registration: 'open' } as const
  const parts = { ...around, ...invited, pictures: noPictures, stores, hasher, groups, rates, actionRates }
  return { ...buildAccounts(parts), bus, clock, ids }
}
