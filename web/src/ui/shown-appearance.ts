import { appearance, keyOf, type Appearance, type Look } from './appearance.ts'

const moreContrast = matchMedia('(prefers-contrast: more)')
const dark = matchMedia('(prefers-color-scheme: dark)')

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
