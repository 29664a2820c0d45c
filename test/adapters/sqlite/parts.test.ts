import t, { type Test } from 'tap'

import { openMessageStore } from '../../../api/src/adapters/sqlite-messages/message-store.ts'
import { mentionsContract } from '../../contract/messages/mentions.contract.ts'
import { reactionsContract } from '../../contract/messages/reactions.contract.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'

const open = async (t: Test) => {
  const store = await openMessageStore({ dataDir: await temporaryFolder(t) })
  t.teardown(() => store.close())
  return store
}

reactionsContract(t, open)
mentionsContract(t, open)
