import * as limits from '../limits.ts'
import { runsOf, searchForm } from './fold.ts'

/** More than most names have; a longer one is found by its beginning. */
const startsMax = limits.groupNameMax

const apart = /[^\p{L}\p{M}\p{N}]+/gu
const apartAtEnd = /[^\p{L}\p{M}\p{N}]$/u
const blanks = /[\p{Z}\s]+/u
/** Before a word or in the place of one, as in '🚀 Team'. */
const leadingSigns = /(?<![^\p{Z}\s])[^\p{Z}\s\p{L}\p{M}\p{N}]+/gu

/** The rest of a name from each word on, or character of a dense script: 'ada o brien ', 'o brien ', 'brien '. */
export function nameStarts(name: string): string[] {
  const form = searchForm(name)
  const key = wordsOf(form)
  const places = runsOf(key).flatMap(({ text, isDense, at }) =>
    isDense ? Array.from(text.matchAll(/./gsu), ({ index }) => at + index) : at,
  )
  const starts = [...places.map((place) => `${key.slice(place)} `), ...(form.match(leadingSigns) ?? [])]
  return [...new Set(starts.map(asSearched))].slice(0, startsMax)
}

/** What is typed to find a name, the longest first. A word that something follows, as in 'o'b' and '100%', is a whole one. */
export function nameBeginnings(typed: string): string[] {
  const parts = withoutAt(searchForm(typed))
    .split(blanks)
    .filter((part) => part !== '')
  const beginnings = parts.map((part) => asSearched(beginningOf(part)))
  const needed = [...new Set(beginnings)].filter(
    (one, _, all) => !all.some((other) => other !== one && other.startsWith(one)),
  )
  return needed.sort((a, b) => b.length - a.length)
}

/** The @ before a username is no part of it. */
export const withoutAt = (typed: string): string => typed.replace(/^[\p{Z}\s]*@/u, '')

/** Whether somebody or something with these names is found. */
export function isNamed(names: readonly string[], beginnings: readonly string[]): boolean {
  const starts = names.flatMap(nameStarts)
  return beginnings.every((beginning) => starts.some((start) => start.startsWith(beginning)))
}

function beginningOf(part: string): string {
  const words = wordsOf(part)
  if (words === '') return part
  return apartAtEnd.test(part) ? `${words} ` : words
}

const wordsOf = (form: string): string => form.replace(apart, ' ').trim()

/** No longer than what can be searched for, which also bounds an index. */
const asSearched = (text: string): string => [...text].slice(0, limits.searchMax).join('')
