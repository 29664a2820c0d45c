import type { ConversationId, MessagePage } from '@parley/shared'
import * as limits from '@parley/shared/limits'

import type { Endpoints, MessageAnchor } from '../api/endpoints.ts'
import { withGrownWindow, withKeptWindow, withWindow } from '../state/apply/answer.ts'
import { withEntry, withoutEntry, type Chat } from '../state/chat.ts'
import { batch } from '../state/observable.ts'
import type { TimelineState } from '../state/state.ts'
import type { Store } from '../state/store.ts'
import { firstSeq, lastSeq, reachesEnd, trimmed, type Timeline } from '../state/timeline.ts'

/** What stays of a window that is not shown any more. */
const keptMessages = 100

type What = Exclude<TimelineState['loading'], 'nothing'>
/** A later one takes its place, and its answer is not heard any more. */
interface Load {
  done: Promise<void>
}
/** Null at once where nothing is kept. */
type KeptWindows = (id: ConversationId) => Promise<Timeline | null> | null
type Apply = (chat: Chat, page: MessagePage) => Chat

/** Loads windows on conversations, and lets them grow at either end. One load at a time for each. */
export class TimelineLoader {
  readonly #store: Store
  readonly #endpoints: Pick<Endpoints, 'messages'>
  readonly #kept: KeptWindows
  readonly #open = new Set<ConversationId>()
  readonly #loads = new Map<ConversationId, Load>()

  constructor(store: Store, endpoints: Pick<Endpoints, 'messages'>, kept: KeptWindows) {
    this.#store = store
    this.#endpoints = endpoints
    this.#kept = kept
    store.chat.subscribe((chat) => this.#bound(chat))
  }

  async open(id: ConversationId): Promise<void> {
    this.#open.add(id)
    if (!this.#store.chat.get().timelines.has(id)) await (this.#loads.get(id)?.done ?? this.#openKept(id))
  }

  /** What is kept on the device is shown first, and brought up to date as any window is that lacks something. */
  #openKept(id: ConversationId): Promise<void> {
    const keeping = this.#kept(id)
    if (!keeping) return this.openLatest(id)
    const load: Load = { done: Promise.resolve() }
    this.#loads.set(id, load)
    this.#store.setLoading(id, { what: 'window', failure: null })
    load.done = keeping.then((timeline) => {
      if (this.#loads.get(id) !== load) return undefined
      if (!timeline) return this.openLatest(id)
      this.#loads.delete(id)
      this.#show(timeline)
      return undefined
    })
    return load.done
  }

  async #takeKept(id: ConversationId): Promise<void> {
    const timeline = await this.#kept(id)
    if (timeline && this.#open.has(id) && !this.#loads.has(id)) this.#show(timeline)
  }

  #show(timeline: Timeline): void {
    batch(() => {
      this.#store.chat.update((chat) => withKeptWindow(chat, timeline))
      this.#store.setLoading(timeline.conversationId, { what: 'nothing', failure: null })
    })
  }

  openLatest(id: ConversationId): Promise<void> {
    return this.#replace(id, null)
  }

  /** Where the server cannot be asked, what is kept on the device stands in, whether it holds the place or not. */
  async openAround(id: ConversationId, seq: number): Promise<void> {
    await this.#replace(id, { around: seq })
    const { failure } = this.#store.loading.get().get(id) ?? {}
    if (failure?.kind === 'unreachable' && !this.#store.chat.get().timelines.has(id)) await this.#takeKept(id)
  }

  async loadOlder(id: ConversationId): Promise<void> {
    const timeline = this.#store.chat.get().timelines.get(id)
    if (timeline && firstSeq(timeline) > timeline.beginsAt)
      await this.#grow(id, 'older', { before: firstSeq(timeline) })
  }

  async loadNewer(id: ConversationId): Promise<void> {
    const timeline = this.#store.chat.get().timelines.get(id)
    if (timeline && !reachesEnd(timeline)) await this.#grow(id, 'newer', { after: lastSeq(timeline) })
  }

  release(id: ConversationId): void {
    this.#open.delete(id)
    this.#loads.delete(id)
    batch(() => {
      this.#store.loading.update((loadings) => withoutEntry(loadings, id))
      this.#store.chat.update((chat) => shrunk(chat, id))
    })
  }

  /** The connection is back: what could not be loaded is loaded now. */
  retryUnreachable(): void {
    for (const id of this.#open) {
      if (this.#store.loading.get().get(id)?.failure?.kind === 'unreachable') void this.open(id)
    }
  }

  /** Another person, or nobody, is signed in now. */
  forget(): void {
    this.#open.clear()
    this.#loads.clear()
  }

  /** Messages also arrive where nobody looks. Not at each of them, because all that stay are copied. */
  #bound({ timelines }: Chat): void {
    for (const [id, { messages }] of timelines) {
      if (messages.length <= 2 * keptMessages || this.#open.has(id)) continue
      this.#store.chat.update((chat) => shrunk(chat, id))
    }
  }

  #replace(id: ConversationId, anchor: MessageAnchor | null): Promise<void> {
    this.#open.add(id)
    return this.#load(id, 'window', anchor, (chat, page) => withWindow(chat, id, page))
  }

  #grow(id: ConversationId, what: What, anchor: MessageAnchor): Promise<void> {
    const apply: Apply = (chat, page) => withGrownWindow(chat, id, page)
    return this.#loads.get(id)?.done ?? this.#load(id, what, anchor, apply)
  }

  #load(id: ConversationId, what: What, anchor: MessageAnchor | null, apply: Apply): Promise<void> {
    const load: Load = { done: Promise.resolve() }
    this.#loads.set(id, load)
    this.#store.setLoading(id, { what, failure: null })
    load.done = this.#endpoints.messages(id, anchor, limits.pageDefault).then((result) => {
      if (this.#loads.get(id) !== load) return
      this.#loads.delete(id)
      batch(() => {
        if (result.ok) this.#store.chat.update((chat) => apply(chat, result.value))
        this.#store.setLoading(id, { what: 'nothing', failure: result.ok ? null : result.failure })
      })
    })
    return load.done
  }
}

function shrunk(chat: Chat, id: ConversationId): Chat {
  const timeline = chat.timelines.get(id)
  if (!timeline) return chat
  if (!reachesEnd(timeline)) return { ...chat, timelines: withoutEntry(chat.timelines, id) }
  return { ...chat, timelines: withEntry(chat.timelines, id, trimmed(timeline, keptMessages)) }
}
