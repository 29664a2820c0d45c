import { errors, type Message, type MessageAck } from '@parley/shared'

import { userTopic, type Bus } from '../../../bus/bus.ts'
import type { ScheduledKey, ScheduledRecord } from '../../../stores/scheduled-store.ts'
import type { ConversationStores } from '../../../stores/stores.ts'
import { withWorkers } from '../../../stores/with-workers.ts'
import { DomainError } from '../../errors.ts'
import { later, writeMs } from '../../files/due.ts'
import type { Clock, Log } from '../../ports.ts'
import type { MessageSending } from '../writing/message-sending.ts'
import { stateOf } from './scheduled-view.ts'

export interface ScheduledSenderParts {
  readonly stores: Pick<ConversationStores, 'scheduled' | 'messages'>
  readonly sending: MessageSending
  readonly bus: Bus
  readonly clock: Clock
  readonly log: Log
}

/** So much longer than a write takes that nobody else begins while its outcome is not known. */
export const leaseMs = 2 * writeMs
/** Later than that it is not sent unasked: what it says may be out of date. */
const lateMs = 60 * 60 * 1_000
const batch = 20
const atOnce = 4
const retryMs = 30_000

/**
 * Sends what was scheduled when its time has come, as its author would, so that every rule is asked then. It is stored
 * under its clientId, and so once: whoever sends it again, after a lease that ended or an instance that died, gets the
 * same answer.
 */
export class ScheduledSender {
  readonly #parts: ScheduledSenderParts
  #isStopping = false

  constructor(parts: ScheduledSenderParts) {
    this.#parts = parts
  }

  /** Nothing more is begun. */
  stop(): void {
    this.#isStopping = true
  }

  /** Sends all that is due. @throws Unavailable */
  async run(): Promise<void> {
    const { stores, clock } = this.#parts
    while (!this.#isStopping) {
      const leasedMs = clock.monotonicMs()
      const due = await stores.scheduled.leaseDue(clock.now(), batch, { leaseMs })
      await withWorkers(due, atOnce, (record) => this.#sendDue(record, leasedMs))
      if (due.length === 0) return // fewer than a batch may be what another instance has left
    }
  }

  /** For who has its lease, or finishes for another one what has begun. @throws DomainError as sending does */
  async send(record: ScheduledRecord): Promise<MessageAck> {
    const { text, replyTo, attachments, ...key } = record
    const { stores, sending } = this.#parts
    const before = await this.sent(key)
    const given = {
      ...(replyTo !== null && { replyTo }),
      ...(attachments.length > 0 && { attachments: attachments.map(({ id }) => id) }),
    }
    const { conversationId, clientId } = key
    const message = { conversationId, clientId, text, ...given, isScheduled: true }
    const ack = before ? ackOf(before) : await sending.send(key, message)
    if (await stores.scheduled.remove(key)) this.tell(key, 'gone')
    return ack
  }

  /** The message that it became. */
  sent({ conversationId, userId, clientId }: ScheduledKey): Promise<Message | null> {
    return this.#parts.stores.messages.byClientId(conversationId, userId, clientId)
  }

  /** One's own devices. */
  tell({ userId, conversationId, clientId }: ScheduledKey, state: 'gone' | ReturnType<typeof stateOf>): void {
    const event = { type: 'scheduled', conversationId, clientId, state } as const
    this.#parts.bus.publish(userTopic(userId), event)
  }

  async #sendDue(record: ScheduledRecord, leasedMs: number): Promise<void> {
    const { stores, clock } = this.#parts
    if (this.#isStopping || clock.monotonicMs() - leasedMs > leaseMs - writeMs) {
      await stores.scheduled.release(record, record.sendAt, null) // for another one, or the next time
      return
    }
    try {
      await this.#sendInTime(record)
    } catch (error) {
      await this.#notSent(record, error)
    }
  }

  async #sendInTime(record: ScheduledRecord): Promise<void> {
    const isLate = later(record.sendAt, lateMs) < this.#parts.clock.now()
    if (isLate && !(await this.sent(record))) await this.#fail(record, 'late')
    else await this.send(record)
  }

  /** What is refused for now is tried again until it is late; everything else its author decides. */
  async #notSent(record: ScheduledRecord, error: unknown): Promise<void> {
    const { stores, clock, log } = this.#parts
    const refusal = error instanceof DomainError ? error : null
    if (refusal && errors[refusal.code][0] < 429) return this.#fail(record, refusal.code)
    const { conversationId, clientId } = record
    if (!refusal) log.warn({ err: error, conversationId, clientId }, 'a scheduled message was not sent')
    const waitMs = refusal?.retryAfterSeconds === undefined ? retryMs : refusal.retryAfterSeconds * 1_000
    await stores.scheduled.release(record, later(clock.now(), waitMs), null)
  }

  async #fail(record: ScheduledRecord, failure: NonNullable<ScheduledRecord['failure']>): Promise<void> {
    const isOwn = await this.#parts.stores.scheduled.release(record, record.sendAt, failure)
    if (isOwn) this.tell(record, stateOf({ failure }))
  }
}

export function ackOf({ conversationId, clientId, seq, createdAt, mentionsAll }: Message): MessageAck {
  return { conversationId, clientId, seq, createdAt, ...(mentionsAll !== undefined && { mentionsAll }) }
}
