import { readFile } from 'node:fs/promises'

import t from 'tap'

import { freePort } from '../support/network/free-port.ts'
import { ServerProcess } from '../support/processes/server-process.ts'
import { temporaryFolder } from '../support/databases/stores.ts'

const guide = await readFile(new URL('../../docs/self-hosting.md', import.meta.url), 'utf8')
const debugging = await readFile(new URL('../../docs/debugging.md', import.meta.url), 'utf8')
const documented = [...guide.matchAll(/^\| `((?:parley|nodejs)_\w+)`/gm)].map(([, name = '']) => name)

t.test('the metrics that the guide tells of are at their port, and nowhere else', async (t) => {
  const [port, metricsPort] = [await freePort(), await freePort()]
  const env = { HOST: '127.0.0.1', METRICS_PORT: String(metricsPort) }
  const server = new ServerProcess({ port, dataDir: await temporaryFolder(t), env })
  t.teardown(() => server.kill())
  await server.start()
  t.equal((await fetch(`${server.url}/api/v1/me`)).status, 401)
  const at = `http://127.0.0.1:${metricsPort}`
  const reply = await fetch(`${at}/metrics`)
  t.equal(reply.status, 200)
  t.match(reply.headers.get('content-type'), /^text\/plain; version=/)
  const text = await reply.text()
  t.ok(documented.length >= 9)
  for (const name of documented) t.match(text, new RegExp(`^# TYPE ${name} (counter|gauge|histogram)$`, 'm'))
  for (const [, name = ''] of text.matchAll(/^# TYPE (parley_\w+)/gm)) {
    t.ok(documented.includes(name), `the guide tells of ${name}`)
    t.match(debugging, `| \`${name}\` `, 'with what a rise tells')
  }
  t.match(
    text,
    /^parley_http_request_duration_seconds_count\{route="\/api\/v1\/me",method="GET",status="401"\} 1$/m,
  )
  t.match(text, /^parley_sockets 0$/m)

  t.equal((await fetch(`${at}/`)).status, 404)
  t.equal((await fetch(`${at}/metrics`, { method: 'POST' })).status, 404)
  t.equal((await fetch(`${server.url}/metrics`)).status, 404)
  t.equal(await server.stop(), 0)
})
