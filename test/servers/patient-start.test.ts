import t from 'tap'

import { compose } from '../../api/src/compose.ts'
import { newMongoDatabase } from '../support/databases/mongo.ts'
import { MongoProxy } from '../support/network/mongo-proxy.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { until } from '../support/until.ts'

t.test('An instance that starts before its server is there waits for it, and says so', async (t) => {
  const proxy = await MongoProxy.before(t, new URL((await newMongoDatabase(t)).url))
  const mongodbUrl = proxy.url
  proxy.goAway()
  const told: string[] = []
  const log = {
    info: () => undefined,
    warn: (_: object, text: string) => told.push(text),
    error: () => undefined,
  }
  const starting = compose({ dataDir: await temporaryFolder(t), mongodbUrl }, log)
  await Promise.race([starting, until(() => told.includes('a database is not reachable yet'), 'it is told')])
  await proxy.comeBack()
  const parts = await starting
  await t.resolves(parts.pings.messages())
  await parts.close()
})
