import type { Migration } from 'kysely'

import { upTo6 } from './up-to-0006/index.ts'
import { nameWords } from './0007-name-words.ts'
import { groupClientIds } from './0008-group-client-ids.ts'
import { accessTokens } from './0009-access-tokens.ts'
import { tokenNames } from './0010-token-names.ts'
import { muteEnds } from './0011-mute-ends.ts'
import { files } from './0012-files.ts'
import { mentions } from './0013-mentions.ts'
import { savedMessages } from './0014-saved-messages.ts'
import { forwards } from './0015-forwards.ts'
import { pictures } from './0016-pictures.ts'
import { scheduledMessages } from './0017-scheduled-messages.ts'
import { drafts } from './0018-drafts.ts'
import { expiry } from './0019-expiry.ts'
import { invitationLinks } from './0020-invitation-links.ts'

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
  '0007-name-words.since-0006': nameWords,
  '0008-group-client-ids.since-0006': groupClientIds,
  '0009-access-tokens.since-0006': accessTokens,
  '0010-token-names.since-0006': tokenNames,
  '0011-mute-ends.since-0006': muteEnds,
  '0012-files.since-0006': files,
  '0013-mentions.since-0006': mentions,
  '0014-saved-messages.since-0006': savedMessages,
  '0015-forwards.since-0006': forwards,
  '0016-pictures.since-0006': pictures,
  '0017-scheduled-messages.since-0006': scheduledMessages,
  '0018-drafts.since-0006': drafts,
  '0019-expiry.since-0006': expiry,
  '0020-invitation-links.since-0006': invitationLinks,
}
