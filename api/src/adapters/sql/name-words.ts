import { limits } from '@parley/shared'

/** The rows that one name takes in a table of words; a longer name is found by its first words. */
const wordsMax = 40

/** A name as it is compared and sorted. */
export function sortKey(name: string): string {
  return firstCodePoints(folded(name), limits.groupNameMax)
}

/** The rest of the name from each word on: 'ada king lovelace', 'king lovelace', 'lovelace'. */
export function nameWords(name: string): string[] {
  const key = folded(name)
  const starts = [...key.matchAll(/[^\p{Z}\s]+/gu)].map(({ index }) => wordKey(key.slice(index)))
  return [...new Set(starts)].slice(0, wordsMax)
}

/** All words w with from <= w < below begin with the prefix, whatever wildcards a database knows. */
export function wordRange(prefix: string): { readonly from: string; readonly below: string } {
  const from = wordKey(sortKey(prefix))
  return { from, below: from + pastEveryEnding }
}

/** One more of the last code point than a word can have. */
const pastEveryEnding = '\u{10ffff}'.repeat(limits.searchMax + 1)

/** No longer than what can be searched for, which also bounds the index. */
function wordKey(text: string): string {
  return firstCodePoints(text, limits.searchMax)
}

/** Twice NFKC, because lower case can undo it. */
const folded = (name: string): string => name.normalize('NFKC').toLowerCase().normalize('NFKC')

function firstCodePoints(text: string, count: number): string {
  return [...text].slice(0, count).join('')
}
