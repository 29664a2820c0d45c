import t from 'tap'

import { messageArchiveContract } from '../../contract/messages/message-archive.contract.ts'
import { openMongoStore } from '../../support/databases/mongo.ts'

messageArchiveContract(t, openMongoStore)
