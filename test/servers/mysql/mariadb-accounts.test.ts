import t from 'tap'

import { accessTokenStoreContract } from '../../contract/access-token-store.contract.ts'
import { activityStoreContract } from '../../contract/activity-store.contract.ts'
import { sessionStoreContract } from '../../contract/session-store.contract.ts'
import { throttleStoreContract } from '../../contract/throttle-store.contract.ts'
import { userStoreContract } from '../../contract/user-store.contract.ts'
import { versionsContract } from '../../contract/versions.contract.ts'
import { MariadbServer } from '../../support/databases/mariadb-server.ts'
import { storesOn } from './stores.ts'

const server = await MariadbServer.start(t)

t.test('users in MariaDB, by two instances', (t) => {
  userStoreContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('sessions in MariaDB, by two instances', (t) => {
  sessionStoreContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('access tokens in MariaDB, by two instances', (t) => {
  accessTokenStoreContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('activity in MariaDB', (t) => {
  activityStoreContract(t, storesOn(t, 1, server.url))
  t.end()
})

t.test('throttles in MariaDB, by two instances', (t) => {
  throttleStoreContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('versions in MariaDB, by two instances', (t) => {
  versionsContract(t, storesOn(t, 2, server.url))
  t.end()
})
