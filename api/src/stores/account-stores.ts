import type { ActivityStore } from './activity-store.ts'
import type { SessionStore } from './session-store.ts'
import type { ThrottleStore } from './throttle-store.ts'
import type { UserStore } from './user-store.ts'

export interface AccountStores {
  readonly users: UserStore
  readonly sessions: SessionStore
  readonly activity: ActivityStore
  readonly throttles: ThrottleStore
}
