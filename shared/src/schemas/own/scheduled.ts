import { Type, type Static } from 'typebox'

import { ClientId, ConversationId, idExample } from '../../ids.ts'
import * as limits from '../../limits.ts'
import { choice, Instant, nullable, object, Seq } from '../common.ts'
import { ErrorCode } from '../error.ts'
import { Attachment } from '../file.ts'
import { GivenParts, MessageText } from '../message.ts'
import { TimeZone } from '../user.ts'

export const ScheduledState = choice(['waiting', 'late', 'failed'], {
  description:
    '`late` where the server was away for more than an hour at its time, `failed` where it was refused then: both stay until one says what is to become of them.',
  examples: ['waiting'],
})
export type ScheduledState = Static<typeof ScheduledState>

const sendAt = Type.Unsafe<string>({
  ...Instant,
  description: 'From a minute to a year ahead, by the clock of the server.',
})
const timeZone = nullable(TimeZone, {
  description: 'In which its author chose the time, so that it is shown as it was meant.',
})

export const ScheduledMessage = object(
  {
    conversationId: ConversationId,
    clientId: ClientId,
    text: Type.String({ examples: ['Tea at four?'] }),
    replyTo: Type.Optional(Seq),
    attachments: Type.Optional(Type.Array(Attachment, { maxItems: limits.attachmentsMax })),
    sendAt: Instant,
    timeZone,
    createdAt: Instant,
    state: ScheduledState,
    reason: Type.Optional(
      Type.Unsafe<ErrorCode>({ ...ErrorCode, description: 'Why it was refused, where it `failed`.' }),
    ),
  },
  {
    $id: 'ScheduledMessage',
    description: 'A message that is not sent yet. It is sent under its clientId, and so once.',
  },
)
export type ScheduledMessage = Static<typeof ScheduledMessage>

export const ScheduledList = object(
  { items: Type.Array(ScheduledMessage, { maxItems: limits.scheduledMax }) },
  { $id: 'ScheduledList', description: 'The next to be sent first.' },
)
export type ScheduledList = Static<typeof ScheduledList>

const { replyTo, attachments } = GivenParts.properties

export const NewScheduledMessage = object(
  {
    clientId: ClientId,
    text: MessageText,
    replyTo,
    attachments,
    sendAt,
    timeZone: Type.Optional(timeZone),
  },
  {
    examples: [
      {
        ...{ clientId: idExample, text: 'Tea at four?' },
        ...{ sendAt: '2026-03-02T09:00:00.000Z', timeZone: 'Europe/London' },
      },
    ],
  },
)
export type NewScheduledMessage = Static<typeof NewScheduledMessage>

/** What is left out stays. A new time makes one wait again that was not sent. */
export const ScheduledChange = object(
  {
    text: Type.Optional(MessageText),
    sendAt: Type.Optional(sendAt),
    timeZone: Type.Optional(timeZone),
  },
  { minProperties: 1 },
)
export type ScheduledChange = Static<typeof ScheduledChange>
