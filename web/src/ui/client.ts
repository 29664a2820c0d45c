import type { Actions } from '../actions/actions.ts'
import type { Router } from '../router.ts'
import type { State } from '../state/state.ts'
import type { ClientUpdate } from './client-update.ts'
import type { Toasts } from './components/toast.ts'
import type { WallClock } from './wall-clock.ts'

/** What every view is given. */
export interface Client {
  readonly state: State
  readonly actions: Actions
  readonly router: Router
  readonly toasts: Toasts
  readonly clock: WallClock
  readonly update: ClientUpdate
}
