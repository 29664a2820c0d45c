import type { ConversationId, MessagePage, UserId } from '@parley/shared'

import type { Chat } from '../state/chat.ts'
import type { Store } from '../state/store.ts'
import type { Timeline } from '../state/timeline.ts'
import { ChatDatabase } from './chat-database.ts'
import { idle } from '../idle.ts'
import { ownerKey, type Kept } from './kept.ts'

const writeAfterMs = 2_000

/** Keeps copies of one person's list and latest messages on the device, to be shown first when the client starts. */
export class ChatKeeper {
  readonly #store: Pick<Store, 'chat' | 'session'>
  readonly #storage: Storage
  #opening: Promise<ChatDatabase> | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #work: Promise<unknown> = Promise.resolve()

  constructor(store: Pick<Store, 'chat' | 'session'>, storage: Storage) {
    this.#store = store
    this.#storage = storage
    store.chat.subscribe(() => this.#soon())
  }

  /** Null where nothing is kept. */
  async recall(): Promise<Kept | null> {
    const owner = this.#owner()
    if (owner === null) return null
    const kept = await this.#use((db) => db.load())
    return kept?.signedIn.user.id === owner ? kept : null
  }

  /** Null at once where nothing is kept. */
  window(id: ConversationId): Promise<Timeline | null> | null {
    const { viewerId, epoch } = this.#store.chat.get()
    if (viewerId === null || this.#owner() !== viewerId) return null
    return this.#use((db) => db.window(id, epoch))
  }

  /** Of the latest conversations, those whose end this device does not have. */
  async lacking(): Promise<readonly ConversationId[]> {
    return (await this.#next(() => this.#ofViewer((db, chat) => db.lacking(chat)))) ?? []
  }

  /** The latest messages of a conversation that is not in memory: what is there is kept as it changes. */
  async keepPage(id: ConversationId, page: MessagePage): Promise<void> {
    await this.#next(() =>
      this.#ofViewer(async (db, chat) => {
        if (chat.conversations.has(id) && !chat.timelines.has(id)) await db.keepPage(chat, id, page)
      }),
    )
  }

  /** Nothing of anybody is left. */
  async clear(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#owner() === null && !this.#opening) return
    this.#storage.removeItem(ownerKey)
    await this.#next(() => this.#remove())
  }

  #owner(): string | null {
    return this.#storage.getItem(ownerKey)
  }

  #soon(): void {
    const { viewerId, listed } = this.#store.chat.get()
    if (viewerId === null || !listed) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void idle().then(() => this.#next(() => this.#write()))
    }, writeAfterMs)
  }

  async #write(): Promise<void> {
    const session = this.#store.session.get()
    if (session.kind !== 'signed-in') return
    const signedIn = { user: session.me, sessionId: session.sessionId }
    await this.#ofViewer((db, chat) => db.keep(chat, signedIn))
  }

  /** Null where the list is not known. */
  async #ofViewer<T>(work: (db: ChatDatabase, chat: Chat) => Promise<T>): Promise<T | null> {
    const chat = this.#store.chat.get()
    const session = this.#store.session.get()
    if (session.kind !== 'signed-in' || chat.viewerId !== session.me.id || !chat.listed) return null
    await this.#own(session.me.id)
    const done = await this.#use((db) => work(db, chat))
    if (this.#store.chat.get().viewerId !== chat.viewerId) await this.#remove() // signed out meanwhile
    return done
  }

  /** What another person has left here is gone before anything of this one comes. */
  async #own(userId: UserId): Promise<void> {
    if (this.#owner() === userId) return
    await this.#remove()
    this.#storage.setItem(ownerKey, userId)
  }

  async #remove(): Promise<void> {
    const opened = await this.#opening?.catch(() => null)
    opened?.close()
    this.#opening = null
    await ChatDatabase.remove()
  }

  /** Null where the browser does not let it: then everything comes from the server, as without it. */
  async #use<T>(work: (db: ChatDatabase) => Promise<T>): Promise<T | null> {
    try {
      this.#opening ??= ChatDatabase.open(() => (this.#opening = null))
      return await work(await this.#opening)
    } catch {
      this.#opening = null
      return null
    }
  }

  /** One after the other, so that what is cleared is not written again by what was under way. */
  #next<T>(work: () => Promise<T>): Promise<T | null> {
    const done = this.#work.then(work).catch(() => null) // copies only: the next change tries again
    this.#work = done
    return done
  }
}
