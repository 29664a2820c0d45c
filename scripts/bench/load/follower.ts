import { setTimeout as wait } from 'node:timers/promises'

import type { ChangePage, ConversationId, ConversationList, ServerFrame } from '@parley/shared'

import { backoffMs } from '../../../web/src/realtime/backoff.ts'
import type { Random } from '../../delivery/random.ts'
import type { Http } from './http.ts'
import { LeanSocket } from './lean-socket.ts'

interface Copy {
  rev: number
  /** How far the conversation has come, as far as this client knows. */
  head: number
  /** How many messages it lacks of those up to `rev`: as none is changed, each has one rev. */
  lacking: number
}

const pageMax = 200

/**
 * A client that follows its conversations as the web client does with those that were opened: what a list, a
 * heartbeat or a hole in the revs shows to be missing, it asks the API for. It keeps the revs alone, and counts.
 */
export class Follower {
  readonly #cookie: string
  readonly #http: Http
  readonly #random: Random
  readonly #copies = new Map<ConversationId, Copy>()
  #socket: LeanSocket | null = null
  #tries = 0
  #isListed = false
  #isCatchingUp = false
  #isClosed = false
  #onWhole: () => void = () => undefined

  constructor(cookie: string, http: Http, random: Random) {
    this.#cookie = cookie
    this.#http = http
    this.#random = random
  }

  lacksSome(heads: ReadonlyMap<ConversationId, number>): boolean {
    return [...this.#copies].some(([id, { rev, lacking }]) => rev < (heads.get(id) ?? 0) || lacking !== 0)
  }

  /** Resolves when it is connected and misses nothing. */
  connect(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#onWhole = resolve
    void this.#open()
    return promise
  }

  /** The network is gone for a moment. Resolves when it is back and misses nothing. */
  drop(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#onWhole = resolve
    this.#socket?.close()
    this.#lost()
    return promise
  }

  close(): void {
    this.#isClosed = true
    this.#socket?.close()
  }

  async #open(): Promise<void> {
    const { origin } = this.#http
    const headers = { cookie: this.#cookie, origin }
    try {
      this.#socket = await LeanSocket.open(`${origin}/api/v1/realtime`, headers, {
        onText: (text, socket) => this.#onFrame(JSON.parse(text.toString()) as ServerFrame, socket), // the schemas' own
        onLost: () => this.#lost(),
      })
    } catch {
      this.#lost()
    }
  }

  #lost(): void {
    if (this.#isClosed) return
    this.#isListed = false
    this.#tries += 1
    setTimeout(
      () => void this.#open(),
      backoffMs(this.#tries, () => this.#random.next()),
    )
  }

  #onFrame(frame: ServerFrame, socket: LeanSocket): void {
    if (frame.type === 'hello' || frame.type === 'resync') void this.#list()
    if (frame.type === 'message' || frame.type === 'change') this.#onEvent(frame.message)
    if (frame.type !== 'ping') return
    socket.send('{"type":"pong"}')
    for (const { conversationId, rev } of frame.heads) this.#reach(conversationId, rev)
    this.#check()
  }

  #onEvent({ conversationId, rev }: { conversationId: ConversationId; rev: number }): void {
    const copy = this.#copies.get(conversationId)
    if (copy && rev === copy.rev + 1) this.#take(copy, rev, 1)
    this.#reach(conversationId, rev)
    this.#check()
  }

  #take(copy: Copy, rev: number, messages: number): void {
    copy.lacking += rev - copy.rev - messages
    copy.rev = rev
  }

  #reach(id: ConversationId, rev: number): void {
    const copy = this.#copies.get(id)
    if (copy) copy.head = Math.max(copy.head, rev)
  }

  async #list(): Promise<void> {
    const list = await this.#get<ConversationList>('/conversations')
    for (const { conversation, rev } of list.items) {
      if (this.#copies.has(conversation.id)) this.#reach(conversation.id, rev)
      else this.#copies.set(conversation.id, { rev, head: rev, lacking: 0 })
    }
    this.#isListed = true
    this.#check()
  }

  #check(): void {
    if (this.#isListed && !this.#isCatchingUp) void this.#catchUp()
  }

  async #catchUp(): Promise<void> {
    this.#isCatchingUp = true
    for (;;) {
      const behind = [...this.#copies].find(([, { rev, head }]) => rev < head)
      if (!behind) break
      await this.#ask(...behind)
    }
    this.#isCatchingUp = false
    this.#tries = 0
    this.#onWhole()
  }

  async #ask(id: ConversationId, copy: Copy): Promise<void> {
    const path = `/conversations/${id}/changes?after=${copy.rev}&limit=${pageMax}`
    const { items, rev } = await this.#get<ChangePage>(path)
    // Events may have come while it was on its way.
    if (rev > copy.rev) this.#take(copy, rev, items.filter((message) => message.rev > copy.rev).length)
  }

  #get<Body>(path: string): Promise<Body> {
    return untilAnswered(this.#http, path, this.#cookie, this.#random)
  }
}

/** Tries again as the web client does, while the server is in trouble; without an end once all is over. */
export async function untilAnswered<Body>(
  http: Http,
  path: string,
  cookie: string,
  random: Random,
): Promise<Body> {
  for (let tries = 1; !http.isClosed; tries++) {
    const answer = await http.ask('GET', path, { cookie }).catch(() => null)
    if (answer?.status === 200) return JSON.parse(answer.text) as Body // the schemas' own
    await wait(backoffMs(tries, () => random.next()))
  }
  return new Promise(() => undefined)
}
