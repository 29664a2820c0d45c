import t from 'tap'

import { english } from '../../web/src/i18n/en/index.ts'
import { lateEnglish } from '../../web/src/i18n/en/late.ts'
import { directionOf, firstOf, languages } from '../../web/src/i18n/languages.ts'
import { numbers } from '../../web/src/i18n/plural.ts'
import { translation as arabic } from '../../web/src/i18n/ar/index.ts'
import { translation as german } from '../../web/src/i18n/de/index.ts'
import { translation as spanish } from '../../web/src/i18n/es/index.ts'
import { translation as french } from '../../web/src/i18n/fr/index.ts'
import { translation as japanese } from '../../web/src/i18n/ja/index.ts'

const translations = {
  en: { words: english, late: lateEnglish },
  de: german,
  es: spanish,
  fr: french,
  ja: japanese,
  ar: arabic,
} as const

/** Each text by its place; a sentence is said about the same things in all languages. */
function textsOf(words: object, place = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const at = `${place}${key}`
    if (typeof value === 'string') return [[at, value]]
    // As a name and as a count, for one knows of none which it takes.
    if (typeof value === 'function') return [[at, String(Reflect.apply(value, null, ['5', '7', '11', '13']))]]
    return value && typeof value === 'object' ? textsOf(value, `${at}.`) : []
  })
}

t.test('Every language says all that English says, about the same things', async (t) => {
  t.strictSame(Object.keys(translations), Object.keys(languages))
  const inEnglish = textsOf(translations.en)
  t.ok(inEnglish.length > 400)
  for (const [language, words] of Object.entries(translations)) {
    const said = new Map(textsOf(words))
    t.equal(said.size, inEnglish.length, language)
    for (const [place, sentence] of inEnglish) {
      const text = said.get(place) ?? ''
      t.notMatch(text, /undefined|null|\[object|NaN|#|^\s*$/, `${language}: ${place}`)
      for (const thing of ['5', '7', '11', '13'])
        t.equal(
          text.includes(thing),
          sentence.includes(thing),
          `${language}: ${place} tells of ${thing}: ${text}`,
        )
    }
  }
})

t.test('A count takes the form that goes with it', async (t) => {
  const arabic = numbers<'zero' | 'one' | 'two' | 'few' | 'many'>('ar')
  const forms = { zero: 'none', one: 'one', two: 'two', few: 'some #', many: 'many #', other: 'other #' }
  const formOf = (count: number) => arabic.count(count, forms).replace(/[\d٠-٩]+/u, '#')
  t.strictSame([0, 1, 2, 3, 11, 100].map(formOf), ['none', 'one', 'two', 'some #', 'many #', 'other #'])
  t.equal(numbers<'one'>('de').count(12_345, { one: '# Zeichen', other: '# Zeichen' }), '12.345 Zeichen')
})

t.test('Of the languages that somebody wishes the first that is there is spoken', async (t) => {
  for (const [wished, language] of [
    [[], 'en'],
    [['tlh', 'de-AT', 'en'], 'de'],
    [['en-US', 'de'], 'en'],
    [['DE'], 'de'],
    [['constructor', '__proto__'], 'en'],
    [['dex', ''], 'en'],
  ] as const)
    t.equal(firstOf(wished), language, wished.join())
  t.strictSame(['en', 'de', 'ar', ''].map(directionOf), ['ltr', 'ltr', 'rtl', 'ltr'])
})
