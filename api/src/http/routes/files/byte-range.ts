import { DomainError } from '../../../domain/errors.ts'

export interface Span {
  readonly first: number
  readonly last: number
}

/**
 * What of so many bytes is asked for; null for all of them, as where several parts are asked for at once, which no
 * player does.
 * @throws DomainError range_not_satisfiable
 */
export function rangeOf(header: string | undefined, bytes: number): Span | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  const span =
    first === ''
      ? { first: Math.max(0, bytes - Number(last)), last: bytes - 1 }
      : { first: Number(first), last: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) }
  if (span.first > span.last) throw new DomainError('range_not_satisfiable')
  return span
}
