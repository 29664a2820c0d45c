import t from 'tap'

import { blockStoreContract } from '../../contract/block-store.contract.ts'
import { clearingContract } from '../../contract/clearing.contract.ts'
import { conversationStoreContract } from '../../contract/conversation-store.contract.ts'
import { directsContract } from '../../contract/directs.contract.ts'
import { invitationStoreContract } from '../../contract/invitation-store.contract.ts'
import { historyContract } from '../../contract/joining/history.contract.ts'
import { invitationLinkStoreContract } from '../../contract/joining/invitation-link-store.contract.ts'
import { banStoreContract } from '../../contract/moderation/ban-store.contract.ts'
import { joinRequestContract } from '../../contract/joining/join-request.contract.ts'
import { rolesContract } from '../../contract/moderation/roles.contract.ts'
import { membershipStoreContract } from '../../contract/membership-store.contract.ts'
import { silenceStoreContract } from '../../contract/moderation/silence-store.contract.ts'
import { MariadbServer } from '../../support/databases/mariadb-server.ts'
import { storesOn } from './stores.ts'

const server = await MariadbServer.start(t)

t.test('conversations in MariaDB, by two instances', (t) => {
  conversationStoreContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('memberships in MariaDB, by two instances', (t) => {
  membershipStoreContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('blocks in MariaDB, by two instances', (t) => {
  blockStoreContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('direct conversations in MariaDB, by two instances', (t) => {
  directsContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('what one hides and clears in MariaDB, by two instances', (t) => {
  clearingContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('invitations in MariaDB, by two instances', (t) => {
  invitationStoreContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('invitation links in MariaDB, by two instances', (t) => {
  invitationLinkStoreContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('what newcomers read in MariaDB, by two instances', (t) => {
  historyContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('roles in MariaDB, by two instances', (t) => {
  rolesContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('silences in MariaDB, by two instances', (t) => {
  silenceStoreContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('bans in MariaDB, by two instances', (t) => {
  banStoreContract(t, storesOn(t, 2, server.url))
  t.end()
})

t.test('join requests in MariaDB, by two instances', (t) => {
  joinRequestContract(t, storesOn(t, 2, server.url))
  t.end()
})
