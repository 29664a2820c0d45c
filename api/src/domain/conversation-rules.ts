import { isShutOut, type ConversationId, type MemberRole } from '@parley/shared'

import { rulesTopic, type Bus } from '../bus/bus.ts'
import type { BusEvent } from '../bus/events.ts'
import type { ConversationRules as Rules, ConversationStore } from '../stores/conversation-store.ts'
import { later } from './files/due.ts'

/**
 * What decides about each message that is sent, of the conversations that have such rules: few, and in memory, so that no
 * send waits for a database. Every instance hears of each change; what one has missed it finds when it reads them again.
 */
export class ConversationRules {
  readonly #conversations: ConversationStore
  readonly #bus: Bus
  #rules = new Map<ConversationId, Rules>()
  /** What has changed while they are read, which may have been read before. */
  #early: BusEvent[] | null = null

  constructor(conversations: ConversationStore, bus: Bus) {
    this.#conversations = conversations
    this.#bus = bus
  }

  /** Before anything is sent. @throws Unavailable */
  async start(): Promise<void> {
    await this.#bus.subscribe(rulesTopic, (event) => this.#apply(event))
    await this.read()
  }

  /** @throws Unavailable */
  async read(): Promise<void> {
    if (this.#early) return
    const early: BusEvent[] = []
    this.#early = early
    let stored: ReadonlyMap<ConversationId, Rules> = this.#rules
    try {
      stored = await this.#conversations.rules()
    } finally {
      this.#early = null
      this.#rules = new Map(stored)
      for (const event of early) this.#apply(event)
    }
  }

  /** Whatever of them has changed: all are told, as the store has them. @throws Unavailable */
  async changed(conversationId: ConversationId): Promise<void> {
    const record = await this.#conversations.byId(conversationId)
    if (!record) return
    const { expireAfterSeconds, announcements, version } = record
    const rules = { expireAfterSeconds, announcements, version }
    this.#bus.publish(rulesTopic, { type: 'rules-changed', conversationId, ...rules })
  }

  /** When a message disappears that is sent there then; undefined where it stays. */
  endOf(conversationId: ConversationId, sentAt: Date): string | undefined {
    const seconds = this.#rules.get(conversationId)?.expireAfterSeconds
    return seconds ? later(sentAt, seconds * 1_000).toISOString() : undefined
  }

  /** Whether those of this role write nothing there. */
  isShutTo(role: MemberRole, conversationId: ConversationId): boolean {
    return isShutOut(this.#rules.get(conversationId)?.announcements, role)
  }

  #apply(event: BusEvent): void {
    if (event.type !== 'rules-changed') return
    this.#early?.push(event)
    const { conversationId, version } = event
    const known = this.#rules.get(conversationId)
    if (!known || known.version < version) this.#rules.set(conversationId, event)
  }
}
