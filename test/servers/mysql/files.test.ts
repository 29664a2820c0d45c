import t from 'tap'

import { fileStoreContract } from '../../contract/files/file-store.contract.ts'
import { storesOn } from './stores.ts'

t.test('files in MySQL, by two instances', (t) => {
  fileStoreContract(t, storesOn(t, 2))
  t.end()
})
