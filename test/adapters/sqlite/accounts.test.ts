import t from 'tap'

import { accessTokenStoreContract } from '../../contract/access-token-store.contract.ts'
import { activityStoreContract } from '../../contract/activity-store.contract.ts'
import { draftStoreContract } from '../../contract/messages/draft-store.contract.ts'
import { savedStoreContract } from '../../contract/saved-store.contract.ts'
import { scheduledStoreContract } from '../../contract/due/scheduled-store.contract.ts'
import { sessionStoreContract } from '../../contract/session-store.contract.ts'
import { throttleStoreContract } from '../../contract/throttle-store.contract.ts'
import { userStoreContract } from '../../contract/user-store.contract.ts'
import { versionsContract } from '../../contract/versions.contract.ts'
import { openSqliteStores } from './stores.ts'

t.test('users in SQLite', (t) => {
  userStoreContract(t, openSqliteStores)
  t.end()
})

t.test('sessions in SQLite', (t) => {
  sessionStoreContract(t, openSqliteStores)
  t.end()
})

t.test('access tokens in SQLite', (t) => {
  accessTokenStoreContract(t, openSqliteStores)
  t.end()
})

t.test('activity in SQLite', (t) => {
  activityStoreContract(t, openSqliteStores)
  t.end()
})

t.test('throttles in SQLite', (t) => {
  throttleStoreContract(t, openSqliteStores)
  t.end()
})

t.test('versions in SQLite', (t) => {
  versionsContract(t, openSqliteStores)
  t.end()
})

t.test('what is saved in SQLite', (t) => {
  savedStoreContract(t, openSqliteStores)
  t.end()
})

t.test('what is scheduled in SQLite', (t) => {
  scheduledStoreContract(t, openSqliteStores)
  t.end()
})

t.test('drafts in SQLite', (t) => {
  draftStoreContract(t, openSqliteStores)
  t.end()
})
