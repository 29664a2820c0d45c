import { randomUUID } from 'node:crypto'

import {
  limits,
  type ChangePage,
  type ConversationSummary,
  type Message,
  type MessagePage,
} from '@parley/shared'
import t from 'tap'

import { openApi, refused, type ApiClient } from '../../support/network/api-client.ts'

const api = await openApi(t)

const filled = async (person: ApiClient, other: ApiClient, count: number): Promise<string> => {
  const id = await person.direct(other)
  for (let sent = 1; sent <= count; sent++) await person.say(id, `number ${sent}`)
  return id
}

t.test('A message is acknowledged with its place, the same however often it is sent', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  const clientId = randomUUID()
  const first = await ada.say(id, 'hello', clientId)
  t.equal(first.statusCode, 201)
  t.match(first.json(), { conversationId: id, clientId, seq: 1 })
  await ada.say(id, 'more')
  t.same((await ada.say(id, 'hello', clientId)).json(), first.json())
  const { items, headSeq, rev } = (await ben.get(`/conversations/${id}/messages`)).json<MessagePage>()
  t.same(
    items.map(({ seq, text }) => [seq, text]),
    [
      [1, 'hello'],
      [2, 'more'],
    ],
  )
  t.same([headSeq, rev], [2, 2])
})

t.test('A clientId may not be used for another text', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  const clientId = randomUUID()
  await ada.say(id, 'hello', clientId)
  refused(t, await ada.say(id, 'good bye', clientId), 'client_id_reused')
  t.equal((await ben.say(id, 'good bye', clientId)).statusCode, 201, 'the ids of others do not matter')
})

t.test('A text is trimmed, in NFC, and comes back as it was sent otherwise', async (t) => {
  const [ada] = await api.people('ada')
  const id = await ada.direct(ada)
  for (const [raw, stored] of [
    ['  hello \n', 'hello'],
    ['e\u0301', '\u00e9'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['two\n\tlines', 'two\n\tlines'],
    ['\u202eright to left', '\u202eright to left'],
    ['\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
    ['{"$ne":null}', '{"$ne":null}'],
    ['\u06dd', '\u06dd'],
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['\u{1f600}'.repeat(limits.messageMax), '\u{1f600}'.repeat(limits.messageMax)],
  ] as const) {
    t.equal((await ada.say(id, raw)).statusCode, 201)
    const { items } = (await ada.get(`/conversations/${id}/messages?limit=1`)).json<MessagePage>()
    t.equal(items[0]?.text, stored)
  }
})

t.test('A message needs something to see, and may not be too long', async (t) => {
  const [ada] = await api.people('ada')
  const id = await ada.direct(ada)
  await ada.say(id, 'hello')
  const fillers = ['\u3164', '\u2800', '\u115f', '\ufe0f', '\uffa0', '\u034f', '\u{e0100}', ' \u2800\u200d\n']
  for (const text of ['', '   ', '\n\t', '\u200b', ...fillers]) {
    refused(t, await ada.say(id, text), 'message_empty')
    refused(t, await ada.patch(`/conversations/${id}/messages/1`, { text }), 'message_empty')
  }
  const long = 'x'.repeat(limits.messageMax + 1)
  refused(t, await ada.say(id, long), 'message_too_long')
  refused(t, await ada.patch(`/conversations/${id}/messages/1`, { text: long }), 'message_too_long')
})

t.test('What is sent is checked, and nothing is stored of what is refused', async (t) => {
  const [ada] = await api.people('ada')
  const id = await ada.direct(ada)
  const message = { clientId: randomUUID(), text: 'hello' }
  for (const payload of [
    {},
    { text: 'hello' },
    { clientId: message.clientId },
    { ...message, clientId: 'mine' },
    { ...message, text: ['hello'] },
    { ...message, text: { $gt: '' } },
    { ...message, text: 'x'.repeat(4 * limits.messageMax + 1) },
    { ...message, seq: 7 },
    { ...message, senderId: randomUUID() },
    { ...message, conversationId: id },
    { ...message, system: { kind: 'group-created' } },
  ]) {
    const reply = await ada.post(`/conversations/${id}/messages`, payload)
    refused(t, reply, 'invalid_request', JSON.stringify(payload).slice(0, 80))
  }
  t.equal((await ada.get(`/conversations/${id}/messages`)).json<MessagePage>().headSeq, 0)
})

t.test('History is read in pages: the latest, before, after and around', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await filled(ada, ben, 12)
  const seqs = async (query: string) =>
    (await ben.get(`/conversations/${id}/messages?${query}`)).json<MessagePage>().items.map(({ seq }) => seq)
  t.same(await seqs('limit=3'), [10, 11, 12])
  t.same(await seqs('before=10&limit=3'), [7, 8, 9])
  t.same(await seqs('after=4&limit=3'), [5, 6, 7])
  t.same(await seqs('after=0&limit=2'), [1, 2])
  t.same(await seqs('around=6&limit=5'), [4, 5, 6, 7, 8])
  t.same(await seqs('before=1'), [])
  t.same(await seqs('after=12'), [])
  t.equal((await seqs('')).length, 12)
})

t.test('A page begins at one place', async (t) => {
  const [ada] = await api.people('ada')
  const id = await ada.direct(ada)
  for (const query of [
    'before=2&after=1',
    'after=1&around=1',
    'before=2&after=1&around=1',
    'before=0',
    'before=-1',
    'around=0',
    'after=x',
    'after=1.5',
    'after=9007199254740993',
    'before=1&before=2',
    'before[$gt]=1',
    'limit=0',
    'limit=201',
    'cursor=abc',
  ]) {
    refused(t, await ada.get(`/conversations/${id}/messages?${query}`), 'invalid_request', query)
  }
})

t.test('One edits one’s own message, and it takes the next rev', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await filled(ada, ben, 2)
  const reply = await ada.patch(`/conversations/${id}/messages/1`, { text: ' better ' })
  t.equal(reply.statusCode, 200)
  t.match(reply.json(), { seq: 1, rev: 3, text: 'better', deletedAt: null })
  t.type(reply.json<Message>().editedAt, 'string')
  const again = await ada.patch(`/conversations/${id}/messages/1`, { text: 'better' })
  t.equal(again.json<Message>().rev, 3, 'the same text once more is no change')
})

