import type { Visibility } from '@parley/shared'

import { words } from '../../../i18n/late.ts'
import { radioChoice } from './radio-choice.ts'

export function visibilityChoice(chosen: Visibility, openHint: string = words.create.openHint) {
  const { who, open, closed, closedHint } = words.create
  const options = [
    { value: 'closed', label: closed, hint: closedHint },
    { value: 'open', label: open, hint: openHint },
  ] as const
  return radioChoice<Visibility>(who, options, chosen)
}
