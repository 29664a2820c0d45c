import t from 'tap'

import { pictureStoreContract } from '../../contract/files/picture-store.contract.ts'
import { storesOn } from './stores.ts'

t.test('pictures in MySQL, by two instances', (t) => {
  pictureStoreContract(t, storesOn(t, 2))
  t.end()
})
