import t from 'tap'

import { messageFiltersContract } from '../../contract/messages/message-filters.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'

messageFiltersContract(t, async (t) => openMongoStoreAt(t, (await newMongoDatabase(t)).url))
