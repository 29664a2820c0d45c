import type { ConversationSummary, Message } from '@parley/shared'
import { highlights } from '@parley/shared/text'

import { Value } from '../src/state/observable.ts'
import type { OutboxItem } from '../src/state/outbox-item.ts'
import { closedLine } from '../src/ui/composer/closed-line.ts'
import { Composer } from '../src/ui/composer/composer.ts'
import { el } from '../src/ui/dom.ts'
import { JumpButton } from '../src/ui/timeline/jump-button.ts'
import { MessageRow } from '../src/ui/timeline/message/message-row.ts'
import { MessageTools } from '../src/ui/timeline/message/message-tools.ts'
import type { MessageRowModel } from '../src/ui/timeline/rows/models.ts'
import type { MarksIn, RowContext } from '../src/ui/timeline/rows/row-context.ts'
import { Run } from '../src/ui/timeline/rows/run.ts'
import { RowList } from '../src/ui/timeline/rows/row-list.ts'
import { timelineTop } from '../src/ui/timeline/timeline-top.ts'
import { TypingLine } from '../src/ui/views/typing-line.ts'
import {
  boat,
  gone,
  grace,
  lars,
  maya,
  message,
  oskar,
  rana,
  sampleNow,
  summary,
  tides,
} from './sample-chat.ts'
import { nothing, part, wideSample } from './sample.ts'
import { sampleClient } from './sample-client.ts'

const group = summary('Somebody types', null, { unread: 2 })
const direct = summary(oskar, null, { peerReadSeq: 1_000 })
const closed = [lars, gone].map((one) => summary(one, null, { membership: { canWrite: false } }))
const client = sampleClient([group, direct, ...closed])

const contextOf = ({ conversation }: ConversationSummary, sought = ''): RowContext => ({
  client,
  conversationId: conversation.id,
  kind: conversation.kind,
  viewerId: maya.id,
  sought: new Value<MarksIn | null>(sought === '' ? null : ({ text }) => highlights(text, sought)),
  edit: () => nothing,
  mayReact: () => true,
  reply: () => nothing,
  jump: nothing,
  discarded: nothing,
  resize: (_row, change) => change(),
})

export const talk = (): HTMLElement[] => [timelines(), messageStates(), composers()]

const pending = (place: number, text: string, status: OutboxItem['status']): OutboxItem => ({
  clientId: message(maya, '').clientId,
  conversationId: group.conversation.id,
  text,
  createdAt: sampleNow.toISOString(),
  place,
  status,
})

const underWay = (): OutboxItem[] => [
  pending(1, 'Under way', { kind: 'sending' }),
  pending(2, 'Not sent', { kind: 'failed', failure: { kind: 'unreachable' } }),
]

/** As somebody has chosen them. */
const chosenFiles = [boat, tides].map(({ id, name, bytes }) => {
  const original = { uploadId: id, name, type: 'application/pdf', bytes, content: new Blob() }
  return { original, picture: null, isPicture: false }
})

function rows(of: ConversationSummary, messages: readonly Message[], newAfterSeq: number | null) {
  const quoted = (seq: number) => messages.find((one) => one.seq === seq)
  const list = new RowList(contextOf(of, 'tide'), nothing)
  const state = { ...nothingLeft, messages, quoted }
  const around = { state, summary: of, newAfterSeq, arrivedAfterSeq: null }
  list.render({ messages, pending: underWay(), ...around })
  return el('div', { class: 'talk', 'data-kind': of.conversation.kind }, list.root)
}

