import {
  limits,
  type ConversationId,
  type MessageAck,
  type NewScheduledMessage,
  type ScheduledChange,
  type ScheduledList,
  type ScheduledMessage,
} from '@parley/shared'

import { Duplicate } from '../../../stores/errors.ts'
import type { ScheduledContent, ScheduledKey, ScheduledRecord } from '../../../stores/scheduled-store.ts'
import type { ConversationStores } from '../../../stores/stores.ts'
import { isTimeZone } from '../../accounts/profiles/profile-rules.ts'
import type { ActionRates } from '../../action-rates.ts'
import type { ConversationAccess } from '../../conversations/conversation-access.ts'
import { refusingLimits } from '../../conversations/refusals.ts'
import { DomainError } from '../../errors.ts'
import { later } from '../../files/due.ts'
import type { MessageFiles } from '../../files/message-files.ts'
import type { Clock } from '../../ports.ts'
import type { Viewer } from '../../viewer.ts'
import { messageText } from '../message-text.ts'
import type { PartResolver } from '../writing/part-resolver.ts'
import { ackOf, leaseMs, type ScheduledSender } from './scheduled-sender.ts'
import { scheduledMessage, stateOf } from './scheduled-view.ts'

export interface ScheduledServiceParts {
  readonly stores: Pick<ConversationStores, 'scheduled'>
  readonly access: ConversationAccess
  readonly partResolver: PartResolver
  readonly messageFiles: MessageFiles
  readonly sender: ScheduledSender
  readonly actionRates: ActionRates
  readonly clock: Clock
}

type Place = Omit<ScheduledKey, 'userId'>

/** What one is going to say later. Nobody else is told of it, and every rule is asked again when it is sent. */
export class ScheduledService {
  readonly #parts: ScheduledServiceParts

  constructor(parts: ScheduledServiceParts) {
    this.#parts = parts
  }

  async list(viewer: Viewer, conversationId: ConversationId | null): Promise<ScheduledList> {
    const records = await this.#parts.stores.scheduled.list(viewer.userId, conversationId)
    return { items: records.map(scheduledMessage) }
  }

  /**
   * Again changes nothing.
   * @throws DomainError conversation_not_found, not_available, blocked_by_you, closed_by_you, silenced,
   *   announcements_only, message_empty,
   *   message_too_long, reply_not_found, file_not_found, file_taken, schedule_time_invalid, time_zone_unknown,
   *   too_many_scheduled, client_id_reused, scheduled_sent, rate_limited
   */
  async schedule(
    viewer: Viewer,
    conversationId: ConversationId,
    { clientId, text: raw, replyTo, attachments: ids, sendAt: at, timeZone = null }: NewScheduledMessage,
  ): Promise<ScheduledMessage> {
    const { stores, access, partResolver, messageFiles, clock } = this.#parts
    const key = { userId: viewer.userId, conversationId, clientId }
    const text = messageText(raw, ids !== undefined)
    const membership = await access.writable(viewer.userId, conversationId)
    const before = await this.#before(key, { text, sendAt: at })
    if (before) return before
    const sendAt = this.#time(at)
    requireTimeZone(timeZone)
    if (replyTo !== undefined) await partResolver.requireAnswerable(key, replyTo, membership)
    this.#parts.actionRates.require(viewer.userId, 'edit')
    const attachments = ids ? await messageFiles.claim(ids, viewer.userId, key) : []
    const content = { text, replyTo: replyTo ?? null, attachments, sendAt, timeZone }
    const adding = refusingLimits(stores.scheduled.add({ ...key, ...content }, clock.now()))
    return this.#told(await adding.catch((error: unknown) => this.#added(key, content, error)))
  }