t.test('One deletes one’s own message, and a tombstone keeps its place', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await filled(ada, ben, 2)
  const reply = await ada.delete(`/conversations/${id}/messages/1`)
  t.equal(reply.statusCode, 200)
  t.match(reply.json(), { seq: 1, rev: 3, text: '' })
  t.type(reply.json<Message>().deletedAt, 'string')
  t.same((await ada.delete(`/conversations/${id}/messages/1`)).json(), reply.json(), 'twice is once')
  refused(t, await ada.patch(`/conversations/${id}/messages/1`, { text: 'back' }), 'message_deleted')
})

t.test(
  'Nobody may edit what someone else wrote, not even the owner of the group, and no member delete it',
  async (t) => {
    const [ada, ben] = await api.people('ada', 'ben')
    const id = await ada.group([ben])
    const { seq } = (await ben.say(id, 'mine')).json<Message>()
    refused(t, await ada.patch(`/conversations/${id}/messages/${seq}`, { text: 'yours' }), 'not_author')
    const other = (await ada.say(id, 'hers')).json<Message>().seq
    refused(t, await ben.delete(`/conversations/${id}/messages/${other}`), 'not_author')
  },
)

t.test('A system message may not be edited or deleted by the one it tells of', async (t) => {
  const [ada] = await api.people('ada')
  const id = await ada.group()
  refused(t, await ada.patch(`/conversations/${id}/messages/1`, { text: 'never happened' }), 'not_author')
  refused(t, await ada.delete(`/conversations/${id}/messages/1`), 'not_author')
})

t.test('A message is reached through its own conversation only', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await filled(ada, ben, 3)
  const other = await filled(ada, ada, 1)
  for (const path of [`${other}/messages/3`, `${id}/messages/4`]) {
    refused(t, await ada.patch(`/conversations/${path}`, { text: 'x' }), 'message_not_found')
    refused(t, await ada.delete(`/conversations/${path}`), 'message_not_found')
  }
  for (const seq of ['0', '-1', 'x', '1.5', '9007199254740993', '%00']) {
    refused(t, await ada.delete(`/conversations/${id}/messages/${seq}`), 'invalid_request', seq)
    refused(t, await ada.patch(`/conversations/${id}/messages/${seq}`, { text: 'x' }), 'invalid_request', seq)
  }
  refused(t, await ada.patch(`/conversations/${id}/messages/1`, { text: 'x', seq: 2 }), 'invalid_request')
})

t.test('Who was away asks for the changes and has the present state of everything', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await filled(ada, ben, 3)
  await ada.patch(`/conversations/${id}/messages/1`, { text: 'edited' })
  await ada.delete(`/conversations/${id}/messages/2`)
  const whole = (await ben.get(`/conversations/${id}/changes?after=3`)).json<ChangePage>()
  t.match(whole, {
    items: [
      { seq: 1, rev: 4, text: 'edited' },
      { seq: 2, rev: 5, text: '' },
    ],
    rev: 5,
    headRev: 5,
  })
  const page = (await ben.get(`/conversations/${id}/changes?after=0&limit=2`)).json<ChangePage>()
  t.match(page, {
    items: [
      { seq: 3, rev: 3 },
      { seq: 1, rev: 4 },
    ],
    rev: 4,
    headRev: 5,
  })
  t.match((await ben.get(`/conversations/${id}/changes?after=5`)).json(), { items: [], rev: 5, headRev: 5 })
})

t.test('Changes are asked for after a rev', async (t) => {
  const [ada] = await api.people('ada')
  const id = await ada.direct(ada)
  for (const query of [
    '',
    'after=-1',
    'after=x',
    'after=1.5',
    'after=1&after=2',
    'after=0&limit=201',
    'after=0&before=2',
  ]) {
    refused(t, await ada.get(`/conversations/${id}/changes?${query}`), 'invalid_request', query)
  }
})

t.test('A position moves forward only, and not past what there is', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await filled(ada, ben, 5)
  const stateOf = async () => {
    const { unread, membership } = (await ben.get(`/conversations/${id}`)).json<ConversationSummary>()
    return [unread, membership.readSeq]
  }
  t.same(await stateOf(), [5, 0])
  const reply = await ben.put(`/conversations/${id}/read`, { seq: 3 })
  t.equal(reply.statusCode, 204)
  t.same(await stateOf(), [2, 3])
  await ben.put(`/conversations/${id}/read`, { seq: 1 })
  t.same(await stateOf(), [2, 3])
  await ben.put(`/conversations/${id}/read`, { seq: 1_000 })
  t.same(await stateOf(), [0, 5])
  await ada.say(id, 'one more')
  t.same(await stateOf(), [1, 5])
})

t.test('A position is a number', async (t) => {
  const [ada] = await api.people('ada')
  const id = await ada.direct(ada)
  for (const payload of [
    {},
    { seq: '3' },
    { seq: -1 },
    { seq: 1.5 },
    { seq: null },
    { seq: 1, userId: randomUUID() },
  ]) {
    refused(
      t,
      await ada.put(`/conversations/${id}/read`, payload),
      'invalid_request',
      JSON.stringify(payload),
    )
  }
})
