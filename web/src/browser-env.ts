import type { ClockAndRandom } from './realtime/clock-and-random.ts'

/** What the client needs from the page it runs in. */
export interface BrowserEnv {
  /** Where the API is, without a slash at the end; empty when it is where the page came from. */
  readonly apiOrigin: string
  /** Where the page came from. */
  readonly pageOrigin: string
  readonly storage: Storage
  /** Calls back with the key that another tab has changed in the storage; with null when that may be any. */
  readonly onStorageChanged: (changed: (key: string | null) => void) => void
  readonly indexedDb: IDBFactory | undefined
  readonly isVisible: () => boolean
  /** Whether somebody pays for what is transferred, and wants little of it. */
  readonly savesData: () => boolean
  /** Calls back whenever the page becomes visible. */
  readonly onWakeUp: (wake: () => void) => void
  /** Calls back when the browser says that there is no network any more. */
  readonly onNetworkLost: (lost: () => void) => void
  /** Calls back when it says that there is one again. */
  readonly onNetworkBack: (back: () => void) => void
  readonly clockAndRandom: ClockAndRandom
}
