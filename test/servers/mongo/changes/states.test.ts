import t from 'tap'

import { forwardsContract, statesContract } from '../../../contract/messages/states.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../../support/databases/mongo.ts'

const { url } = await newMongoDatabase(t)

for (const contract of [statesContract, forwardsContract]) contract(t, (t) => openMongoStoreAt(t, url))
