import t from 'tap'

import { messageArchiveContract } from '../../contract/message-archive.contract.ts'
import { openMongoStore } from '../../support/databases/mongo.ts'

messageArchiveContract(t, openMongoStore)
