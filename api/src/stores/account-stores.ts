import type { ActivityStore } from './activity-store.ts'
import type { SessionStore } from './session-store.ts'
import type { ThrottleStore } from './throttle-store.ts'
import type { UserStore } from './user-store.ts'

/** What accounts are made of, for the services that look after them. */
export interface AccountStores {
  readonly users: UserStore
  readonly sessions: SessionStore
  readonly activity: ActivityStore
  readonly throttles: ThrottleStore
}
