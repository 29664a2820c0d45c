import t from 'tap'

import { statesContract } from '../../../contract/messages/states.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../../support/databases/mongo.ts'

const { url } = await newMongoDatabase(t)

statesContract(t, (t) => openMongoStoreAt(t, url))
