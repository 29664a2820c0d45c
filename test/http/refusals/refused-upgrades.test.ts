import { connect } from 'node:net'

import { pino } from 'pino'
import t, { type Test } from 'tap'

import { buildTestApp, type Overrides } from '../../support/app/app.ts'
import { exchange } from '../../support/network/exchange.ts'
import { until } from '../../support/until.ts'

const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n'
const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
const handshake = (address: string, more = ''): string =>
  `GET ${address} HTTP/1.1\r\nHost: parley.test\r\nOrigin: http://evil.example\r\n${upgrade}${key}${more}\r\n`

/** The application on a real port, and the lines that it logs. */
async function listening(t: Test, overrides: Overrides = {}) {
  const lines: string[] = []
  const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) })
  const app = await buildTestApp(t, { logger, ...overrides })
  const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
  lines.length = 0 // of how it started
  return { app, port, lines }
}

t.test('Who asks for a WebSocket elsewhere gets the answer of the address, and is closed', async (t) => {
  const { port, lines } = await listening(t)
  const addresses: [address: string, status: number][] = [
    ['/healthz', 200],
    ['/nothing', 404],
    ['/api/v1/me?q=secret', 403],
    ['/api/v1/messages/search?q=secret', 403],
    ['/api/v1/realtime/?q=secret', 404],
    ['http://parley.test/api/v1/realtime', 403],
    ['/%ED%A0%80', 400],
    ['/%zz', 400],
  ]
  for (const [address, status] of addresses) {
    const answer = await exchange(port, handshake(address))
    t.ok(answer.startsWith(`HTTP/1.1 ${status} `), `${address}: ${answer.split('\r\n', 1)[0]}`)
    t.match(answer, /\r\nconnection: close\r\n/i)
    t.match(answer, /\r\nx-request-id: [0-9a-f-]{36}\r\n/)
    if (status >= 400) t.match(answer, 'application/problem+json')
  }
  await until(() => lines.length >= addresses.length, 'all are logged')
  t.equal(lines.filter((line) => line.includes('"msg":"request"')).length, addresses.length)
  t.notMatch(lines.join(''), 'secret', 'without what was asked for')
})

t.test('A refused upgrade counts against the limit, at whatever address', async (t) => {
  const { port } = await listening(t, { config: { requestsPerMinute: 4 } })
  const addresses = ['/%ED%A0%80', '/%zz', '/nothing', '/api/v1/realtime']
  for (const address of addresses) {
    t.match(await exchange(port, handshake(address)), /^HTTP\/1\.1 40[034] /, address)
  }
  for (const address of addresses) {
    t.match(await exchange(port, handshake(address)), /^HTTP\/1\.1 429 .*retry-after: \d+/is, address)
  }
})

t.test('What Node.js would refuse by itself counts, too', async (t) => {
  const { port } = await listening(t, { config: { requestsPerMinute: 5 } })
  const get = 'GET /nothing HTTP/1.1\r\n'
  const requests: [bytes: string, status: number][] = [
    [`${get}\r\n`, 400], // no host
    [`${get}Host: parley.test\r\nHost: parley.test\r\n\r\n`, 400],
    [`${get}host: parley.test\r\nHOST: evil.example\r\n\r\n`, 400],
    [`${get}Host: parley.test\r\nExpect: a miracle\r\nConnection: close\r\n\r\n`, 404],
    ['GET /nothing HTTP/1.0\r\n\r\n', 404],
  ]
  for (const [at, [bytes, status]] of requests.entries()) {
    const answer = await exchange(port, bytes)
    t.ok(answer.startsWith(`HTTP/1.1 ${status} `), `${bytes}: ${answer}`)
    t.match(answer, `ratelimit-remaining: ${4 - at}\r\n`)
    t.match(answer, `"code":"${status === 400 ? 'invalid_request' : 'route_not_found'}"`)
  }
  for (const [bytes] of requests.slice(3)) t.match(await exchange(port, bytes), /^HTTP\/1\.1 429 /)
})

t.test('A client that has gone before it is looked at is no fault of ours', async (t) => {
  const { port, lines } = await listening(t)
  for (const bytes of [handshake('/%zz'), handshake('/nothing')]) {
    for (let count = 0; count < 20; count++) {
      const socket = connect(port, '127.0.0.1')
      socket.write(bytes, () => socket.resetAndDestroy())
      await new Promise((resolve) => socket.once('close', resolve))
    }
  }
  await until(
    async () => (await exchange(port, handshake('/healthz'))).startsWith('HTTP/1.1 200'),
    'it answers',
  )
  t.same(
    lines.filter((line) => JSON.parse(line).level >= 50),
    [],
  )
})

t.test(
  'A handshake behind a request that waits is answered after it, and no channel is opened',
  async (t) => {
    const { port } = await listening(t)
    const first = 'GET /nothing HTTP/1.1\r\nHost: parley.test\r\n\r\n'
    const answer = await exchange(port, first + handshake('/api/v1/realtime'))
    t.same(answer.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 404', 'HTTP/1.1 403'])
  },
)
