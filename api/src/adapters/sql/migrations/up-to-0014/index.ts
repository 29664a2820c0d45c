import { nameWords } from './0007-name-words.ts'
import { groupClientIds } from './0008-group-client-ids.ts'
import { accessTokens } from './0009-access-tokens.ts'
import { tokenNames } from './0010-token-names.ts'
import { muteEnds } from './0011-mute-ends.ts'
import { files } from './0012-files.ts'
import { mentions } from './0013-mentions.ts'
import { savedMessages } from './0014-saved-messages.ts'

export const upTo14 = {
  '0007-name-words.since-0006': nameWords,
  '0008-group-client-ids.since-0006': groupClientIds,
  '0009-access-tokens.since-0006': accessTokens,
  '0010-token-names.since-0006': tokenNames,
  '0011-mute-ends.since-0006': muteEnds,
  '0012-files.since-0006': files,
  '0013-mentions.since-0006': mentions,
  '0014-saved-messages.since-0006': savedMessages,
} as const
