import { accountActions } from './actions/account.ts'
import type { Actions } from './actions/actions.ts'
import { conversationActions, memberActions } from './actions/conversations.ts'
import { messageActions } from './actions/messages.ts'
import { peopleActions } from './actions/people.ts'
import type { ReadTracker } from './actions/read-tracker.ts'
import { savedActions } from './actions/saved.ts'
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
  const { endpoints, live, outbox, presence, realtime, typing } = connection
  return {
    session,
    account: accountActions(store, endpoints, session),
    people: peopleActions(endpoints, presence, live),
    conversations: conversationActions(store, endpoints, uuid),
    members: memberActions(endpoints),
    messages: messageActions(store, endpoints, outbox, windows),
    saved: savedActions(store, endpoints),
    drafts: store.draftStore,
    reading,
    typing,
    notices: {
      dismiss: (id) => store.notices.update((notices) => notices.filter((notice) => notice.id !== id)),
    },
    instance: {
      load: async () => {
        const result = store.instance.get() ? null : await endpoints.instance()
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
