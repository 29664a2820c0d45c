import { countryCodes } from '@parley/shared/countries'

import { words } from '../../i18n/late.ts'

const names = new Intl.DisplayNames([words.language], { type: 'region' })

export const countryName = (code: string): string => names.of(code) ?? code

export const countriesByName = (): { value: string; label: string }[] =>
  [...countryCodes]
    .map((value) => ({ value, label: countryName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, words.language))
