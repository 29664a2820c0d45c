import type { GroupHistory } from '@parley/shared'

import { words } from '../../../i18n/late.ts'
import { radioChoice } from './radio-choice.ts'

/** What new members of a group read. */
export function historyChoice(chosen: GroupHistory = 'all') {
  const { who, all, allHint, fromJoining, fromJoiningHint } = words.create.history
  const options = [
    { value: 'all', label: all, hint: allHint },
    { value: 'from-joining', label: fromJoining, hint: fromJoiningHint },
  ] as const
  return radioChoice<GroupHistory>(who, options, chosen)
}
