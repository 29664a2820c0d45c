import type { ScheduledMessage, ScheduledState } from '@parley/shared'

import type { ScheduledRecord } from '../../../stores/scheduled-store.ts'

export function stateOf({ failure }: Pick<ScheduledRecord, 'failure'>): ScheduledState {
  if (failure === null) return 'waiting'
  return failure === 'late' ? 'late' : 'failed'
}

export function scheduledMessage(record: ScheduledRecord): ScheduledMessage {
  const { conversationId, clientId, text, replyTo, attachments, timeZone, failure } = record
  return {
    ...{ conversationId, clientId, text, timeZone },
    ...(replyTo !== null && { replyTo }),
    ...(attachments.length > 0 && { attachments: [...attachments] }),
    sendAt: record.sendAt.toISOString(),
    createdAt: record.createdAt.toISOString(),
    state: stateOf(record),
    ...(failure !== null && failure !== 'late' && { reason: failure }),
  }
}
