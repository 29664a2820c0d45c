import t from 'tap'

import { mentionsContract } from '../../../contract/messages/mentions.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../../support/databases/mongo.ts'

const { url } = await newMongoDatabase(t)

mentionsContract(t, (t) => openMongoStoreAt(t, url))
