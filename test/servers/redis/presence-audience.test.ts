import t from 'tap'

import { presenceAudienceSuite } from '../../realtime/presence/suite.ts'
import { serverUrl } from '../../support/databases/server-urls.ts'
import { TwoInstances } from '../../support/processes/instances.ts'

const { one, two } = await TwoInstances.start(t, serverUrl('REDIS_URL'))

presenceAudienceSuite(t, { ofAnn: one, ofOthers: two })
