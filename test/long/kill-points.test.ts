import t from 'tap'

import { freePort } from '../support/network/free-port.ts'
import { ServerProcess } from '../support/processes/server-process.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { killAtPoint, killHits, killPoints } from '../delivery/kill-points.ts'

t.setTimeout(300_000 + killHits * 30_000)

for (const point of killPoints.filter(({ store }) => store !== 'mongo')) {
  t.test(`Nothing is lost, doubled or reordered when the server dies ${point.name}`, async (t) => {
    const start = async (program: string): Promise<ServerProcess[]> => {
      const [port, dataDir] = [await freePort(), await temporaryFolder(t)]
      const server = new ServerProcess({ port, dataDir, program, env: { REQUESTS_PER_MINUTE: '999999' } })
      t.teardown(() => server.kill())
      await server.start()
      return [server]
    }
    await killAtPoint(t, { point, hits: killHits, start })
  })
}
