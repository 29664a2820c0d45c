import type { Bus } from '../../bus/bus.ts'
import type { AccountStores } from '../../stores/account-stores.ts'
import type { Clock, Ids, Log, PasswordHasher } from '../ports.ts'
import type { GroupLeaver } from './account-deletion.ts'

export interface AccountParts {
  readonly stores: AccountStores
  readonly hasher: PasswordHasher
  /** In lower case. */
  readonly commonPasswords: ReadonlySet<string>
  readonly groups: GroupLeaver
  readonly bus: Bus
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}
