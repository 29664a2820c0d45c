import t, { type Test } from 'tap'

import { TestClock } from '../../support/app/clock.ts'
import { RealtimeTest, newClientId, sendFrame } from '../../support/app/realtime.ts'
import { roomyLimits } from '../../support/roomy-limits.ts'

const most = 4
const rateLimited = { type: 'refusal', problem: { code: 'rate_limited', retryAfterSeconds: 10 } }

async function start(t: Test, limited: Partial<typeof roomyLimits>) {
  const clock = new TestClock()
  clock.advance(10_000 - (clock.now().getTime() % 10_000)) // a window begins
  const accountLimits = { ...roomyLimits, ...limited }
  const test = await RealtimeTest.start(t, { ports: { clock }, config: { accountLimits } })
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const ask = async (method: 'POST' | 'PATCH' | 'DELETE' | 'PUT', path: string, payload?: object) => {
    const url = `/api/v1/conversations/${id}${path}`
    const reply = await test.app.inject({ method, url, headers: ann.headers, ...(payload && { payload }) })
    return { status: reply.statusCode, wait: reply.headers['retry-after'], body: reply.body }
  }
  const post = (text: string) => ask('POST', '/messages', { text, clientId: newClientId() })
  return { clock, test, ann, bob, id, ask, post }
}

t.test('messages count together, by whatever connection or request they come', async (t) => {
  const { clock, test, ann, bob, id, post } = await start(t, { messagesPerTenSeconds: most })
  const [first, second, other] = [await test.connect(ann), await test.connect(ann), await test.connect(bob)]
  t.match(await first.request(sendFrame(id, 'one')), { type: 'ack' })
  t.match(await second.request(sendFrame(id, 'two')), { type: 'ack' })
  for (const text of ['three', 'four']) t.match(await post(text), { status: 201 })
  const late = sendFrame(id, 'five')
  for (const client of [first, second]) t.match(await client.request(late), rateLimited)
  t.match(await post('five'), { status: 429, wait: '10', body: 'rate_limited' })
  t.match(
    await other.request(sendFrame(id, 'mine')),
    { type: 'ack', message: { seq: 5 } },
    'others have their own',
  )
  clock.advance(10_000)
  t.match(await first.request(late), { type: 'ack', message: { seq: 6 } }, 'nothing refused was stored')
})

t.test('edits count, and deletions do not', async (t) => {
  const { ask, post } = await start(t, { editsPerMinute: most })
  await post('one')
  for (let count = 0; count < most; count++)
    t.match(await ask('PATCH', '/messages/1', { text: `edit ${count}` }), { status: 200 })
  const refused = await ask('PATCH', '/messages/1', { text: 'one more' })
  t.match(refused, { status: 429, body: 'rate_limited' })
  t.ok(Number(refused.wait) > 0 && Number(refused.wait) <= 60)
  for (let count = 0; count <= most; count++) t.match(await ask('DELETE', '/messages/1'), { status: 200 })
})

t.test('how far one has read and that one types count each for itself, over all connections', async (t) => {
  const { clock, test, ann, id, ask, post } = await start(t, {
    readsPerTenSeconds: most,
    typingPerTenSeconds: most,
  })
  await post('one')
  const [first, second] = [await test.connect(ann), await test.connect(ann)]
  const reading = { type: 'read', conversationId: id, seq: 1 } as const
  const typing = { type: 'typing', conversationId: id } as const
  for (let count = 0; count < most / 2; count++) {
    t.match(await (count % 2 ? first : second).request(reading), { type: 'ack' })
    t.match(await ask('PUT', '/read', { seq: 1 }), { status: 204 })
    for (const client of [first, second]) t.match(await client.request(typing), { type: 'ack' })
  }
  for (const client of [first, second])
    for (const frame of [reading, typing]) t.match(await client.request(frame), rateLimited)
  t.match(await ask('PUT', '/read', { seq: 1 }), { status: 429, wait: '10', body: 'rate_limited' })
  t.match(await first.request(sendFrame(id, 'two')), { type: 'ack' })
  clock.advance(10_000)
  for (const frame of [reading, typing]) t.match(await second.request(frame), { type: 'ack' })
})
