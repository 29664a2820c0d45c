import t from 'tap'

import { presenceAudienceSuite } from '../../realtime/presence/suite.ts'
import { serverUrl } from '../../support/databases/server-urls.ts'
import { TwoInstances } from '../../support/processes/instances.ts'

/** What is told at once does not wait for the versions to be compared. */
const overrides = { realtime: { compareIntervalMs: 600_000 } }
const { one, two } = await TwoInstances.start(t, serverUrl('REDIS_URL'), overrides)

presenceAudienceSuite(t, { ofAnn: one, ofOthers: two })
