import { once } from 'node:events'

import { limits } from '@parley/shared'
import t from 'tap'

import { TestClock } from '../../support/app/clock.ts'
import { masked, RawSocket } from '../../support/network/raw-socket.ts'
import { RealtimeTest, sendFrame } from '../../support/app/realtime.ts'

const text = 0x81
const part = 0x00
const firstPart = 0x01
const lastPart = 0x80
const ping = 0x89
const pong = 0x8a
const close = 0x88
/** In all but the last part of a message. */
const isPartial = 0x7f

const closing = (code: number, reason = ''): Buffer =>
  masked(close, Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason, 'latin1')]))

/** As long as two bytes can say. */
const longPart = 'x'.repeat(0xffff)

const tooLong = Buffer.from([text, 0xff, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])

type Violation = readonly [what: string, bytes: Buffer, code: number]
const violations: readonly Violation[] = [
  ['a frame without a mask', Buffer.from([text, 5, ...Buffer.from('hello')]), 1002],
  ['the first reserved bit, which means compressed', masked(text | 0x40, 'hello'), 1002],
  ['the second reserved bit', masked(text | 0x20, 'hello'), 1002],
  ['the third reserved bit', masked(text | 0x10, 'hello'), 1002],
  ['a kind of data that does not exist', masked(0x83, 'hello'), 1002],
  ['a kind of control frame that does not exist', masked(0x8b), 1002],
  ['a ping in parts', masked(ping & isPartial), 1002],
  ['a ping that is too long', masked(ping, 'x'.repeat(126)), 1002],
  ['a part of nothing', masked(part, 'hello'), 1002],
  ['a message within a message', Buffer.concat([masked(firstPart, 'he'), masked(text, 'llo')]), 1002],
  ['a close frame of one byte', masked(close, 'x'), 1002],
  ...[0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 9999].map((code): Violation => [
    `the close code ${code}`,
    closing(code),
    1002,
  ]),
  ['a reason that is no text', closing(1000, '\u00c3\u0028'), 1007],
  ['bytes that are no text', masked(text, Buffer.from([0xc3, 0x28])), 1007],
  ['half of a surrogate pair', masked(text, Buffer.from([0xed, 0xa0, 0x80])), 1007],
  [
    'no text in two parts',
    Buffer.concat([masked(firstPart, 'a'), masked(lastPart, Buffer.from([0xff]))]),
    1007,
  ],
  ['a frame of petabytes', tooLong, 1009],
  [
    'a message that is too long only in all',
    Buffer.concat([
      masked(firstPart, longPart),
      ...Array.from({ length: 3 }, () => masked(part, longPart)),
      masked(part, 'x'.repeat(limits.frameBytesReceivedMax - 4 * longPart.length + 1)),
    ]),
    1009,
  ],
]

t.test('who breaks the rules of WebSockets is cut off with a code, and nobody else is', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const other = await test.connect(bob)
  const open = () => RawSocket.open({ port: test.port, cookie: ann.cookie })
  for (const [what, bytes, code] of violations) {
    const socket = await open()
    await socket.write(bytes)
    t.equal(await socket.closeCode(), code, what)
  }
  t.match(await other.request({ type: 'watch', userIds: [] }), { type: 'ack' })

  await t.test('nor is the memory filled with parts of a message', async (t) => {
    for (const payload of ['', 'x']) {
      const socket = await open()
      await socket.write(masked(firstPart, payload))
      await socket.write(Buffer.concat(Array.from({ length: 131_073 }, () => masked(part, payload))))
      t.equal(await socket.closeCode(), 1008, `parts of ${payload.length} bytes`)
    }
    t.match(await other.request({ type: 'watch', userIds: [] }), { type: 'ack' })
  })

  await t.test('while a frame that comes byte by byte is served', async (t) => {
    const socket = await open()
    const frame = masked(text, '{"type":"watch","ref":"1","userIds":[],"x":"' + 'x'.repeat(2_000) + '"}')
    for (const byte of frame) await socket.write(Buffer.from([byte]))
    await socket.write(closing(1000))
    t.equal(await socket.closeCode(), 1000)
  })
})

t.test('compression is not agreed upon, whoever offers it', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const offers = [
    'permessage-deflate',
    'permessage-deflate; client_max_window_bits',
    'x-webkit-deflate-frame',
  ]
  for (const offer of offers) {
    const headers = { 'Sec-WebSocket-Extensions': offer }
    const socket = await RawSocket.open({ port: test.port, cookie: ann.cookie, headers })
    t.match(socket.head, /^HTTP\/1\.1 101 /)
    t.notMatch(socket.head, /sec-websocket-extensions/i)
    socket.destroy()
  }
})

t.test('a session counts in the cookie and nowhere else', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const id = ann.cookie.slice(ann.cookie.indexOf('=') + 1)
  const attempts: [path: string, headers: Record<string, string>][] = [
    [`?parley=${id}`, {}],
    [`?token=${id}&session=${id}&access_token=${id}`, {}],
    ['', { Authorization: `Bearer ${id}` }],
    ['', { 'Sec-WebSocket-Protocol': id }],
    ['', { 'X-Session': id }],
  ]
  for (const [query, headers] of attempts) {
    const socket = await RawSocket.open({ port: test.port, headers }, `/api/v1/realtime${query}`)
    t.match(socket.head, /^HTTP\/1\.1 401 /)
    socket.destroy()
  }
})

t.test('who floods is cut off while the messages of others go through', async (t) => {
  const test = await RealtimeTest.start(t, { realtime: { framesPerTenSeconds: 600 } })
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(bob, bob)
  const sender = await test.connect(bob)
  const flood = async (frame: Buffer): Promise<number | null> => {
    const socket = await RawSocket.open({ port: test.port, cookie: ann.cookie })
    await socket.write(Buffer.concat(Array.from({ length: 5_000 }, () => frame)))
    return socket.closeCode()
  }
  const floods = [masked(text, '{"type":"pong"}'), masked(text, 'x'), masked(pong)].map(flood)
  for (let count = 0; count < 20; count++) {
    t.match(await sender.request(sendFrame(id, `number ${count}`)), { type: 'ack' })
  }
  t.same(await Promise.all(floods), [4429, 4429, 4429])
})

t.test('the pings of the WebSocket itself count too', async (t) => {
  const ports = { clock: new TestClock() }
  const test = await RealtimeTest.start(t, { ports, realtime: { framesPerTenSeconds: 20 } })
  const [ann] = await test.people('ann')
  const client = await test.connect(ann)
  for (let count = 0; count < 20; count++) {
    client.socket.ping()
    await once(client.socket, 'pong')
  }
  client.socket.ping()
  t.match(await client.end(), { code: 4429 })
})
