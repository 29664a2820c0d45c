import { speak } from './index.ts'
import type { Language } from './languages.ts'
import type { Translation } from './translation.ts'

/** English is there from the start. */
const others: Record<Exclude<Language, 'en'>, () => Promise<{ translation: Translation }>> = {
  de: () => import('./de/index.ts'),
  es: () => import('./es/index.ts'),
  fr: () => import('./fr/index.ts'),
  ja: () => import('./ja/index.ts'),
  ar: () => import('./ar/index.ts'),
}

/** Before anything is said. Where a language cannot be had, the client goes on in English. */
export async function load(language: Language): Promise<void> {
  if (language === 'en') return
  const loaded = await others[language]().catch(() => null)
  if (loaded) speak(loaded.translation)
}
