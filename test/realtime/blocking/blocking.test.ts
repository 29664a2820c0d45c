import t from 'tap'

import { RealtimeTest } from '../../support/app/realtime.ts'
import { blockingSuite } from './suite.ts'

const instance = await RealtimeTest.start(t)

blockingSuite(t, { ofBlocker: instance, ofBlocked: instance })
