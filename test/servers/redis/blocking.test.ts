import t from 'tap'

import { blockingSuite } from '../../realtime/blocking/suite.ts'
import { serverUrl } from '../../support/databases/server-urls.ts'
import { TwoInstances } from '../../support/processes/instances.ts'

const { one, two } = await TwoInstances.start(t, serverUrl('REDIS_URL'))

/** Ann is connected to one instance, and Ben to another. */
blockingSuite(t, { ofBlocker: one, ofBlocked: two })
