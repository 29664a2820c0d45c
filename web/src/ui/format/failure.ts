import type { ErrorCode } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Failure } from '../../state/result.ts'

/** Refused for as long as it is too much, and no longer. */
const limitCodes: ReadonlySet<ErrorCode> = new Set([
  'rate_limited',
  'too_many_added',
  'too_many_directs',
  'too_many_groups',
  'too_many_joins',
  'too_many_links',
  'too_many_join_requests',
] satisfies ErrorCode[])

/** As the language writes them behind each other. */
export const sentences = (...all: readonly string[]): string =>
  all.reduce((said, next) => words.sentences(said, next))

/** Null for what nobody needs to hear of. */
export function failureText(failure: Failure): string | null {
  switch (failure.kind) {
    case 'superseded':
      return null
    case 'unreachable':
      return words.connection.unreachable
    case 'refused':
      return limitCodes.has(failure.code)
        ? sentences(words.errors[failure.code], words.again(failure.retryAfterSeconds))
        : words.errors[failure.code]
  }
}
