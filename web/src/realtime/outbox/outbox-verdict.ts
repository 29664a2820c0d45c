import type { MessageAck } from '@parley/shared'

import type { OutboxStatus } from '../../state/outbox-item.ts'
import { isTemporary, type Failure, type Result } from '../../state/result.ts'

export type Verdict =
  | Extract<OutboxStatus, { kind: 'sent' | 'failed' }>
  /** Later, under the same clientId; null leaves it open when. */
  | { readonly kind: 'again'; readonly afterMs: number | null }
  /** Not before someone signs in again. */
  | { readonly kind: 'stop' }

/** A server that fails over one message again and again must not hold up all that follow it. */
const internalTriesMax = 10

/** What the outcome of one attempt means for the message. */
export function verdict(result: Result<MessageAck | null>, tries: number): Verdict {
  if (!result.ok) return afterFailure(result.failure, tries)
  return result.value ? { kind: 'sent', seq: result.value.seq } : { kind: 'again', afterMs: null }
}

function afterFailure(failure: Failure, tries: number): Verdict {
  if (failure.kind !== 'refused') return { kind: 'again', afterMs: null }
  if (isTemporary(failure) || failure.code === 'silenced')
    return { kind: 'again', afterMs: failure.retryAfterSeconds && failure.retryAfterSeconds * 1_000 }
  switch (failure.code) {
    case 'internal':
      return tries < internalTriesMax ? { kind: 'again', afterMs: null } : { kind: 'failed', failure }
    case 'not_signed_in':
      return { kind: 'stop' }
    default:
      return { kind: 'failed', failure }
  }
}
