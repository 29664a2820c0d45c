import type { Actions } from './actions/actions.ts'
import { fileActions } from './actions/files.ts'
import { lateActions } from './actions/late.ts'
import { messageActions } from './actions/messages.ts'
import type { ReadTracker } from './actions/read-tracker.ts'
import type { SessionController } from './actions/session.ts'
import type { TimelineLoader } from './actions/timeline-loader.ts'
import type { Connection } from './connection.ts'
import type { Store } from './state/store.ts'

export interface Controllers {
  readonly session: SessionController
  readonly windows: TimelineLoader
  readonly reading: ReadTracker
}

export function composeActions(
  store: Store,
  connection: Connection,
  { session, windows, reading }: Controllers,
  uuid: () => string,
): Actions {
  const { api, requests, endpoints, live, outbox, presence, realtime, typing } = connection
  return {
    ...lateActions({ store, api, requests, endpoints, live, session, uuid }),
    session,
    presence,
    messages: messageActions(store, endpoints, outbox, windows),
    files: fileActions(store, api, uuid),
    drafts: store.draftStore,
    reading,
    typing,
    notices: {
      dismiss: (id) => store.notices.update((notices) => notices.filter((notice) => notice.id !== id)),
    },
    instance: {
      load: async () => {
        const known = store.instance.get()
        // Of an empty one other things are said once there is an account.
        const result = known && !known.empty ? null : await endpoints.instance()
        if (result?.ok) store.instance.set(result.value)
      },
    },
    connection: {
      retryNow: () => {
        realtime.wake()
        session.wake()
      },
    },
  }
}
