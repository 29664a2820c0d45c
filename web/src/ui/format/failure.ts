import { words } from '../../i18n/index.ts'
import type { Failure } from '../../state/result.ts'

/** Null for what nobody needs to hear of. */
export function failureText(failure: Failure): string | null {
  switch (failure.kind) {
    case 'superseded':
      return null
    case 'unreachable':
      return words.errors.offline
    case 'refused':
      if (failure.code === 'rate_limited' && failure.retryAfterSeconds) {
        return words.signIn.waitSeconds(failure.retryAfterSeconds)
      }
      return words.errors[failure.code]
  }
}
