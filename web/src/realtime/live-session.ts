import type { ServerFrame, ServerFrameOf, UserCard, UserId } from '@parley/shared'

import { withPeople } from '../state/apply/answer.ts'
import { applyFrame, withTypingExpired } from '../state/apply/event.ts'
import type { Chat } from '../state/chat.ts'
import { batch } from '../state/observable.ts'
import type { Store } from '../state/store.ts'
import { hasArrived } from '../state/timeline-state.ts'
import type { ClockAndRandom } from './clock-and-random.ts'
import type { RealtimeClient } from './client.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { PeopleLoader } from './people-loader.ts'
import type { PresenceWatch } from './presence-watch.ts'
import type { Sync } from './sync.ts'

export interface LiveParts {
  readonly realtime: RealtimeClient
  readonly outbox: Outbox
  readonly sync: Sync
  readonly people: PeopleLoader
  readonly presence: PresenceWatch
}

const typingCheckMs = 1_000

/** The life of one signed-in person's state: connected, fed with events, caught up, sending what is unsent. */
export class LiveSession {
  readonly #store: Store
  readonly #parts: LiveParts
  readonly #clockAndRandom: ClockAndRandom
  #typingTimer: ReturnType<typeof setTimeout> | undefined

  constructor(store: Store, parts: LiveParts, clockAndRandom: ClockAndRandom) {
    this.#store = store
    this.#parts = parts
    this.#clockAndRandom = clockAndRandom
    store.chat.subscribe((chat) => this.#follow(chat))
    store.outbox.subscribe(() => this.#forgetArrived())
    store.connection.subscribe(({ kind }) => {
      if (kind === 'online') store.restOnly.set(false)
      // It may go on: who is online is not shown meanwhile, and a connection that goes on has brought every change.
      else if (kind !== 'doubtful') this.#forgetPresence()
    })
  }

  /** @param kept what is known of before; what has changed since is asked for as after any absence */
  begin(me: UserCard, kept: Chat | null): void {
    const { id } = me
    batch(() => {
      this.#store.reset(id)
      if (kept) this.#store.chat.set(kept)
      this.#store.chat.update((chat) => withPeople(chat, [me]))
    })
    void this.#parts.outbox.open(id)
    this.#parts.realtime.connect()
  }

  end(): void {
    this.#parts.realtime.disconnect()
    this.#parts.sync.stop()
    this.#parts.people.stop()
    this.#parts.outbox.close()
    this.#store.reset(null)
  }

  /** @returns false when the connection belongs to another account than this state */
  hear(frame: ServerFrame): boolean {
    if (frame.type === 'hello' && frame.userId !== this.#store.chat.get().viewerId) return false
    if (frame.type === 'conversation-removed') this.#tellRemoval(frame)
    const { blocked } = this.#store.chat.get()
    batch(() =>
      this.#store.chat.update((chat) => applyFrame(chat, frame, this.#clockAndRandom.monotonicMs())),
    )
    if (frame.type === 'hello') this.#connected()
    // What waited until one may write there is sent now.
    if (frame.type === 'conversation-changed' && frame.membership?.canWrite) void this.#parts.outbox.resume()
    const isBlockNew = this.#store.chat.get().blocked !== blocked
    if (frame.type === 'hello' || frame.type === 'resync' || isBlockNew) this.#parts.sync.everything()
    return true
  }

  /**
   * The connection does not come about. Whoever the server takes this browser for can still read.
   * @param userId null when the server does not answer either
   * @returns false when it is another account than this state's
   */
  readWithoutConnection(userId: UserId | null): boolean {
    const { viewerId } = this.#store.chat.get()
    if (viewerId === null || this.#store.connection.get().kind === 'online') return true
    this.#store.restOnly.set(userId !== null)
    if (userId === viewerId) this.#parts.sync.everything()
    return userId === null || userId === viewerId
  }

  #connected(): void {
    this.#parts.presence.tell()
    void this.#parts.outbox.resume()
  }

  #follow(chat: Chat): void {
    if (chat.viewerId === null) return
    this.#forgetArrived()
    this.#parts.people.check()
    if (this.#store.connection.get().kind === 'online') this.#parts.sync.check()
    if (chat.typing.size > 0) this.#typingTimer ??= setTimeout(() => this.#expireTyping(), typingCheckMs)
  }

  #expireTyping(): void {
    this.#typingTimer = undefined
    const { chat } = this.#store
    chat.update((now) => withTypingExpired(now, this.#clockAndRandom.monotonicMs()))
    if (chat.get().typing.size > 0)
      this.#typingTimer ??= setTimeout(() => this.#expireTyping(), typingCheckMs)
  }

  /** A message that stands in its conversation is not unsent, whether its acknowledgement came or not. */
  #forgetArrived(): void {
    const { timelines, viewerId } = this.#store.chat.get()
    const loading = this.#store.loading.get()
    for (const item of this.#store.outbox.get()) {
      const timeline = timelines.get(item.conversationId)
      // Where a window is still on its way, the message stands in it only when it has come.
      const unseen = item.status.kind === 'sent' && !loading.has(item.conversationId)
      const arrived = timeline ? hasArrived(item, timeline, viewerId) : unseen
      if (arrived) void this.#parts.outbox.forget(item.clientId)
    }
  }

  #forgetPresence(): void {
    this.#store.chat.update((chat) => (chat.presence.size > 0 ? { ...chat, presence: new Map() } : chat))
  }

  #tellRemoval({ conversationId, reason }: ServerFrameOf<'conversation-removed'>): void {
    const summary = this.#store.chat.get().conversations.get(conversationId)
    // Who closed the group knows it, and has put it away perhaps before the server's word came.
    if (!summary || reason === 'left' || summary.membership.role === 'owner') return
    const { name } = summary.conversation
    const kind = reason === 'closed' ? 'group-closed' : 'removed-from-group'
    this.#store.notify({ kind, conversationId, name })
  }
}
