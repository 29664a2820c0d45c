import type { ConversationSummary, Me } from '@parley/shared'

import { appWith } from '../src/app.ts'
import { browserSurroundings } from '../src/browser.ts'
import { Router } from '../src/router.ts'
import { emptyChat } from '../src/state/chat.ts'
import { Value } from '../src/state/observable.ts'
import type { ConnectionState } from '../src/state/session.ts'
import { Store } from '../src/state/store.ts'
import type { Client, NewerClient } from '../src/ui/client.ts'
import { Toasts } from '../src/ui/components/toast.ts'
import { WallClock } from '../src/ui/wall-clock.ts'
import { lars, maya, oskar, people, rana, sampleNow, sampleSession, yuki } from './sample-chat.ts'
import { nothing } from './sample.ts'

const nowhere = { country: null, region: null, city: null, timeZone: null, coordinates: null }
const me: Me = {
  ...maya,
  bio: '',
  pronouns: 'she/her',
  statusText: 'At the boathouse',
  createdAt: sampleNow.toISOString(),
  location: nowhere,
  locationAudience: 'everyone',
  privacy: {
    writers: 'everyone',
    adders: 'everyone',
    presence: 'everyone',
    readReceipts: true,
    namedInForwards: true,
  },
}

export interface SampleClient extends Client {
  /** The connection becomes another. */
  connect(connection: ConnectionState): void
  type(summary: ConversationSummary, draft: string): void
}

/** The whole client, which was never started: it knows what it is given, and no server. */
export function sampleClient(summaries: readonly ConversationSummary[] = []): SampleClient {
  const browserEnv = browserSurroundings()
  const clockAndRandom = { ...browserEnv.clockAndRandom, now: () => sampleNow }
  const store = new Store(localStorage)
  // Nothing wakes it: it would look for a server.
  const asleep = { onWakeUp: nothing, onNetworkBack: nothing, onNetworkLost: nothing }
  const { actions } = appWith(store, { ...browserEnv, ...asleep, clockAndRandom })
  store.reset(maya.id)
  know(store, summaries)
  return {
    state: store,
    actions,
    router: new Router(window),
    toasts: new Toasts(),
    clock: new WallClock(() => sampleNow),
    newer: new Value<NewerClient | null>(null),
    connect: (connection) => store.connection.set(connection),
    type: ({ conversation: { id } }, draft) => store.draftStore.save(id, draft, ''),
  }
}

function know(store: Store, summaries: readonly ConversationSummary[]): void {
  const [oneWhere] = summaries.filter(({ conversation }) => conversation.name === 'Somebody types')
  const typists = new Map([[oskar.id, Infinity]])
  store.session.set({ kind: 'signed-in', me, sessionId: sampleSession, isConfirmed: true })
  store.connection.set({ kind: 'online' })
  store.instance.set({
    name: 'Parley',
    welcome: '',
    address: 'https://chat.example.org',
    registration: 'open',
    peopleDirectory: 'everyone',
    maxFileBytes: 26_214_400,
    empty: false,
  })
  store.chat.set({
    ...emptyChat(maya.id),
    listed: true,
    people: new Map(people.map((one) => [one.id, one])),
    blocked: new Set([lars.id]),
    presence: new Map(
      [oskar, rana, yuki].map(({ id }) => [id, { userId: id, online: true, lastSeenAt: null }]),
    ),
    conversations: new Map(summaries.map((one) => [one.conversation.id, one])),
    typing: new Map(oneWhere ? [[oneWhere.conversation.id, typists]] : []),
  })
}
