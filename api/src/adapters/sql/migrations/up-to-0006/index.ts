import { accounts } from './0001-accounts.ts'
import { conversations } from './0002-conversations.ts'
import { firstSeqs } from './0003-first-seqs.ts'
import { userVersions } from './0004-user-versions.ts'
import { blocks } from './0005-blocks.ts'
import { privacy } from './0006-privacy.ts'

/** What every program must know to work on what a later one leaves. */
export const upTo6 = {
  '0001-accounts': accounts,
  '0002-conversations': conversations,
  '0003-first-seqs.since-0002': firstSeqs,
  '0004-user-versions.since-0002': userVersions,
  '0005-blocks': blocks,
  '0006-privacy': privacy,
} as const
