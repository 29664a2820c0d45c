import type { ErrorCode, Message } from '@parley/shared'

import type { ChangeOutcome } from '../../stores/changes/message-change.ts'
import { DomainError } from '../errors.ts'

type Refusal = Exclude<ChangeOutcome['kind'], 'changed' | 'unchanged'>

const codes: Readonly<Record<Refusal, ErrorCode>> = {
  'not-found': 'message_not_found',
  'not-author': 'not_author',
  deleted: 'message_deleted',
  'edited-since': 'message_edited',
  forwarded: 'message_forwarded',
  'not-reactable': 'no_reactions_here',
  'not-pinnable': 'no_pins_here',
  'too-many-pins': 'too_many_pins',
  'too-many-kinds': 'too_many_reaction_kinds',
  'too-many-own': 'too_many_own_reactions',
}

/** The message as it is now. @throws DomainError */
export function changedMessage(outcome: ChangeOutcome): Message {
  if (outcome.kind === 'changed' || outcome.kind === 'unchanged') return outcome.message
  throw new DomainError(codes[outcome.kind])
}
