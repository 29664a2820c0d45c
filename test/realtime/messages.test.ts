import { setTimeout as wait } from 'node:timers/promises'

import t from 'tap'

import { newClientId, RealtimeTest, sendFrame } from '../support/app/realtime.ts'

t.test('a message reaches everyone in the conversation, and nobody else', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, eve] = await test.people('ann', 'bob', 'eve')
  const id = await test.direct(ann, bob)
  const [fromAnn, atBob, atEve] = await Promise.all([ann, bob, eve].map((person) => test.connect(person)))
  if (!fromAnn || !atBob || !atEve) return
  const reply = await fromAnn.request(sendFrame(id, '  Tea at four?  '))
  t.match(reply, { type: 'ack', message: { conversationId: id, seq: 1 } })
  const expected = {
    message: { conversationId: id, seq: 1, rev: 1, senderId: ann.user.id, text: 'Tea at four?' },
  }
  t.match(await atBob.next('message'), expected)
  t.match(await fromAnn.next('message'), expected, 'the sender too, for the sake of the revs')
  t.same(
    (await atEve.rest()).filter(({ type }) => type !== 'ping'),
    [],
  )
})

t.test('a message sent twice is stored once and answered alike, over socket and REST', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const client = await test.connect(ann)
  const clientId = newClientId()
  const first = await client.request(sendFrame(id, 'once', clientId))
  const again = await client.request(sendFrame(id, 'once', clientId))
  const overRest = await test.call(ann, 'POST', `/conversations/${id}/messages`, { clientId, text: 'once' })
  t.ok(first.type === 'ack' && again.type === 'ack')
  if (first.type !== 'ack' || again.type !== 'ack') return
  t.same(again.message, first.message)
  t.same(overRest, first.message)
  t.match(await client.request(sendFrame(id, 'other', clientId)), { problem: { code: 'client_id_reused' } })
})

t.test('what one connection sends without waiting is stored in that order', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const client = await test.connect(ann)
  const texts = Array.from({ length: 100 }, (_, at) => `message ${at}`)
  await Promise.all(texts.map((text) => client.request(sendFrame(id, text))))
  const page = await test.call<{ items: { text: string }[] }>(
    bob,
    'GET',
    `/conversations/${id}/messages?limit=200`,
  )
  t.same(
    page.items.map(({ text }) => text),
    texts,
  )
})

t.test('it is so too while every membership has to be asked for, whatever that takes', async (t) => {
  const test = await RealtimeTest.start(t, { realtime: { compareIntervalMs: 600_000 } })
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const client = await test.connect(ann)
  const { services, stores } = test.app.parts
  const { memberships } = stores
  const of = memberships.of.bind(memberships)
  let asked = 0
  memberships.ofUser = () => Promise.reject(new Error('away'))
  memberships.of = async (...args) => {
    await wait(asked++ === 0 ? 200 : 10 * (asked % 3))
    return of(...args)
  }
  services.connected.doubt()
  const texts = Array.from({ length: 20 }, (_, at) => `message ${at}`)
  const replies = await Promise.all(texts.map((text) => client.request(sendFrame(id, text))))
  t.equal(asked, texts.length)
  t.same(
    replies.map((reply) => reply.type === 'ack' && reply.message?.seq),
    texts.map((_, at) => at + 1),
  )
})

t.test('edits and deletions reach everyone with their rev', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const [fromAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
  await fromAnn.request(sendFrame(id, 'Tae'))
  await test.call(ann, 'PATCH', `/conversations/${id}/messages/1`, { text: 'Tea' })
  t.match(await atBob.next('change'), { message: { seq: 1, rev: 2, text: 'Tea', deletedAt: null } })
  await test.call(ann, 'DELETE', `/conversations/${id}/messages/1`)
  t.match(await atBob.next('change'), { message: { seq: 1, rev: 3, text: '', deletedAt: String } })
})

t.test('a send that breaks a rule is refused and has no effect', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, eve] = await test.people('ann', 'bob', 'eve')
  const id = await test.direct(ann, bob)
  const client = await test.connect(ann)
  const outsider = await test.connect(eve)
  const code = async (text: string) => {
    const reply = await client.request(sendFrame(id, text))
    return reply.type === 'refusal' ? reply.problem.code : reply.type
  }
  for (const unseen of [' \u200b\n', '\u3164', '\u2800', '\u115f', '\ufe0f', '\uffa0', '\u034f'])
    t.equal(await code(unseen), 'message_empty')
  t.equal(await code('x'.repeat(8_001)), 'message_too_long')
  t.equal(await code('😀'.repeat(8_000)), 'ack')
  t.equal(await code('nul \0'), 'text_invalid')
  t.equal(await code('\ud800'), 'text_invalid')
  const refused = await outsider.request(sendFrame(id, 'let me in'))
  const unknown = await outsider.request(sendFrame(newClientId() as never, 'anyone?'))
  t.match(refused, { type: 'refusal', problem: { code: 'conversation_not_found', status: 404 } })
  t.match(unknown, { type: 'refusal', problem: { code: 'conversation_not_found', status: 404 } })
  t.equal((await test.call<{ headSeq: number }>(bob, 'GET', `/conversations/${id}/messages`)).headSeq, 1)
})
