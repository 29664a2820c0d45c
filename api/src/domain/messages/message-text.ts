import { isLongerThan, limits, storedText } from '@parley/shared'

import { DomainError } from '../errors.ts'

/** The text in the form in which it is stored. @throws DomainError message_empty, message_too_long */
export function messageText(raw: string, mayBeEmpty = false): string {
  const text = storedText(raw)
  if (text === '' && !mayBeEmpty) throw new DomainError('message_empty')
  if (isLongerThan(limits.messageMax, text)) throw new DomainError('message_too_long')
  return text
}
