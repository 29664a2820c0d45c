import t from 'tap'

import { fileStoreContract } from '../../contract/files/file-store.contract.ts'
import { openSqliteStores } from './stores.ts'

fileStoreContract(t, openSqliteStores)
