import type { ConversationId, Message, ReactedBy } from '@parley/shared'

import { conversationTopic, type Bus } from '../../../bus/bus.ts'
import type { ChangeOutcome, MessageChange } from '../../../stores/changes/message-change.ts'
import type { AppendOutcome, MessageDraft, MessageStore } from '../../../stores/message-store.ts'
import { GroupCommit } from './group-commit.ts'
import type { Metrics } from '../../ports.ts'
import { WriteSlots } from './write-slots.ts'

/** Changes of one conversation may have to be made one after the other, while new messages wait. */
const changesMax = 16

const keyOf = ({ conversationId }: { readonly conversationId: ConversationId }): string => conversationId

/**
 * The one writer of this instance. New messages and changes alternate, and a conversation's events are
 * published after their commit and before its next one begins: so in the order of revs.
 */
export class MessageWriter {
  readonly #store: MessageStore
  readonly #bus: Bus
  readonly #metrics: Metrics
  readonly #slots: WriteSlots
  /** Drafts of one conversation are stored in the order in which they are added. */
  readonly appends: GroupCommit<MessageDraft, AppendOutcome>
  readonly changes: GroupCommit<MessageChange, ChangeOutcome>

  constructor(store: MessageStore, bus: Bus, metrics: Metrics) {
    this.#store = store
    this.#bus = bus
    this.#metrics = metrics
    const slots = new WriteSlots(store.writesAtOnce)
    this.#slots = slots
    this.appends = new GroupCommit((drafts: MessageDraft[]) => this.#append(drafts), { keyOf, slots })
    this.changes = new GroupCommit((changes: MessageChange[]) => this.#change(changes), {
      keyOf,
      slots,
      batchMax: changesMax,
    })
  }

  /** Resolves when everything that was accepted is written or refused. */
  drain(): Promise<void> {
    return this.#slots.drain()
  }

  async #append(drafts: MessageDraft[]): Promise<(AppendOutcome | null)[]> {
    const outcomes = await this.#measured(drafts.length, this.#store.append(drafts))
    const stored = outcomes.flatMap((outcome) => (outcome?.kind === 'stored' ? [outcome.message] : []))
    for (const message of stored)
      this.#bus.publish(conversationTopic(message.conversationId), { type: 'message', message })
    this.#metrics.messagesStored(stored.length)
    return outcomes
  }

  async #change(changes: MessageChange[]): Promise<(ChangeOutcome | null)[]> {
    const outcomes = await this.#measured(changes.length, this.#store.change(changes))
    for (const event of eventsOf(changes, outcomes)) {
      this.#bus.publish(conversationTopic(event.message.conversationId), event)
    }
    return outcomes
  }

  async #measured<Result>(size: number, write: Promise<Result>): Promise<Result> {
    const ended = this.#metrics.writeStarted(size)
    try {
      return await write
    } finally {
      ended()
    }
  }
}

/** One event for each rev, in their order: changes that took one together are told together. */
function eventsOf(changes: readonly MessageChange[], outcomes: readonly (ChangeOutcome | null)[]) {
  const events = new Map<string, { type: 'change'; message: Message; reacted?: ReactedBy[] }>()
  for (const [at, change] of changes.entries()) {
    const outcome = outcomes[at]
    if (outcome?.kind !== 'changed') continue
    const { message } = outcome
    const key = `${message.conversationId} ${message.rev}`
    const event = events.get(key) ?? { type: 'change', message }
    events.set(key, event)
    if ('reaction' in change)
      event.reacted = [...(event.reacted ?? []), { userId: change.senderId, ...change.reaction }]
  }
  return [...events.values()].sort((a, b) => a.message.rev - b.message.rev)
}
