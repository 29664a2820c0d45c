import { isLongerThan, storedLine, storedName, storedText } from '@parley/shared'

import { DomainError } from './errors.ts'

/** Each in the form in which it is stored, with a bound on that: what was sent may have been longer, or shorter. */

/** @throws DomainError name_invalid, invalid_request */
export function cleanName(raw: string, max: number, field: string): string {
  const name = storedName(raw)
  if (name === '') throw new DomainError('name_invalid', { field })
  return bounded(name, max, field)
}

/** @throws DomainError invalid_request */
export const cleanLine = (raw: string, max: number, field: string): string =>
  bounded(storedLine(raw), max, field)

/** @throws DomainError invalid_request */
export const cleanText = (raw: string, max: number, field: string): string =>
  bounded(storedText(raw), max, field)

function bounded(text: string, max: number, field: string): string {
  if (!isLongerThan(max, text)) return text
  throw new DomainError('invalid_request', { field, detail: `It may have at most ${max} characters.` })
}