function timelines(): HTMLElement {
  const at = sampleNow.toISOString()
  const low = message(oskar, 'The tide is low at 13:55.')
  const inGroup = [
    message(oskar, '', { system: { kind: 'group-created' } }),
    message(oskar, '', { system: { kind: 'members-added', userIds: [rana.id, grace.id] } }),
    low,
    message(oskar, 'See https://example.org/tides', { editedAt: at }),
    message(rana, 'صباح الخير، من عنده المفتاح؟'),
    message(rana, '👍', { replyTo: low.seq }),
    message(maya, '', { deletedAt: at }),
    message(lars, 'From somebody who is blocked'),
    message(grace, 'A long one, of many lines.\n'.repeat(30)),
  ]
  const news = message(oskar, 'What is new comes below the pennant.')
  const inDirect = [
    message(oskar, 'Are you there? The tide turns.'),
    message(oskar, '🎉🎉'),
    message(maya, 'On my way', { editedAt: at }),
    message(maya, 'Wait for me at the slip, and bring the long oars, the short ones are with Rana.'),
    message(oskar, 'The boat, and the table of tides', { attachments: [boat, tides] }),
    message(oskar, '', { deletedAt: at }),
    message(oskar, 'حسنًا'),
  ]
  return part(
    'Timelines',
    wideSample('a group', rows(group, [...inGroup, news], news.seq - 1)),
    wideSample('a direct conversation', rows(direct, inDirect, null)),
    wideSample(
      'where a group begins',
      el('div', { class: 'talk' }, timelineTop(nothingLeft, group, nothing)),
    ),
    wideSample('where it failed', el('div', { class: 'talk' }, timelineTop(notLoaded, group, nothing))),
  )
}

const nothingLeft = {
  messages: [],
  pending: [],
  hasOlder: false,
  hasNewer: false,
  loading: 'nothing',
  failure: null,
  quoted: () => undefined,
  pinned: () => null,
} as const
const notLoaded = { ...nothingLeft, failure: { kind: 'unreachable' } } as const

function messageStates(): HTMLElement {
  const states = [
    wideSample('in a group, with its tools', withTools(group, '')),
    wideSample('in a group, in focus', withTools(group, 'is-focused')),
    wideSample('somebody else’s bubble, with its tools', withTools(direct, '')),
  ]
  const jump = new JumpButton(nothing, nothing)
  jump.show(true, 3)
  return part(
    'Messages',
    ...states,
    wideSample('the way to the latest', el('div', { class: 'talk' }, jump.root)),
  )
}

function withTools(of: ConversationSummary, look: string): HTMLElement {
  const context = contextOf(of)
  const said = message(oskar, 'The tide is low at 13:55.')
  const { senderId, text, createdAt: at } = said
  const shown = {
    senderId,
    text,
    at,
    first: true,
    message: said,
    pending: null,
    delivery: null,
    quote: null,
    files: [],
  }
  const model: MessageRowModel = { kind: 'message', key: said.clientId, ...shown }
  const row = new MessageRow(context, model)
  if (look) row.root.classList.add(look)
  const run = new Run(context, model)
  run.arrange(model, [row.root])
  new MessageTools(context).show(row)
  return el('div', { class: 'talk with-tools', 'data-kind': of.conversation.kind }, run.root)
}

function composers(): HTMLElement {
  const composer = (text: string, edited: Message | null = null) => {
    const of = summary('Boathouse', null)
    client.type(of, text)
    const made = new Composer(contextOf(of), () => null)
    made.placeholder('Message Boathouse')
    if (edited) void made.edit(edited)
    return el('div', { class: 'talk' }, made.root)
  }
  return part(
    'Composer',
    wideSample('empty', composer('')),
    wideSample('with a text', composer('Low water is at 13:55.\nBring the long oars.')),
    wideSample('with files', withFiles()),
    wideSample('too long', composer('a '.repeat(4_100).trim())),
    wideSample('editing', composer('', message(maya, 'The tide is low.'))),
    wideSample('closed', ...closed.map((one) => el('div', { class: 'talk' }, closedLine(client, one)))),
    wideSample('somebody types', new TypingLine(client.state, group.conversation.id).root),
  )
}

function withFiles(): HTMLElement {
  const of = summary('Boathouse', null)
  client.actions.files.choose(of.conversation.id, () => chosenFiles)
  const made = new Composer(contextOf(of), () => null)
  made.placeholder('Message Boathouse')
  return el('div', { class: 'talk' }, made.root)
}
