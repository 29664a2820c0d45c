import { isLanguage, languages } from '../i18n/languages.ts'

/** How the client looks. Chosen for this device, and so kept on it. */
export const appearances = {
  theme: ['system', 'light', 'dark', 'contrast'],
  density: ['comfortable', 'compact'],
  text: ['small', 'normal', 'large', 'largest'],
  clock: ['locale', '24', '12'],
  motion: ['system', 'less'],
  language: ['browser', ...Object.keys(languages).filter(isLanguage)],
} as const

export type Appearance = keyof typeof appearances

/** Until something is chosen. */
const usual = {
  theme: 'system',
  density: 'comfortable',
  text: 'normal',
  clock: 'locale',
  motion: 'system',
  language: 'browser',
} as const
export type Look<Name extends Appearance> = (typeof appearances)[Name][number]

export const keyOf = (name: Appearance): string => `parley.${name}`

export function appearance<Name extends Appearance>(name: Name): Look<Name> {
  const looks: readonly Look<Name>[] = appearances[name]
  const kept = localStorage.getItem(keyOf(name))
  return looks.find((look) => look === kept) ?? usual[name]
}
