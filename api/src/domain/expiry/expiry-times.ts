import type { ConversationId, ExpireAfterSeconds } from '@parley/shared'

import { expiryTopic, type Bus } from '../../bus/bus.ts'
import type { BusEvent } from '../../bus/events.ts'
import type { ConversationStore } from '../../stores/conversation-store.ts'
import { later } from '../files/due.ts'

type Times = ReadonlyMap<ConversationId, ExpireAfterSeconds>

/**
 * After how long messages disappear, of the conversations in which they do: few, and in memory, so that no send waits
 * for a database. Every instance hears of each change; what one has missed it finds when it reads them again.
 */
export class ExpiryTimes {
  readonly #conversations: ConversationStore
  readonly #bus: Bus
  #seconds = new Map<ConversationId, ExpireAfterSeconds>()
  /** What has changed while they are read, which may have been read before. */
  #early: BusEvent[] | null = null

  constructor(conversations: ConversationStore, bus: Bus) {
    this.#conversations = conversations
    this.#bus = bus
  }

  /** Before anything is sent. @throws Unavailable */
  async start(): Promise<void> {
    await this.#bus.subscribe(expiryTopic, (event) => this.#apply(event))
    await this.read()
  }

  /** @throws Unavailable */
  async read(): Promise<void> {
    if (this.#early) return
    const early: BusEvent[] = []
    this.#early = early
    let stored: Times = this.#seconds
    try {
      stored = await this.#conversations.expiries()
    } finally {
      this.#early = null
      this.#seconds = new Map(stored)
      for (const event of early) this.#apply(event)
    }
  }

  changed(conversationId: ConversationId, expireAfterSeconds: ExpireAfterSeconds | null): void {
    this.#bus.publish(expiryTopic, { type: 'expiry-changed', conversationId, expireAfterSeconds })
  }

  /** When a message disappears that is sent there then; undefined where it stays. */
  endOf(conversationId: ConversationId, sentAt: Date): string | undefined {
    const seconds = this.#seconds.get(conversationId)
    return seconds === undefined ? undefined : later(sentAt, seconds * 1_000).toISOString()
  }

  #apply(event: BusEvent): void {
    if (event.type !== 'expiry-changed') return
    this.#early?.push(event)
    const { conversationId, expireAfterSeconds } = event
    if (expireAfterSeconds === null) this.#seconds.delete(conversationId)
    else this.#seconds.set(conversationId, expireAfterSeconds)
  }
}
