import type { ClientId, ConversationId, FileId, UserId } from '@parley/shared'
import t from 'tap'

import { breaches } from '../../scripts/delivery/checker.ts'
import type {
  ChangeRecord,
  HeldMessage,
  MarkRecord,
  Observation,
  Run,
  SendRecord,
} from '../../scripts/delivery/records.ts'

const conversationId = 'conversation' as ConversationId
const senderId = 'ann' as UserId
const fileId = 'file' as FileId
const file = { id: fileId, name: 'tea.txt', type: 'text/plain', bytes: 3 }
const once = [{ emoji: '👍', count: 1 }]
const pinned = { userId: senderId, pinnedAt: 'then', rev: 1 }

const message = (seq: number): HeldMessage => ({
  seq,
  rev: seq,
  senderId,
  clientId: `key ${seq}` as ClientId,
  text: `text ${seq}`,
  parts: {},
  isEdited: false,
  isDeleted: false,
  isSystem: false,
})
const send = (seq: number): SendRecord => ({
  conversationId,
  senderId,
  clientId: `key ${seq}` as ClientId,
  text: `text ${seq}`,
  given: {},
  invokedAtMs: seq * 10,
  acks: [{ seq, createdAt: 'then', atMs: seq * 10 + 5 }],
  changes: [],
  refusal: null,
  place: { connection: 'the only one', at: seq },
  attempts: 1,
  isPlain: true,
})
const history = (...messages: HeldMessage[]) => new Map([[conversationId, messages]])

const three = [message(1), message(2), message(3)]
const good: Run = {
  sends: [send(1), send(2), send(3)],
  marks: [],
  observations: [seen(2)],
  removals: [],
  clients: [{ by: 'bob', conversations: history(...three) }],
  history: history(...three),
  holes: [],
  convergenceMs: 12,
}

t.test('a run that keeps the contract has no breaches', async (t) => {
  t.same(breaches(good), [])
})

const answering: SendRecord = { ...send(3), given: { replyTo: 1, attachments: [fileId] } }
const answer: HeldMessage = { ...message(3), parts: { replyTo: 1, attachments: [file] } }
const marked = (...marks: HeldMessage['parts'][]) =>
  history(...marks.map((parts, at) => ({ ...message(at + 1), parts })))

t.test('a run with parts and marks that keeps the contract has no breaches', async (t) => {
  const sends = [send(1), send(2), answering]
  const messages = [{ ...message(1), parts: { reactions: once, pinned } }, message(2), answer]
  const marks = [mark(1), mark(1, null), mark(2), { ...mark(2), isOn: false }]
  const kept = history(...messages)
  t.same(
    breaches({ ...good, sends, marks, history: kept, clients: [{ by: 'bob', conversations: kept }] }),
    [],
  )
  const unanswered = [mark(1), { ...mark(1), isOn: false, rev: null }]
  t.same(breaches({ ...good, marks: unanswered }), [], 'what got no answer may have come to pass')
})

