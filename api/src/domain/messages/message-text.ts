import { limits } from '@parley/shared'

import { DomainError } from '../errors.ts'

/** Something that leaves a mark: not white space, a control or a format character. */
const visible = /[^\p{White_Space}\p{Cc}\p{Cf}]/u

/**
 * The form in which a text is stored: NFC, trimmed.
 * @throws DomainError message_empty, message_too_long
 */
export function messageText(raw: string): string {
  const text = raw.normalize('NFC').trim()
  if (!visible.test(text)) throw new DomainError('message_empty')
  if (codePoints(text) > limits.messageMax) throw new DomainError('message_too_long')
  return text
}

/** A string has at most as many code points as code units, so that most need no count. */
function codePoints(text: string): number {
  if (text.length <= limits.messageMax) return text.length
  let count = 0
  for (const _ of text) count++
  return count
}
