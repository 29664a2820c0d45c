import t from 'tap'

import { blockingSuite } from '../../realtime/blocking-suite.ts'
import { RealtimeTest } from '../../support/app/realtime.ts'
import { newDatabases } from '../../support/databases/server-places.ts'

const servers = await newDatabases(t)

/** Ann is connected to one instance, and Ben to another. */
blockingSuite(t, async (t) => ({
  ofBlocker: await RealtimeTest.start(t, { servers }),
  ofBlocked: await RealtimeTest.start(t, { servers }),
}))