const broken: [string, Partial<Run>, RegExp][] = [
  ['an acknowledged message that is gone', { history: history(...three.slice(0, 2)) }, /^I1 lost: key 3/],
  [
    'an acknowledged message at another seq',
    { sends: [send(1), send(2), { ...send(3), acks: [ack(2)] }] },
    /^I1/,
  ],
  [
    'another text than was sent',
    { sends: [send(1), send(2), { ...send(3), text: 'other' }] },
    /^I1.*reads 'text 3'/,
  ],
  ['an acknowledged edit that is gone', withChange({ text: 'edited', rev: 4 }), /^I1.*an edit of key 1/],
  ['an acknowledged deletion that is gone', withChange({ text: null, rev: 1 }), /^I1.*the deletion of key 1/],
  [
    'an answer to another message',
    withParts({ replyTo: 2, attachments: [file] }),
    /^I1.*key 3 has {"replyTo":2/,
  ],
  ['a message that has lost its file', withParts({ replyTo: 1 }), /^I1.*key 3 has {"replyTo":1}/],
  ['a message with a file twice', withParts({ replyTo: 1, attachments: [file, file] }), /^I1.*key 3 has/],
  ['an acknowledged reaction that is gone', { marks: [mark(1)] }, /^I1.*👍 on 1 of .* as there at rev 1/],
  ['an acknowledged pin that is gone', { marks: [mark(1, null)] }, /^I1.*the pin on 1/],
  [
    'a reaction that was taken back and is there',
    { marks: [mark(1), { ...mark(1), isOn: false }], history: marked({ reactions: once }, {}, {}) },
    /^I1.*as taken back/,
  ],
  ['a reaction to what is not there', { marks: [mark(9)] }, /^I1.*👍 on 9/],
  [
    'a reaction that nobody put',
    { history: marked({ reactions: once }, {}, {}) },
    /^I2.*👍 on 1 .* never put/,
  ],
  ['a pin that nobody put', { history: marked({ pinned }, {}, {}) }, /^I2.*the pin on 1 .* never put/],
  [
    'a reaction that is counted twice',
    { marks: [mark(1)], history: marked({ reactions: [{ emoji: '👍', count: 2 }] }, {}, {}) },
    /^I3.*👍 on 1 of .* stored twice/,
  ],
  [
    'two states of a reaction at one rev',
    { observations: [{ ...seen(2), parts: { reactions: once } }] },
    /^I5/,
  ],
  [
    'a client that misses a reaction',
    { marks: [mark(1)], history: marked({ reactions: once }, {}, {}) },
    /^I9.*bob holds something else/,
  ],
  ['a message that nobody sent', { sends: [send(1), send(2)] }, /^I2 phantom: key 3 was never/],
  ['a refused message that is stored', { sends: [send(1), send(2), refused(3)] }, /^I2.*key 3 was refused/],
  [
    'a message stored twice',
    { history: history(...three, { ...message(4), clientId: message(3).clientId }) },
    /^I3/,
  ],
  [
    'two answers to one message',
    { sends: [{ ...send(1), acks: [ack(1), { ...ack(1), createdAt: 'now' }] }] },
    /^I3/,
  ],
  ['a hole in the seqs', { history: history(message(1), message(2), message(4)) }, /^I4/],
  ['two messages seen at one seq', { observations: [{ ...seen(2), clientId: 'other' as ClientId }] }, /^I5/],
  [
    'two states seen at one rev',
    { observations: [{ ...seen(2), text: 'other' }] },
    /^I5.*'other' {} at rev 2/,
  ],
  ['something seen that is gone later', { observations: [seen(9)] }, /^I5/],
  ['a hole in a client that thought itself whole', { holes: ['bob misses one'] }, /^I6.*bob misses one/],
  [
    'an order against that of one connection',
    { sends: [send(1), send(2), { ...send(3), place: { connection: 'the only one', at: 0 } }] },
    /^I7/,
  ],
  [
    'an order against real time',
    { sends: [{ ...send(3), invokedAtMs: 1, acks: [{ ...ack(3), atMs: 2 }] }, send(1)] },
    /^I8/,
  ],
  ['a message without an answer', { sends: [{ ...send(1), acks: [] }] }, /^I9.*key 1 got no answer/],
  ['a refusal of what is allowed', { sends: [refused(3)] }, /^I9.*key 3 was refused/],
  ['a client that misses a message', { clients: [{ by: 'bob', conversations: history(message(1)) }] }, /^I9/],
  ['a convergence that came too late', { convergenceMs: null }, /^I9/],
  [
    'what somebody is given after their removal',
    { removals: [{ userId: 'bob' as UserId, conversationId, atMs: -1_000, withinMs: 1_000 }] },
    /^I11/,
  ],
]

function ack(seq: number) {
  return { seq, createdAt: 'then', atMs: seq * 10 + 5 }
}
function refused(seq: number): SendRecord {
  return { ...send(seq), acks: [], refusal: 'message_empty' }
}
function withChange(change: ChangeRecord): Partial<Run> {
  return { sends: [{ ...send(1), changes: [change] }] }
}
function withParts(parts: HeldMessage['parts']): Partial<Run> {
  return {
    sends: [send(1), send(2), answering],
    history: history(message(1), message(2), { ...answer, parts }),
  }
}
function mark(seq: number, emoji: string | null = '👍'): MarkRecord {
  return { conversationId, seq, emoji, isOn: true, rev: seq }
}
function seen(seq: number): Observation {
  const { senderId, clientId, rev, text, parts, isDeleted } = message(seq)
  const what = { conversationId, seq, rev, senderId, clientId, text, parts, isDeleted }
  return { by: 'bob', userId: 'bob' as UserId, ...what, atMs: seq * 10 + 6, isPush: true }
}

for (const [what, change, expected] of broken) {
  t.test(`the checker finds ${what}`, async (t) => {
    t.ok(breaches({ ...good, ...change }).some((breach) => expected.test(breach)))
  })
}
