import type { ConversationId } from '@parley/shared'
import * as limits from '@parley/shared/limits'

import type { Endpoints } from '../api/endpoints.ts'
import { withPeople } from '../state/apply/answer.ts'
import { peopleNamed } from '../state/behind.ts'
import type { Store } from '../state/store.ts'
import type { ChatKeeper } from '../cache/chat-keeper.ts'
import { idle } from '../idle.ts'

/** What one came for is there by then. */
const beginAfterMs = 2_000
const againAfterMs = 60_000

/** Keeps the latest messages also of conversations that nobody has opened here, to be read without a network. */
export class Prefetch {
  readonly #store: Pick<Store, 'chat' | 'connection'>
  readonly #endpoints: Pick<Endpoints, 'messages' | 'usersById'>
  readonly #cache: Pick<ChatKeeper, 'lacking' | 'keepPage'>
  readonly #isWelcome: () => boolean
  #timer: ReturnType<typeof setTimeout> | undefined
  #waitMs = beginAfterMs

  /** @param isWelcome whether somebody looks, and does not have to save on what is transferred */
  constructor(
    store: Pick<Store, 'chat' | 'connection'>,
    endpoints: Pick<Endpoints, 'messages' | 'usersById'>,
    cache: Pick<ChatKeeper, 'lacking' | 'keepPage'>,
    isWelcome: () => boolean,
  ) {
    this.#store = store
    this.#endpoints = endpoints
    this.#cache = cache
    this.#isWelcome = isWelcome
    store.chat.subscribe(() => this.wake())
  }

  wake(): void {
    if (!this.#mayAsk()) return
    this.#timer ??= setTimeout(() => void this.#begin(), this.#waitMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waitMs = beginAfterMs
  }

  async #begin(): Promise<void> {
    const timer = this.#timer
    const mayAsk = this.#mayAsk()
    if (mayAsk) await this.#round()
    if (this.#timer !== timer) return // it was stopped
    this.#timer = undefined
    if (mayAsk) this.#waitMs = againAfterMs
  }

  #mayAsk(): boolean {
    const { isCaughtUp } = this.#store.chat.get()
    return isCaughtUp && this.#store.connection.get().kind === 'online' && this.#isWelcome()
  }

  /** One after the other. What fails ends it, as does a viewer who has gone. */
  async #round(): Promise<void> {
    const { viewerId } = this.#store.chat.get()
    const isCurrent = () => this.#store.chat.get().viewerId === viewerId
    for (const id of await this.#cache.lacking()) {
      await idle()
      if (!this.#mayAsk() || !isCurrent()) return
      if (this.#store.chat.get().timelines.has(id)) continue
      if (!(await this.#fetch(id, isCurrent))) return
    }
  }

  async #fetch(id: ConversationId, isCurrent: () => boolean): Promise<boolean> {
    const page = await this.#endpoints.messages(id, null, limits.pageMax)
    if (!page.ok || !isCurrent()) return false
    const { people } = this.#store.chat.get()
    const { items, quotes = [] } = page.value
    const strangers = peopleNamed([...items, ...quotes]).filter((userId) => !people.has(userId))
    if (strangers.length > 0) {
      const cards = await this.#endpoints.usersById(strangers.slice(0, limits.idsPerRequestMax))
      if (!cards.ok || !isCurrent()) return false
      this.#store.chat.update((chat) => withPeople(chat, cards.value.items))
    }
    await this.#cache.keepPage(id, page.value)
    return true
  }
}
