import type { ConversationId, UserId } from '@parley/shared'

import type { BusEvent } from './events.ts'

/** Exact topics only, no wildcards, so that nothing is delivered twice. */
export type Topic = `conversation:${ConversationId}` | `user:${UserId}` | `presence:${UserId}` | 'rules'

export const conversationTopic = (id: ConversationId): Topic => `conversation:${id}`
export const userTopic = (id: UserId): Topic => `user:${id}`
/** One for all conversations, heard by every instance. */
export const rulesTopic: Topic = 'rules'
export const presenceTopic = (id: UserId): Topic => `presence:${id}`

export type BusHandler = (event: BusEvent) => void

/** Keeps in memory what events said. */
export interface BusWatcher {
  /** From now on events of other instances may be missed: memory is no longer to be believed. */
  readonly interrupted: () => void
  /** They arrive again. What was missed is in the stores. */
  readonly restored: () => void
}

/**
 * What passes between instances. A hint, not a record: an event may be lost, and whoever needs it
 * finds the truth in the stores. Events that one instance publishes to one topic arrive in order, and
 * handlers of the publishing instance itself have run before publish returns.
 */
export interface Bus {
  /** Never throws and never waits: what cannot be delivered is lost, and counted. */
  publish(topic: Topic, event: BusEvent): void
  /** Resolves, with what ends it, once events arrive; only this instance's own while others are out of reach. */
  subscribe(topic: Topic, handler: BusHandler): Promise<() => void>
  /** Who begins to watch during an interruption hears of it at once. */
  watch(watcher: BusWatcher): void
  close(): Promise<void>
}
