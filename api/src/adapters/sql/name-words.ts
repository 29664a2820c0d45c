import { limits } from '@parley/shared'
import { expressionBuilder, sql } from 'kysely'

import type { Tables } from './tables.ts'

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

/** Whether what is `found`, by the longest beginning, has a word for each of the others as well. */
export function hasWordFor(
  others: readonly string[],
  words: 'user_words' | 'group_words',
  owner: 'username' | 'conversation_id',
) {
  const [ofOther, ofFound] = [sql.ref(`other.${owner}`), sql.ref(`found.${owner}`)]
  const wordIn = ({ from, below }: ReturnType<typeof wordRange>) => sql<boolean>`exists (
    select other.word from ${sql.table(words)} as other
    where ${ofOther} = ${ofFound} and other.word >= ${from} and other.word < ${below})`
  return expressionBuilder<Tables>().and(others.map(wordRange).map(wordIn))
}
