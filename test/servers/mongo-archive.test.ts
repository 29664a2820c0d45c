import t from 'tap'

import { messageArchiveContract } from '../contract/message-archive.contract.ts'
import { openMongoStore } from '../support/mongo.ts'

messageArchiveContract(t, openMongoStore)
