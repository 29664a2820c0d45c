import type { Actions } from './actions/actions.ts'
import { ChatCache } from './cache/chat-cache.ts'
import { startDueChanges } from './realtime/due-changes.ts'
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
  const load = async () => {
    const { createKeeping } = await import('./keeping.ts')
    return createKeeping(store, endpoints, storage, () => isVisible() && !savesData())
  }
  const cache = new ChatCache(storage, indexedDb ? load : null)
  const session = new SessionController(store, endpoints, live, { outbox, cache }, clockAndRandom)
  const windows = new TimelineLoader(store, endpoints, (id) => cache.window(id, store.chat.get().viewerId))
  const reading = new ReadTracker(store, connection.ask, isVisible, clockAndRandom)
  const controllers = { session, windows, reading }
  const actions = composeActions(store, connection, controllers, clockAndRandom.uuid)
  follow(store, controllers, cache)
  const lookAtDue = startDueChanges(store.chat, clockAndRandom.now, connection.api.serverClock.read)
  const wake = () => {
    actions.connection.retryNow()
    reading.wake()
    cache.wake()
    lookAtDue()
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
    cache.stop()
  }
  return { state: store, actions, start: session.restore, stop }
}

function follow(store: Store, { windows, reading }: Controllers, cache: ChatCache): void {
  store.connection.subscribe(({ kind }) => {
    if (kind !== 'online') return
    void cache.begin()
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
    cache.stop()
  })
}
