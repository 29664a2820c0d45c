import t from 'tap'

import { openMessageStore } from '../../../../api/src/adapters/sqlite-messages/message-store.ts'
import { pinsContract } from '../../../contract/messages/pins.contract.ts'
import { temporaryFolder } from '../../../support/databases/stores.ts'

pinsContract(t, async (t) => {
  const store = await openMessageStore({ dataDir: await temporaryFolder(t) })
  t.teardown(() => store.close())
  return store
})
