import { isLongerThan, storedText } from '@parley/shared'

import { DomainError } from './errors.ts'

/** Format characters can turn the direction of the text around a name, or hide in one that looks the same. */
const unseen = /[\p{Cc}\p{Cf}]/gu
const visible = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]/u

/**
 * The form in which the name of a person or a group is stored: one line in NFC, without control and
 * format characters, trimmed.
 * @param maxLength in code points, checked again here because NFC makes some characters longer
 * @throws DomainError name_invalid
 */
export function cleanName(raw: string, maxLength: number): string {
  const name = storedText(raw.replace(unseen, ''))
  if (!visible.test(name) || isLongerThan(maxLength, name)) throw new DomainError('name_invalid')
  return name
}
