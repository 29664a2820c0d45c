import t from 'tap'

import { messageStoreContract } from '../../contract/messages/message-store.contract.ts'
import { messageSearchContract } from '../../contract/messages/message-search.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'

const { url } = await newMongoDatabase(t)

messageStoreContract(t, (t) => openMongoStoreAt(t, url))
messageSearchContract(t, (t) => openMongoStoreAt(t, url))
