import type { ClientId, ConversationId, UserId } from '@parley/shared'
import t from 'tap'

import { breaches } from '../../scripts/delivery/checker.ts'
import type {
  ChangeRecord,
  HeldMessage,
  Observation,
  Run,
  SendRecord,
} from '../../scripts/delivery/records.ts'

const conversationId = 'conversation' as ConversationId
const senderId = 'ann' as UserId

const message = (seq: number): HeldMessage => ({
  seq,
  rev: seq,
  senderId,
  clientId: `key ${seq}` as ClientId,
  text: `text ${seq}`,
  isEdited: false,
  isDeleted: false,
  isSystem: false,
})
const send = (seq: number): SendRecord => ({
  conversationId,
  senderId,
  clientId: `key ${seq}` as ClientId,
  text: `text ${seq}`,
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
  ['two states seen at one rev', { observations: [{ ...seen(2), text: 'other' }] }, /^I5.*'other' at rev 2/],
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
function seen(seq: number): Observation {
  const { senderId, clientId, rev, text, isDeleted } = message(seq)
  const what = { conversationId, seq, rev, senderId, clientId, text, isDeleted }
  return { by: 'bob', userId: 'bob' as UserId, ...what, atMs: seq * 10 + 6, isPush: true }
}

for (const [what, change, expected] of broken) {
  t.test(`the checker finds ${what}`, async (t) => {
    t.ok(breaches({ ...good, ...change }).some((breach) => expected.test(breach)))
  })
}
