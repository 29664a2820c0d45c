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

const moreContrast = matchMedia('(prefers-contrast: more)')
const dark = matchMedia('(prefers-color-scheme: dark)')
const keyOf = (name: Appearance): string => `parley.${name}`

export function appearance<Name extends Appearance>(name: Name): Look<Name> {
  const looks: readonly Look<Name>[] = appearances[name]
  const kept = localStorage.getItem(keyOf(name))
  return looks.find((look) => look === kept) ?? usual[name]
}

export function setAppearance<Name extends Appearance>(name: Name, look: Look<Name>): void {
  localStorage.setItem(keyOf(name), look)
  show()
}

/** From now on the page looks as it was chosen, here or in another tab, or as the system wishes it. */
export function keepAppearance(): void {
  show()
  for (const wish of [moreContrast, dark]) wish.addEventListener('change', show)
  addEventListener('storage', show)
}

function show(): void {
  const { dataset } = document.documentElement
  dataset['theme'] = shownTheme(appearance('theme'))
  dataset['density'] = appearance('density')
  dataset['text'] = appearance('text')
  dataset['motion'] = appearance('motion')
}

/** High contrast is dark where the system is. */
function shownTheme(chosen: Look<'theme'>): string {
  const isDark = dark.matches
  if (chosen === 'contrast' || (chosen === 'system' && moreContrast.matches))
    return isDark ? 'contrast-dark' : 'contrast'
  if (chosen !== 'system') return chosen
  return isDark ? 'dark' : 'light'
}
