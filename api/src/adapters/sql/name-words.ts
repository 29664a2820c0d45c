import { limits } from '@parley/shared'

/** A name as it is compared and sorted: twice NFKC, because lower case can undo it. */
export function sortKey(name: string): string {
  const key = name.normalize('NFKC').toLowerCase().normalize('NFKC')
  return [...key].slice(0, limits.groupNameMax).join('')
}

/** All words w with from <= w < below begin like that, whatever wildcards a database knows. */
export const wordRange = (beginning: string): { readonly from: string; readonly below: string } => ({
  from: beginning,
  below: beginning + pastEveryEnding,
})

/** One more of the last code point than a word can have. */
const pastEveryEnding = '\u{10ffff}'.repeat(limits.searchMax + 1)
