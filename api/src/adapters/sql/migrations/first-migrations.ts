import type { Migration } from 'kysely'

import { accounts } from './0001-accounts.ts'
import { conversations } from './0002-conversations.ts'
import { firstSeqs } from './0003-first-seqs.ts'
import { userVersions } from './0004-user-versions.ts'

/** Those that came before there were blocks. */
export const firstMigrations: Readonly<Record<string, Migration>> = {
  '0001-accounts': accounts,
  '0002-conversations': conversations,
  '0003-first-seqs.since-0002': firstSeqs,
  '0004-user-versions.since-0002': userVersions,
}
