import type { Message } from '@parley/shared'

import { conversationTopic, type Bus } from '../../bus/bus.ts'
import type {
  AppendOutcome,
  ChangeOutcome,
  MessageChange,
  MessageDraft,
  MessageStore,
} from '../../stores/message-store.ts'
import { isOutage, type Unavailable } from '../../stores/errors.ts'
import { GroupCommit } from '../group-commit.ts'
import type { Metrics } from '../ports.ts'

/** Changes of one conversation may have to be made one after the other, while new messages wait for their turn. */
const changesMax = 16

/**
 * The one writer of this instance. New messages and changes take turns, and events are published
 * after their commit and before the next one begins: so in every conversation in the order of revs.
 */
export class MessageWriter {
  readonly #store: MessageStore
  readonly #bus: Bus
  readonly #metrics: Metrics
  readonly #appends = new GroupCommit((drafts: MessageDraft[]) => this.#inTurn(() => this.#append(drafts)))
  readonly #changes = new GroupCommit(
    (changes: MessageChange[]) => this.#inTurn(() => this.#change(changes)),
    changesMax,
  )
  #turn: Promise<unknown> = Promise.resolve()
  #lastOutage: Unavailable | null = null

  constructor(store: MessageStore, bus: Bus, metrics: Metrics) {
    this.#store = store
    this.#bus = bus
    this.#metrics = metrics
  }

  /** Resolves after the commit. Drafts of one conversation are stored in the order of the calls. */
  append(draft: MessageDraft): Promise<AppendOutcome> {
    return this.#appends.add(draft)
  }

  change(change: MessageChange): Promise<ChangeOutcome> {
    return this.#changes.add(change)
  }

  /** Resolves when everything that was accepted is written or refused. */
  async drain(): Promise<void> {
    await Promise.all([this.#appends.drain(), this.#changes.drain()])
  }

  async #append(drafts: MessageDraft[]): Promise<AppendOutcome[]> {
    const outcomes = await this.#measured(drafts.length, this.#store.append(drafts))
    const stored = outcomes.flatMap((outcome) => (outcome.kind === 'stored' ? [outcome.message] : []))
    for (const message of stored) this.#publish('message', message)
    this.#metrics.messagesStored(stored.length)
    return outcomes
  }

  async #change(changes: MessageChange[]): Promise<ChangeOutcome[]> {
    const outcomes = await this.#measured(changes.length, this.#store.change(changes))
    for (const outcome of outcomes) {
      if (outcome.kind === 'changed') this.#publish('change', outcome.message)
    }
    return outcomes
  }

  #publish(type: 'message' | 'change', message: Message): void {
    this.#bus.publish(conversationTopic(message.conversationId), { type, message })
  }

  /** What waits for its turn while the store turns out to be away is told so, instead of waiting once more. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const known = this.#lastOutage
    const result = this.#turn.then(() => {
      if (this.#lastOutage !== known) throw this.#lastOutage
      return work()
    })
    this.#turn = result.catch((error: unknown) => {
      if (isOutage(error)) this.#lastOutage = error // other errors are for whoever asked
    })
    return result
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
