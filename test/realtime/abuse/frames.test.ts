import { setImmediate } from 'node:timers/promises'

import { limits } from '@parley/shared'
import t from 'tap'

import { conversationTopic } from '../../../api/src/bus/bus.ts'
import { TestClock } from '../../support/app/clock.ts'
import { newClientId, RealtimeTest } from '../../support/app/realtime.ts'

const nested = `{"type":"typing","ref":"1","conversationId":${'['.repeat(5_000)}${']'.repeat(5_000)}}`

const unreadable: [string, string | Buffer, string][] = [
  ['no JSON', 'hello', 'invalid_json'],
  ['nothing', '', 'invalid_json'],
  ['an array', '[]', 'invalid_json'],
  ['null', 'null', 'invalid_json'],
  ['bytes', Buffer.from([0, 1, 2]), 'invalid_json'],
  ['a key __proto__', '{"type":"pong","__proto__":{"polluted":true}}', 'invalid_json'],
  ['a constructor', '{"constructor":{"prototype":{"polluted":true}}}', 'invalid_json'],
  ['a key twice', '{"type":"pong","type":"pong"}', 'invalid_json'],
  ['an unknown type', '{"type":"shutdown"}', 'unknown_frame'],
  ['a type that every object has', '{"type":"constructor"}', 'unknown_frame'],
  ['a type that is no string', '{"type":{"$ne":null}}', 'unknown_frame'],
  ['no ref', '{"type":"watch","userIds":[]}', 'invalid_request'],
  ['a field too many', '{"type":"pong","admin":true}', 'invalid_request'],
]

t.test('frames that cannot be read get an error, and the connection goes on', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const client = await test.connect(ann)
  for (const [what, frame, code] of unreadable) {
    client.raw(frame)
    t.equal((await client.next('error')).problem.code, code, what)
  }
  t.equal(({} as { polluted?: boolean }).polluted, undefined)
  t.match(await client.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('frames whose ref can be read are refused by it', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const client = await test.connect(ann)
  const refusedCode = async (frame: string) => {
    client.raw(frame)
    return (await client.next('refusal', ({ ref }) => ref === '1')).problem.code
  }
  t.equal(await refusedCode('{"type":"typing","ref":"1","conversationId":{"$ne":null}}'), 'invalid_request')
  t.equal(await refusedCode('{"type":"read","ref":"1","conversationId":"x","seq":"1"}'), 'invalid_request')
  t.equal(await refusedCode('{"type":"fly","ref":"1"}'), 'unknown_frame')
  t.equal(await refusedCode(nested), 'invalid_request')
})

t.test('a frame that is too large gets an error, and the connection goes on', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const client = await test.connect(ann)
  const parrots = '🦜'.repeat(limits.frameBytesMax / 4) // four bytes each
  for (const frame of [
    'x'.repeat(limits.frameBytesMax + 1),
    `${parrots}x`,
    'x'.repeat(limits.frameBytesReceivedMax),
  ]) {
    client.raw(frame)
    t.match((await client.next('error')).problem, { code: 'frame_too_large', status: 413 })
  }
  client.raw(parrots)
  t.match((await client.next('error')).problem, { code: 'invalid_json' }, 'up to the limit it is read')
  t.match(await client.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('a frame that is far too large closes the connection with its code', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const client = await test.connect(ann)
  client.raw('x'.repeat(limits.frameBytesReceivedMax + 1))
  t.match(await client.end(), { code: 1009 })
})

t.test('bytes that are no text close the connection with their code', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const client = await test.connect(ann)
  client.socket.send(Buffer.from([0xc3, 0x28]), { binary: false })
  t.match(await client.end(), { code: 1007 })
})

t.test('who floods is cut off with a code, and others are not', async (t) => {
  const ports = { clock: new TestClock() }
  const test = await RealtimeTest.start(t, { ports, realtime: { framesPerTenSeconds: 20 } })
  const [ann, bob] = await test.people('ann', 'bob')
  const [flooding, quiet] = [await test.connect(ann), await test.connect(bob)]
  for (let count = 0; count < 25; count++) flooding.raw('{"type":"pong"}')
  t.match(await flooding.end(), { code: 4429, reason: /slow down/ })
  t.match(await quiet.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('who reads too slowly is cut off with a code, and gets everything by asking', async (t) => {
  const test = await RealtimeTest.start(t, { realtime: { unsentBytes: 64 * 1024 } })
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const slow = await test.connect(bob)
  const say = (text: string) =>
    test.call(ann, 'POST', `/conversations/${id}/messages`, { text, clientId: newClientId() })
  await say('🦜'.repeat(limits.messageMax)) // four bytes each
  const { message } = await slow.next('message')
  slow.socket.pause()
  // 16 MB, more than the buffers of both ends of a loopback connection take. Told again and again and not
  // written, for between being cut off and knowing of it there are only seconds.
  const frames = 500
  for (let count = 0; count < frames; count++) {
    test.app.parts.bus.publish(conversationTopic(id), { type: 'message', message })
    if (count % 5 === 0) await setImmediate()
  }
  await say('unheard')
  slow.socket.resume()
  t.match(await slow.end(), { code: 4408 })
  t.notOk(slow.frames.some((frame) => frame.type === 'message' && frame.message.text === 'unheard'))
  const changes = await test.call(bob, 'GET', `/conversations/${id}/changes?after=1`)
  t.match(changes, { items: [{ text: 'unheard' }], rev: 2, headRev: 2 })
})
