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
import { openSqliteStores } from './stores.ts'

t.test('conversations in SQLite', (t) => {
  conversationStoreContract(t, openSqliteStores)
  t.end()
})

t.test('memberships in SQLite', (t) => {
  membershipStoreContract(t, openSqliteStores)
  t.end()
})

t.test('blocks in SQLite', (t) => {
  blockStoreContract(t, openSqliteStores)
  t.end()
})

t.test('direct conversations in SQLite', (t) => {
  directsContract(t, openSqliteStores)
  t.end()
})

t.test('what one hides and clears in SQLite', (t) => {
  clearingContract(t, openSqliteStores)
  t.end()
})

t.test('invitations in SQLite', (t) => {
  invitationStoreContract(t, openSqliteStores)
  t.end()
})

t.test('invitation links in SQLite', (t) => {
  invitationLinkStoreContract(t, openSqliteStores)
  t.end()
})

t.test('what newcomers read in SQLite', (t) => {
  historyContract(t, openSqliteStores)
  t.end()
})

t.test('roles in SQLite', (t) => {
  rolesContract(t, openSqliteStores)
  t.end()
})

t.test('silences in SQLite', (t) => {
  silenceStoreContract(t, openSqliteStores)
  t.end()
})

t.test('bans in SQLite', (t) => {
  banStoreContract(t, openSqliteStores)
  t.end()
})

t.test('join requests in SQLite', (t) => {
  joinRequestContract(t, openSqliteStores)
  t.end()
})
