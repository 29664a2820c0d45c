import t from 'tap'

import { blockingSuite } from '../../realtime/blocking/suite.ts'
import { TwoInstances } from '../../support/processes/instances.ts'
import { serverUrl } from '../../support/databases/server-urls.ts'

/** Ann is connected to one instance, and Ben to another. */
blockingSuite(t, async (t) => {
  const { one, two } = await TwoInstances.start(t, serverUrl('REDIS_URL'))
  return { ofBlocker: one, ofBlocked: two }
})
