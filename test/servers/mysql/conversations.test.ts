import t from 'tap'

import { conversationStoreContract } from '../../contract/conversation-store.contract.ts'
import { membershipStoreContract } from '../../contract/membership-store.contract.ts'
import { storesOn } from './stores.ts'

t.test('conversations in MySQL, by two instances', (t) => {
  conversationStoreContract(t, storesOn(t, 2))
  t.end()
})

t.test('memberships in MySQL, by two instances', (t) => {
  membershipStoreContract(t, storesOn(t, 2))
  t.end()
})
