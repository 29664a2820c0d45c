import type { Actions } from '../actions/actions.ts'
import type { Router } from '../router.ts'
import type { Readable } from '../state/observable.ts'
import type { State } from '../state/state.ts'
import type { Toasts } from './components/toast.ts'
import type { WallClock } from './wall-clock.ts'

/** What every view is given. */
export interface Client {
  readonly state: State
  readonly actions: Actions
  readonly router: Router
  readonly toasts: Toasts
  readonly clock: WallClock
  /** Null while there is none. */
  readonly newer: Readable<NewerClient | null>
}

/** A client that the server has sent since this page was opened. */
export interface NewerClient {
  /** Loads the page anew from it. */
  apply(): void
}
