import t from 'tap'

import { expiryContract } from '../../../contract/messages/expiry.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../../support/databases/mongo.ts'

const { url } = await newMongoDatabase(t)

expiryContract(t, (t) => openMongoStoreAt(t, url))
