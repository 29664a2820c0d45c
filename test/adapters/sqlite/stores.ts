import type { Test } from 'tap'

import { openSqlStores } from '../../../api/src/adapters/open-sql-stores.ts'
import type { StoresUnderTest } from '../../contract/stores-under-test.ts'
import { pretendingIn } from '../../support/pretending.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'

export async function openSqliteStores(t: Test): Promise<StoresUnderTest> {
  const place = { dataDir: await temporaryFolder(t) }
  const stores = await openSqlStores(place)
  t.teardown(() => stores.close())
  return { ...stores, ...pretendingIn(place) }
}
