import type { ConversationId, MessagePage, UserId } from '@parley/shared'
import * as limits from '@parley/shared/limits'

import { withQuotesOf } from '../state/apply/answer.ts'
import { isTemporary, type Result } from '../state/result.ts'
import type { Store } from '../state/store.ts'

/** What comes together is asked for together. */
const gatherMs = 30

export type FetchQuotes = (id: ConversationId, seqs: readonly number[]) => Promise<Result<MessagePage>>

/** Fetches messages that others answer, which came live or from the outbox and so without them. */
export class QuoteLoader {
  readonly #store: Pick<Store, 'chat' | 'connection'>
  readonly #fetch: FetchQuotes
  /** Whose all of it is. */
  #viewerId: UserId | null = null
  /** None is asked for twice, not even one that the server does not tell. */
  #asked = new Set<string>()
  readonly #wanted = new Map<ConversationId, Set<number>>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(store: Pick<Store, 'chat' | 'connection'>, fetch: FetchQuotes) {
    this.#store = store
    this.#fetch = fetch
    // What could not be had before is asked for again.
    store.connection.subscribe(({ kind }) => kind === 'online' && this.#gather())
  }

  ask(id: ConversationId, seq: number): void {
    const { viewerId, timelines } = this.#store.chat.get()
    if (viewerId !== this.#viewerId) this.#begin(viewerId)
    if (this.#asked.has(`${id}:${seq}`) || !timelines.has(id)) return
    this.#asked.add(`${id}:${seq}`)
    this.#want(id, [seq])
    this.#gather()
  }

  #begin(viewerId: UserId | null): void {
    this.#viewerId = viewerId
    this.#asked = new Set()
    this.#wanted.clear()
  }

  #want(id: ConversationId, seqs: readonly number[]): void {
    this.#wanted.set(id, new Set([...(this.#wanted.get(id) ?? []), ...seqs]))
  }

  #gather(): void {
    if (this.#wanted.size === 0) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      for (const [id, seqs] of this.#wanted) void this.#load(id, [...seqs])
    }, gatherMs)
  }

  async #load(id: ConversationId, all: readonly number[]): Promise<void> {
    const [asked, seqs] = [this.#asked, all.slice(0, limits.idsPerRequestMax)]
    this.#wanted.delete(id)
    const result = await this.#fetch(id, seqs)
    if (asked !== this.#asked || this.#viewerId !== this.#store.chat.get().viewerId) return
    if (result.ok) this.#store.chat.update((chat) => withQuotesOf(chat, id, result.value))
    const isForLater = !result.ok && (result.failure.kind === 'unreachable' || isTemporary(result.failure))
    const rest = all.slice(isForLater ? 0 : seqs.length)
    if (rest.length > 0) this.#want(id, rest)
    if (result.ok) this.#gather()
  }
}
