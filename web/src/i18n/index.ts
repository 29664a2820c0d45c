import { english } from './en/index.ts'
import type { Translation } from './translation.ts'

/** In the language that is spoken. It is known when the page is shown: nobody reads words before. */
export let words: Translation['words'] = english

export let translation: Translation | null = null

export function speak(other: Translation): void {
  translation = other
  words = other.words
}
