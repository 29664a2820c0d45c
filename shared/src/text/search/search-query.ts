import type { TextRange } from '../counting.ts'

/** What stands before a colon, to say more than which words a message has. */
export const searchOperators = ['from', 'in', 'before', 'after', 'on', 'has'] as const
export type SearchOperator = (typeof searchOperators)[number]

/** What a message can have besides words. */
export const searchedKinds = ['link', 'file', 'picture', 'voice'] as const
export type SearchedKind = (typeof searchedKinds)[number]

export interface SearchFilter extends TextRange {
  readonly kind: 'filter'
  readonly operator: SearchOperator
  readonly value: string
}

/** What is looked for in the text: words in any order, or between quotes as they stand. */
export interface SearchWords extends TextRange {
  readonly kind: 'words' | 'phrase'
  readonly text: string
}

/** An operator whose value is none, or is not whole yet: until it is, these are words as well. */
export interface UnfinishedFilter extends TextRange {
  readonly kind: 'unfinished'
  readonly operator: SearchOperator
  readonly value: string
  readonly text: string
}

export type SearchTerm = SearchFilter | SearchWords | UnfinishedFilter

const quotes = '"“”„‟«»＂'
/** From what is no blank it always takes something. The end of a quote that is left open is the end of all. */
const term = new RegExp(
  `(?:(${searchOperators.join('|')}):)?(?:[${quotes}]([^${quotes}]*)[${quotes}]?|(\\S*))`,
  'iuy',
)
const blank = /\s*/uy
const day = /^\d{4}-\d{2}-\d{2}$/

/** What is typed to find messages, in its order; what stands between two of them is blank. */
export function searchTerms(query: string): SearchTerm[] {
  const terms: SearchTerm[] = []
  for (let from = afterBlank(query, 0); from < query.length; from = afterBlank(query, terms.at(-1)?.to ?? 0))
    terms.push(termAt(query, from))
  return terms
}

export const searchFilters = (query: string): SearchFilter[] =>
  searchTerms(query).filter((one) => one.kind === 'filter')

/** A day of the calendar, as in 2026-03-01. */
export function isDay(value: string): boolean {
  const at = Date.parse(`${value}T00:00Z`)
  return day.test(value) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(value)
}

function afterBlank(query: string, from: number): number {
  blank.lastIndex = from
  return from + (blank.exec(query)?.[0].length ?? 0)
}

function termAt(query: string, from: number): SearchTerm {
  term.lastIndex = from
  const [text = '', named, quoted, plain = ''] = term.exec(query) ?? []
  const range = { from, to: from + text.length }
  const operator = searchOperators.find((one) => one === named?.toLowerCase())
  if (!operator) return quoted === undefined ? { kind: 'words', text, ...range } : phrase(quoted, range)
  const value = (quoted ?? plain).trim()
  return isValue(operator, value)
    ? { kind: 'filter', operator, value, ...range }
    : { kind: 'unfinished', operator, value, text, ...range }
}

const phrase = (text: string, range: TextRange): SearchTerm => ({ kind: 'phrase', text, ...range })

function isValue(operator: SearchOperator, value: string): boolean {
  switch (operator) {
    case 'from':
    case 'in':
      return value !== ''
    case 'has':
      return searchedKinds.some((kind) => kind === value.toLowerCase())
    case 'before':
    case 'after':
    case 'on':
      return isDay(value)
  }
}
