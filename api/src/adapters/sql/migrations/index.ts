import type { Migration } from 'kysely'

import { upTo6 } from './up-to-0006/index.ts'
import { upTo14 } from './up-to-0014/index.ts'
import { forwards } from './0015-forwards.ts'
import { pictures } from './0016-pictures.ts'
import { scheduledMessages } from './0017-scheduled-messages.ts'
import { drafts } from './0018-drafts.ts'
import { expiry } from './0019-expiry.ts'
import { invitationLinks } from './0020-invitation-links.ts'
import { moderators } from './0021-moderators.ts'
import { groupDescriptions } from './0022-group-descriptions.ts'
import { silences } from './0023-silences.ts'
import { announcements } from './0024-announcements.ts'
import { bans } from './0025-bans.ts'
import { joinRequests } from './0026-join-requests.ts'
import { history } from './0027-history.ts'

/**
 * In the order of their names. One that was published is never changed: a change is the next one.
 *
 * While instances are replaced one by one, the version before runs, and starts, on what this one has made.
 * So the name of a migration ends in `.since-` and the number of the oldest migration that a program must
 * know to work on what it leaves, as in '0005-pins.since-0004'. The database keeps the name, and a program
 * that does not know the migration decides by it.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  ...upTo6,
  ...upTo14,
  '0015-forwards.since-0006': forwards,
  '0016-pictures.since-0006': pictures,
  '0017-scheduled-messages.since-0006': scheduledMessages,
  '0018-drafts.since-0006': drafts,
  '0019-expiry.since-0006': expiry,
  '0020-invitation-links.since-0006': invitationLinks,
  '0021-moderators.since-0006': moderators,
  '0022-group-descriptions.since-0006': groupDescriptions,
  '0023-silences.since-0006': silences,
  '0024-announcements.since-0006': announcements,
  '0025-bans.since-0006': bans,
  '0026-join-requests.since-0006': joinRequests,
  '0027-history.since-0006': history,
}
