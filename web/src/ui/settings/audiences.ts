import type { Audience } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Choice } from '../components/field.ts'

const { everyone, contacts, nobody } = words.profile

export const audiences: readonly Choice<Audience>[] = [
  { value: 'everyone', label: everyone },
  { value: 'contacts', label: contacts },
  { value: 'nobody', label: nobody },
]

/** What a field offers is all that can be chosen in it. */
export const chosenOf = <Value extends string>(
  choices: readonly Choice<Value>[],
  { value }: { value: string },
) => choices.find((choice) => choice.value === value)?.value
