import { words } from '../i18n/index.ts'
import { directionOf, firstOf } from '../i18n/languages.ts'
import { load } from '../i18n/load.ts'
import { appearance } from './appearance.ts'
import { setClockFace } from './format/time.ts'

/** From here on there are words, and times as they are read here. */
export async function chooseLanguage(): Promise<void> {
  const chosen = appearance('language')
  await load(chosen === 'browser' ? firstOf(navigator.languages) : chosen)
  const { documentElement: page } = document
  page.lang = words.language
  page.dir = directionOf(words.language)
  setClockFace(appearance('clock'))
}
