import type { Actions } from './actions/actions.ts'
import { ChatCache } from './cache/chat-cache.ts'
import { Prefetch } from './actions/prefetch.ts'
import { MuteEnds } from './realtime/mute-ends.ts'
import { ReadTracker } from './actions/read-tracker.ts'
import { SessionController } from './actions/session.ts'
import { TimelineLoader } from './actions/timeline-loader.ts'
import { composeActions, type Controllers } from './compose-actions.ts'
import { createConnection, type Connection } from './connection.ts'
import type { State } from './state/state.ts'
import { Store } from './state/store.ts'
import type { BrowserEnv } from './browser-env.ts'

export interface App {
  readonly state: State
  readonly actions: Actions
  /** Finds out who is signed in, and connects. */
  start(): Promise<void>
  stop(): void
}

/** The client without its user interface. */
export const createApp = (browserEnv: BrowserEnv): App => appWith(new Store(browserEnv.storage), browserEnv)

/** With what is known already. */
export function appWith(store: Store, browserEnv: BrowserEnv): App {
  const {
    indexedDb,
    isVisible,
    savesData,
    onWakeUp,
    onNetworkLost,
    onNetworkBack,
    storage,
    onStorageChanged,
    clockAndRandom,
  } = browserEnv
  const connection: Connection = createConnection(store, browserEnv, {
    onSignedOut: () => session.ended(),
    onSignedOutByAnswer: () => session.recheck(),
    onOtherAccount: () => void session.changed(),
  })
  const { endpoints, outbox, live } = connection
  const cache = new ChatCache(store, storage, indexedDb !== undefined)
  const session = new SessionController(store, endpoints, live, { outbox, cache }, clockAndRandom)
  const windows = new TimelineLoader(store, endpoints, (id) => cache.window(id))
  const reading = new ReadTracker(store, connection.ask, isVisible, clockAndRandom)
  const prefetch = new Prefetch(store, endpoints, cache, () => isVisible() && !savesData())
  const controllers = { session, windows, reading }
  const actions = composeActions(store, connection, controllers, clockAndRandom.uuid)
  follow(store, controllers, prefetch)
  const mutes = new MuteEnds(store.chat, clockAndRandom.now)
  const wake = () => {
    actions.connection.retryNow()
    reading.wake()
    prefetch.wake()
    mutes.look()
    store.draftStore.refresh()
  }
  onWakeUp(wake)
  onNetworkBack(() => {
    connection.realtime.networkBack()
    wake()
  })
  onStorageChanged((key) => store.draftStore.hear(key))
  onNetworkLost(() => connection.realtime.networkLost())
  const stop = () => {
    session.stop()
    prefetch.stop()
  }
  return { state: store, actions, start: session.restore, stop }
}

function follow(store: Store, { windows, reading }: Controllers, prefetch: Prefetch): void {
  store.connection.subscribe(({ kind }) => {
    if (kind !== 'online') return
    windows.retryUnreachable()
    reading.wake()
  })
  store.restOnly.subscribe((restOnly) => {
    if (restOnly) windows.retryUnreachable()
  })
  store.session.subscribe(({ kind }) => {
    if (kind === 'signed-in') return
    windows.forget()
    reading.forget()
    prefetch.stop()
  })
}
