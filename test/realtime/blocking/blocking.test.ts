import t from 'tap'

import { RealtimeTest } from '../../support/app/realtime.ts'
import { blockingSuite } from './suite.ts'

blockingSuite(t, async (t) => {
  const instance = await RealtimeTest.start(t)
  return { ofBlocker: instance, ofBlocked: instance }
})
