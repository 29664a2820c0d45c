import type { IncomingMessage } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import t from 'tap'

import { RealtimeTest } from '../support/app/realtime.ts'
import { until } from '../support/until.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

t.test('a connection keeps nothing of the request that it began with', async (t) => {
  const test = await RealtimeTest.start(t)
  const requests: WeakRef<IncomingMessage>[] = []
  test.app.server.on('upgrade', (request) => requests.push(new WeakRef(request)))
  const [ann] = await test.people('ann')
  const clients = [await test.connect(ann), await test.connect(ann)]
  t.equal(requests.length, clients.length)
  await until(() => {
    collectGarbage()
    return requests.every((request) => request.deref() === undefined)
  }, 'the requests are freed')
  for (const client of clients) {
    t.match(await client.request({ type: 'watch', userIds: [] }), { type: 'ack' }, 'and works on')
  }
})
