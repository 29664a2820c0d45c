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
import { storesOn } from './stores.ts'

t.test('users in MySQL, by two instances', (t) => {
  userStoreContract(t, storesOn(t, 2))
  t.end()
})

t.test('sessions in MySQL, by two instances', (t) => {
  sessionStoreContract(t, storesOn(t, 2))
  t.end()
})

t.test('access tokens in MySQL, by two instances', (t) => {
  accessTokenStoreContract(t, storesOn(t, 2))
  t.end()
})

t.test('activity in MySQL', (t) => {
  activityStoreContract(t, storesOn(t, 1))
  t.end()
})

t.test('throttles in MySQL, by two instances', (t) => {
  throttleStoreContract(t, storesOn(t, 2))
  t.end()
})

t.test('versions in MySQL, by two instances', (t) => {
  versionsContract(t, storesOn(t, 2))
  t.end()
})

t.test('what is saved in MySQL, by two instances', (t) => {
  savedStoreContract(t, storesOn(t, 2))
  t.end()
})

t.test('what is scheduled in MySQL, by two instances', (t) => {
  scheduledStoreContract(t, storesOn(t, 2))
  t.end()
})

t.test('drafts in MySQL, by two instances', (t) => {
  draftStoreContract(t, storesOn(t, 2))
  t.end()
})
