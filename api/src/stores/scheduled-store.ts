import type { Attachment, ClientId, ConversationId, ErrorCode, UserId } from '@parley/shared'

/** The message that it will be: it is sent under its clientId. */
export interface ScheduledKey {
  readonly userId: UserId
  readonly conversationId: ConversationId
  readonly clientId: ClientId
}

export interface ScheduledContent {
  readonly text: string
  readonly replyTo: number | null
  readonly attachments: readonly Attachment[]
  readonly sendAt: Date
  readonly timeZone: string | null
}

export interface ScheduledRecord extends ScheduledKey, ScheduledContent {
  readonly createdAt: Date
  /** Why it was not sent; null while it waits. */
  readonly failure: 'late' | ErrorCode | null
  /** Raised by each change and each lease, so that only who has the latest lease says what became of it. */
  readonly version: number
}

/** Nobody else changes or sends it until the lease ends, by the clock of the database. */
export interface Lease {
  readonly leaseMs: number
}

export interface ScheduledPatch {
  readonly text?: string
  readonly sendAt?: Date
  readonly timeZone?: string | null
}

/** Messages that are to be sent later, each with its next time and, while somebody sends it, a lease. */
export interface ScheduledStore {
  /**
   * @throws Duplicate when there is one under this clientId
   * @throws LimitReached when the person has scheduled as many as one can
   * @throws Outdated when the account was deleted
   */
  add(record: ScheduledKey & ScheduledContent, at: Date): Promise<ScheduledRecord>
  of(key: ScheduledKey): Promise<ScheduledRecord | null>
  /** The next to be sent first. */
  list(userId: UserId, conversationId: ConversationId | null): Promise<ScheduledRecord[]>
  /** With a new time it waits again. Null when it is not there, or leased. */
  change(key: ScheduledKey, patch: ScheduledPatch): Promise<ScheduledRecord | null>
  /** False when it is not there, or leased. */
  cancel(key: ScheduledKey): Promise<boolean>
  /** Leases it whatever its time. Null when it is not there, or leased. */
  lease(key: ScheduledKey, lease: Lease): Promise<ScheduledRecord | null>
  /** Leases what is due by now, the longest due first. */
  leaseDue(now: Date, limit: number, lease: Lease): Promise<ScheduledRecord[]>
  /** Ends the lease, if it is still the latest: it is due at that time, or never when it was not sent. */
  release(leased: ScheduledRecord, dueAt: Date, failure: ScheduledRecord['failure']): Promise<boolean>
  /** It was sent. */
  remove(key: ScheduledKey): Promise<boolean>
}
