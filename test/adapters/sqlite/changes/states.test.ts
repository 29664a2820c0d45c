import t from 'tap'

import { openMessageStore } from '../../../../api/src/adapters/sqlite-messages/message-store.ts'
import { forwardsContract, statesContract } from '../../../contract/messages/states.contract.ts'
import { temporaryFolder } from '../../../support/databases/stores.ts'

for (const contract of [statesContract, forwardsContract])
  contract(t, async (t) => {
    const store = await openMessageStore({ dataDir: await temporaryFolder(t) })
    t.teardown(() => store.close())
    return store
  })
