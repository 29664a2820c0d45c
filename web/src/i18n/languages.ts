/** Each by its own name. */
export const languages = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  ar: 'العربية',
} as const

export type Language = keyof typeof languages

export const isLanguage = (code: string): code is Language => Object.hasOwn(languages, code)

const rightToLeft: ReadonlySet<string> = new Set(['ar'])

export const directionOf = (language: string): 'ltr' | 'rtl' => (rightToLeft.has(language) ? 'rtl' : 'ltr')

/** Without the country or the script: nobody is left with English for another way of spelling theirs. */
export const languageOf = (locale: string): string => locale.split('-', 1)[0]?.toLowerCase() ?? ''

/** The first that there is of those that somebody wishes, as browsers tell it; English if there is none. */
export const firstOf = (wished: readonly string[]): Language =>
  wished.map(languageOf).find(isLanguage) ?? 'en'
