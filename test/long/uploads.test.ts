import { randomBytes, randomUUID } from 'node:crypto'

import t from 'tap'

import { serverFlags } from '../../api/build.ts'
import { residentMbOf } from '../faults/support/process-figures.ts'
import { testPassword } from '../support/app/app.ts'
import { cookieOf } from '../support/app/cookie-of.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { freePort } from '../support/network/free-port.ts'
import { ServerProcess } from '../support/processes/server-process.ts'

const megabytes = 25
const atOnce = 20
const grownMbMax = 60

t.setTimeout(180_000)

t.test('uploads are never in memory as a whole', async (t) => {
  const env = { FREE_DISK_BYTES_MIN: '0', NODE_OPTIONS: serverFlags.join(' ') }
  const server = new ServerProcess({ port: await freePort(), dataDir: await temporaryFolder(t), env })
  t.teardown(() => server.kill())
  await server.start()
  const headers = { origin: server.url, 'content-type': 'application/json' }
  const account = { username: 'ada', displayName: 'Ada', password: testPassword }
  const registered = await fetch(`${server.url}/api/v1/accounts`, {
    method: 'POST',
    headers,
    body: JSON.stringify(account),
  })
  const own = { origin: server.url, cookie: cookieOf(registered.headers.getSetCookie()) }
  const upload = async (bytes: Uint8Array<ArrayBuffer>): Promise<number> => {
    const response = await fetch(`${server.url}/api/v1/files?uploadId=${randomUUID()}`, {
      method: 'POST',
      headers: { ...own, 'x-file-name': 'a', 'content-type': 'application/octet-stream' },
      body: bytes,
    })
    await response.arrayBuffer()
    return response.status
  }
  t.equal(await upload(new Uint8Array(1_000)), 201, 'what the first one loads is loaded')
  const before = await residentMbOf(server.pid)
  let most = before
  const watching = setInterval(() => {
    void residentMbOf(server.pid).then((now) => (most = Math.max(most, now)))
  }, 50)
  const bytes = new Uint8Array(randomBytes(megabytes * 1024 ** 2))
  const startMs = performance.now()
  const statuses = await Promise.all(Array.from({ length: atOnce }, () => upload(bytes)))
  clearInterval(watching)
  t.same(new Set(statuses), new Set([201]))
  t.comment(
    `from ${before.toFixed(0)} to ${most.toFixed(0)} MiB, in ${(performance.now() - startMs).toFixed(0)} ms`,
  )
  t.ok(most - before < grownMbMax, `${(most - before).toFixed(0)} MiB more`)
})