  /** @throws DomainError scheduled_not_found, scheduled_sent, message_empty, message_too_long, schedule_time_invalid, time_zone_unknown, rate_limited */
  async change(viewer: Viewer, place: Place, change: ScheduledChange): Promise<ScheduledMessage> {
    const { scheduled } = this.#parts.stores
    const key = { ...place, userId: viewer.userId }
    const record = await this.#required(key)
    const { text, sendAt, timeZone } = change
    if (timeZone !== undefined) requireTimeZone(timeZone)
    const patch = {
      ...(text !== undefined && { text: messageText(text, record.attachments.length > 0) }),
      ...(sendAt !== undefined && { sendAt: this.#time(sendAt) }),
      ...(timeZone !== undefined && { timeZone }),
    }
    this.#parts.actionRates.require(viewer.userId, 'edit')
    return this.#told((await scheduled.change(key, patch)) ?? (await this.#lost(key)))
  }

  /** @throws DomainError scheduled_not_found, scheduled_sent, rate_limited */
  async cancel(viewer: Viewer, place: Place): Promise<void> {
    const { stores, messageFiles, sender } = this.#parts
    const key = { ...place, userId: viewer.userId }
    const { attachments } = await this.#required(key)
    this.#parts.actionRates.require(viewer.userId, 'edit')
    const cancel = (): Promise<boolean> => stores.scheduled.cancel(key)
    const isGone = await (attachments.length > 0
      ? messageFiles.dropping(viewer.userId, key, cancel)
      : cancel())
    if (!isGone) await this.#lost(key)
    sender.tell(key, 'gone')
  }

  /** Whatever its time. @throws DomainError scheduled_not_found, and as sending does: then it stays as it was */
  async sendNow(viewer: Viewer, place: Place): Promise<MessageAck> {
    const { stores, sender } = this.#parts
    const key = { ...place, userId: viewer.userId }
    const leased = await stores.scheduled.lease(key, { leaseMs })
    if (leased) {
      return sender.send(leased).catch(async (error: unknown) => {
        await stores.scheduled.release(leased, leased.sendAt, leased.failure)
        throw error
      })
    }
    const message = await sender.sent(key)
    if (message) return ackOf(message)
    return sender.send(await this.#required(key)) // which another one is sending
  }

  /** @throws DomainError scheduled_not_found, scheduled_sent, conversation_not_found to whom it does not exist */
  async #required(key: ScheduledKey): Promise<ScheduledRecord> {
    const record = await this.#parts.stores.scheduled.of(key)
    if (record) return record
    const message = await this.#parts.sender.sent(key)
    if (message) throw sentAs(message)
    await this.#parts.access.membership(key.userId, key.conversationId)
    throw new DomainError('scheduled_not_found')
  }

  /** Somebody is sending it, who may have died: whatever becomes of it is known when this ends. */
  async #lost(key: ScheduledKey): Promise<never> {
    throw sentAs(await this.#parts.sender.send(await this.#required(key)))
  }

  /** What the same request was answered with before. @throws DomainError client_id_reused, scheduled_sent */
  async #before(
    key: ScheduledKey,
    { text, sendAt }: Pick<NewScheduledMessage, 'text' | 'sendAt'>,
  ): Promise<ScheduledMessage | null> {
    const record = await this.#parts.stores.scheduled.of(key)
    if (record?.text === text && record.sendAt.getTime() === Date.parse(sendAt))
      return scheduledMessage(record)
    if (record) throw new DomainError('client_id_reused', { field: '/clientId' })
    const message = await this.#parts.sender.sent(key)
    if (message) throw sentAs(message)
    return null
  }

  /** The same request may have come twice at once. */
  async #added(key: ScheduledKey, content: ScheduledContent, error: unknown): Promise<ScheduledRecord> {
    const { stores, messageFiles } = this.#parts
    const record = error instanceof Duplicate ? await stores.scheduled.of(key) : null
    if (record?.text === content.text && record.sendAt.getTime() === content.sendAt.getTime()) return record
    if (error instanceof Duplicate) throw new DomainError('client_id_reused', { field: '/clientId' })
    if (content.attachments.length > 0) await messageFiles.dropping(key.userId, key, async () => undefined)
    throw error
  }

  #told(record: ScheduledRecord): ScheduledMessage {
    this.#parts.sender.tell(record, stateOf(record))
    return scheduledMessage(record)
  }

  #time(at: string): Date {
    const sendAt = new Date(at)
    const now = this.#parts.clock.now()
    if (sendAt < later(now, limits.scheduledAheadMsMin) || sendAt > later(now, limits.scheduledAheadMsMax))
      throw new DomainError('schedule_time_invalid', { field: '/sendAt' })
    return sendAt
  }
}

const sentAs = ({ seq }: Pick<MessageAck, 'seq'>): DomainError =>
  new DomainError('scheduled_sent', { seq, detail: `It is the message ${seq}.` })

function requireTimeZone(timeZone: string | null): void {
  if (timeZone !== null && !isTimeZone(timeZone))
    throw new DomainError('time_zone_unknown', { field: '/timeZone' })
}
