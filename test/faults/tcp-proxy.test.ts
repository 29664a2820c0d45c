import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'

import t from 'tap'

import { TcpProxy } from '../support/network/tcp-proxy.ts'

/** So long the sender is busy between two pieces, so that the clock of its timers lags by all that it can. */
function beBusy(ms: number): void {
  const endMs = performance.now() + ms
  while (performance.now() < endMs);
}

t.test('bytes arrive in their order, and the end after the last, in any weather', async (t) => {
  const server = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const proxy = await TcpProxy.open(t, () => port)
  let turn = 0
  proxy.weather.delayMs = () => [40, 3, 17, 1, 29][turn++ % 5] ?? 0
  const socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true })
  let echo = ''
  socket.on('data', (data) => (echo += data.toString()))
  let sent = ''
  for (let piece = 0; piece < 400; piece += 1) {
    sent += `${piece} `
    await new Promise((resolve) => socket.write(`${piece} `, resolve))
    if (piece % 3 === 0) await new Promise(setImmediate)
    beBusy(0.7)
    if (piece === 300) delete proxy.weather.delayMs
  }
  socket.end()
  await once(socket, 'close')
  t.equal(echo, sent)
})
