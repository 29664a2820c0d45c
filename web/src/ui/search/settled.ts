import { searchedKinds, searchTerms, type SearchTerm } from '@parley/shared/text'

/** What is looked for while one types: without a filter at the end that is not whole yet. */
export function settled(query: string): string {
  const last = searchTerms(query).at(-1)
  return last && isBegun(last) ? query.slice(0, last.from).trim() : query
}

const isBegun = (term: SearchTerm): boolean =>
  term.kind === 'unfinished' &&
  (term.operator === 'has'
    ? searchedKinds.some((kind) => kind.startsWith(term.value.toLowerCase()))
    : /^[\d-]*$/.test(term.value))
