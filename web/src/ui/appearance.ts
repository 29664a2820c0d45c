/** How the client may look. It is chosen for this device, and so kept on it. */
export const appearances = {
  theme: ['system', 'light', 'dark', 'contrast'],
  density: ['comfortable', 'compact'],
  text: ['small', 'normal', 'large', 'largest'],
} as const

const unchosen = { theme: 'system', density: 'comfortable', text: 'normal' } as const

export type Appearance = keyof typeof appearances
export type Look<Name extends Appearance> = (typeof appearances)[Name][number]

const moreContrast = matchMedia('(prefers-contrast: more)')
const dark = matchMedia('(prefers-color-scheme: dark)')
const keyOf = (name: Appearance): string => `parley.${name}`

export function appearance<Name extends Appearance>(name: Name): Look<Name> {
  const looks: readonly Look<Name>[] = appearances[name]
  const kept = localStorage.getItem(keyOf(name))
  return looks.find((look) => look === kept) ?? unchosen[name]
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
  const theme = appearance('theme')
  dataset['theme'] = theme === 'system' ? systemTheme() : theme
  dataset['density'] = appearance('density')
  dataset['text'] = appearance('text')
}

const systemTheme = () => (moreContrast.matches ? 'contrast' : dark.matches ? 'dark' : 'light')
