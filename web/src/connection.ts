import type { BrowserEnv } from './browser-env.ts'
import { ApiClient } from './api/client.ts'
import { Endpoints } from './api/endpoints.ts'
import { Requests } from './api/requests.ts'
import { RealtimeClient } from './realtime/client.ts'
import { LiveSession } from './realtime/live-session.ts'
import type { Uploads } from './realtime/outbox/uploads.ts'
import { outboxStorage } from './realtime/outbox/outbox-storage.ts'
import { Outbox } from './realtime/outbox/outbox.ts'
import { PeopleLoader } from './realtime/people-loader.ts'
import { PresenceWatch } from './realtime/presence-watch.ts'
import type { Asking, Reply } from './realtime/replies.ts'
import { Sync } from './realtime/sync.ts'
import { TypingSign } from './realtime/typing-sign.ts'
import type { OutboxItem } from './state/outbox-item.ts'
import { failed } from './state/result.ts'
import type { Store } from './state/store.ts'

/** What the connection finds out about the session. */
export interface SessionListener {
  onSignedOut(): void
  /** An answer says that nobody is signed in, which may be known better by now. */
  onSignedOutByAnswer(): void
  /** Someone else has signed in with this browser. */
  onOtherAccount(): void
}

export interface Connection {
  readonly api: ApiClient
  readonly requests: Requests
  readonly endpoints: Endpoints
  readonly realtime: RealtimeClient
  readonly outbox: Outbox
  readonly presence: PresenceWatch
  readonly live: LiveSession
  readonly typing: TypingSign
  readonly ask: (frame: Asking) => Promise<Reply>
}

/** Builds all that talks to the server. */
export function createConnection(
  store: Store,
  browserEnv: BrowserEnv,
  listener: SessionListener,
): Connection {
  const { apiOrigin, pageOrigin, indexedDb, clockAndRandom, storage } = browserEnv
  const api = new ApiClient(apiOrigin, () => listener.onSignedOutByAnswer(), {
    now: clockAndRandom.now,
    storage,
  })
  const requests = new Requests(api, (answer) => void realtime.asked(answer))
  const endpoints = new Endpoints(requests)
  const realtime = new RealtimeClient(
    realtimeUrl(apiOrigin || pageOrigin),
    store.connection,
    clockAndRandom,
    {
      onFrame: (frame) => {
        if (!live.hear(frame)) listener.onOtherAccount()
      },
      onSignedOut: () => listener.onSignedOut(),
      onUnwelcome: () => void askWithoutConnection(endpoints, live, listener),
      onUncertain: () => presence.tell(),
    },
  )
  const ask = (frame: Asking) => realtime.ask(frame)
  const typing = new TypingSign(ask, clockAndRandom)
  const sendWith = sendingWith(api, store)
  const send = async ({ conversationId, clientId, text, parts, files }: OutboxItem, signal: AbortSignal) => {
    const frame = { type: 'send', conversationId, clientId, text, ...parts } as const
    const reply = await (files
      ? sendWith(files, signal, (attachments) => ask({ ...frame, attachments }))
      : ask(frame))
    if (reply.ok) typing.sent(conversationId)
    if (reply.ok && reply.value?.mentionsAll === false) store.notify({ kind: 'not-for-all' })
    return reply
  }
  const outbox = new Outbox(store.outbox, outboxStorage(indexedDb), send, clockAndRandom)
  const sync = new Sync(store.chat, endpoints, clockAndRandom)
  const people = new PeopleLoader(store.chat, endpoints.usersById)
  const presence = new PresenceWatch(store.chat, ask)
  const live = new LiveSession(store, { realtime, outbox, sync, people, presence }, clockAndRandom)
  return { api, requests, endpoints, realtime, outbox, presence, live, typing, ask }
}

/** What uploads comes with the first file. Where it cannot be had, the message is tried again. */
function sendingWith(api: ApiClient, store: Store): Uploads['send'] {
  let opened: Uploads | null = null
  return async (files, signal, ask) => {
    const loaded = await import('./realtime/outbox/uploads.ts').catch(() => null)
    if (!loaded) return failed({ kind: 'unreachable' })
    opened ??= new loaded.Uploads(api, store.uploads)
    return opened.send(files, signal, ask)
  }
}

/** A refusal says that the session has ended; an answer, that one can at least read. */
async function askWithoutConnection(
  endpoints: Endpoints,
  live: LiveSession,
  listener: SessionListener,
): Promise<void> {
  const result = await endpoints.signedIn()
  if (!live.readWithoutConnection(result.ok ? result.value.user.id : null)) listener.onOtherAccount()
}

/** http becomes ws, and https becomes wss. */
const realtimeUrl = (origin: string): string => `${origin.replace(/^http/, 'ws')}/api/v1/realtime`
