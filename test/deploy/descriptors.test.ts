import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'

import t from 'tap'

import { freePort } from '../support/network/free-port.ts'
import { malformedRequests, type Form } from '../support/network/malformed-requests.ts'
import { ServerProcess } from '../support/processes/server-process.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { until } from '../support/until.ts'

/** REQUESTS_PER_FORM=2000 takes a minute. */
const perForm = Number(process.env['REQUESTS_PER_FORM'] ?? 50)
const atOnce = 100
const endWaitMs = 30_000

const port = await freePort()
const env = { HOST: '127.0.0.1', REQUESTS_PER_MINUTE: '999999' }
const server = new ServerProcess({ port, dataDir: await temporaryFolder(t), env })
t.teardown(() => server.kill())
await server.start()

const descriptors = async (): Promise<number> => (await readdir(`/proc/${server.pid}/fd`)).length

interface Exchange {
  readonly socket: Socket
  readonly answer: string
}

/** Resolves when either side has ended it. The client's side stays open as long as the test wants it to. */
async function exchange({ what, bytes, afterwards }: Form): Promise<Exchange> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).setEncoding('utf8')
  const ended = new Promise<true>((resolve) =>
    socket.once('end', () => resolve(true)).once('close', () => resolve(true)),
  )
  let answer = ''
  socket.on('data', (data: string) => (answer += data))
  socket.on('error', () => undefined) // 'close' follows
  socket.write(bytes, () => {
    if (afterwards === 'half-closes') socket.end()
    if (afterwards === 'leaves') socket.destroy()
    if (afterwards === 'resets') socket.resetAndDestroy()
  })
  if (!(await Promise.race([ended, setTimeout(endWaitMs, false, { ref: false })]))) {
    throw new Error(`Nobody ended the connection: ${what}`)
  }
  return { socket, answer }
}

const exchanges = (form: Form): Promise<Exchange[]> =>
  Promise.all(Array.from({ length: atOnce }, () => exchange(form)))

const leave = (all: readonly Exchange[]): void => all.forEach(({ socket }) => void socket.destroy())

t.test('no malformed request leaves a descriptor open', async (t) => {
  t.ok(malformedRequests.length >= 40)
  const root = await fetch(server.url, { headers: { connection: 'close' } })
  await root.text()
  const before = await descriptors()
  const untilClosed = (what: string): Promise<void> =>
    until(async () => (await descriptors()) <= before, `the server has closed all: ${what}`)
  for (const form of malformedRequests) {
    const first = await exchanges(form)
    if (form.status !== null) {
      const statuses = new Set(first.map(({ answer }) => Number(/^HTTP\/1\.1 (\d+) /.exec(answer)?.[1])))
      t.same([...statuses], [form.status === 'root' ? root.status : form.status], form.what)
    }
    await untilClosed(form.what) // while all clients still hold their side
    leave(first)
    for (let sent = atOnce; sent < perForm; sent += atOnce) leave(await exchanges(form))
  }
  await untilClosed('after all of them')
  t.equal((await fetch(`${server.url}/healthz`)).status, 200)
  t.equal(server.output.includes('"level":50'), false, 'and nothing of it is an error of ours')
})

t.test('nor keeps the server from ending', async (t) => {
  const held = await Promise.all(
    [...malformedRequests, ...malformedRequests]
      .filter(({ afterwards }) => afterwards === 'waits')
      .map(exchange),
  )
  const silent = connect(port, '127.0.0.1')
  const begun = connect(port, '127.0.0.1')
  begun.write('GET / HTTP/1.1\r\nHost: x\r\n')
  t.teardown(() => [silent, begun].forEach((socket) => void socket.destroy()))
  for (const socket of [silent, begun]) socket.on('error', () => undefined)
  t.equal(await server.stop(), 0)
  leave(held)
})
