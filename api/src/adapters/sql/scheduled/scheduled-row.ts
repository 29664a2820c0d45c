import { Attachment, errors, type ErrorCode } from '@parley/shared'
import type { Insertable, Selectable } from 'kysely'
import { Type } from 'typebox'
import { Parse } from 'typebox/value'

import type { ScheduledContent, ScheduledKey, ScheduledRecord } from '../../../stores/scheduled-store.ts'
import { toDate, toMs } from '../instants.ts'
import type { ScheduledMessagesTable } from '../tables.ts'

const Attachments = Type.Array(Attachment)

export const fromScheduled = (
  {
    userId,
    conversationId,
    clientId,
    text,
    replyTo,
    attachments,
    ...record
  }: ScheduledKey & ScheduledContent,
  at: Date,
): Insertable<ScheduledMessagesTable> => ({
  user_id: userId,
  conversation_id: conversationId,
  client_id: clientId,
  text,
  reply_to: replyTo,
  attachments: JSON.stringify(attachments),
  send_at: toMs(record.sendAt),
  time_zone: record.timeZone,
  created_at: toMs(at),
  failure: null,
  version: 1,
  due_at: toMs(record.sendAt),
  leased_until: 0,
})

export const toScheduled = (row: Selectable<ScheduledMessagesTable>): ScheduledRecord => ({
  userId: row.user_id,
  conversationId: row.conversation_id,
  clientId: row.client_id,
  text: row.text,
  replyTo: row.reply_to,
  attachments: Parse(Attachments, JSON.parse(row.attachments)),
  sendAt: toDate(row.send_at),
  timeZone: row.time_zone,
  createdAt: toDate(row.created_at),
  failure: row.failure === null || isFailure(row.failure) ? row.failure : 'internal',
  version: row.version,
})

/** A later version may have refused it for what this one does not know. */
const isFailure = (failure: string): failure is 'late' | ErrorCode =>
  failure === 'late' || Object.hasOwn(errors, failure)
