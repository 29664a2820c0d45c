import t from 'tap'

import { freePort } from '../support/network/free-port.ts'
import { ServerProcess } from '../support/processes/server-process.ts'
import { temporaryFolder } from '../support/databases/stores.ts'

t.test('Behind a proxy it first says that it ends, and still serves until the proxy knows', async (t) => {
  const port = await freePort()
  const env = { HOST: '127.0.0.1', TRUST_PROXY: '127.0.0.1' }
  const server = new ServerProcess({ port, dataDir: await temporaryFolder(t), env })
  t.teardown(() => server.kill())
  await server.start()
  const startMs = performance.now()
  const exited = server.stop()

  const says = async (path: string): Promise<number> => (await fetch(server.url + path)).status
  while ((await says('/servez')) !== 503) t.ok(performance.now() - startMs < 5_000, 'it says so at once')
  t.equal(await says('/readyz'), 503)
  const page = await fetch(`${server.url}/api/v1/me`)
  t.equal(page.status, 401, 'a request is answered as before')
  t.equal(await exited, 0)
  t.ok(performance.now() - startMs > 2_000)
})
