import t from 'tap'

import { pictureStoreContract } from '../../contract/files/picture-store.contract.ts'
import { openSqliteStores } from './stores.ts'

pictureStoreContract(t, openSqliteStores)
