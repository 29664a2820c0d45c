import t from 'tap'

import { openMessageStore } from '../../../../api/src/adapters/sqlite-messages/message-store.ts'
import { expiryContract } from '../../../contract/messages/expiry.contract.ts'
import { temporaryFolder } from '../../../support/databases/stores.ts'

expiryContract(t, async (t) => {
  const store = await openMessageStore({ dataDir: await temporaryFolder(t) })
  t.teardown(() => store.close())
  return store
})
