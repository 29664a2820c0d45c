import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

import t from 'tap'

import { freePort } from '../support/network/free-port.ts'
import { ServerProcess } from '../support/processes/server-process.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { until } from '../support/until.ts'

/** Twice what waits with the limit that Node.js has by itself, and less than what the kernel allows. */
const clients = 1_024

t.test('Those who come back together while it is busy wait, and are not turned away', async (t) => {
  const port = await freePort()
  const server = new ServerProcess({ port, dataDir: await temporaryFolder(t) })
  t.teardown(() => server.kill())
  await server.start()
  await server.pause() // as busy as can be
  const sockets: Socket[] = []
  t.teardown(() => sockets.forEach((socket) => socket.destroy()))
  let connected = 0
  for (let count = 0; count < clients; count++) {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined)
    socket.once('connect', () => (connected += 1))
    sockets.push(socket)
  }
  await until(() => connected === clients, 'all are connected')
  server.resume()
  const last = sockets.at(-1)
  if (!last) throw new Error('Nobody came.')
  last.write('GET /healthz HTTP/1.1\r\nHost: parley\r\nConnection: close\r\n\r\n')
  const [answer] = await once(last, 'data')
  t.match(String(answer), /^HTTP\/1\.1 200 /)
})
