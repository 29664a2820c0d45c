import { codePoints, limits, type ErrorCode } from '@parley/shared'

/** Repeated or not, and with whatever digits and signs around it. */
const productName = /^(?:parley)+$/

/** The form that is hashed and compared: systems differ in how they compose what is typed. Blanks stay. */
export const normalizePassword = (raw: string): string => raw.normalize('NFC')

/** What is wrong with a new password, null when nothing is. */
export function passwordRefusal(
  password: string,
  username: string,
  common: ReadonlySet<string>,
): ErrorCode | null {
  const length = codePoints(password)
  if (length < limits.passwordMin) return 'password_too_short'
  if (length > limits.passwordMax) return 'password_too_long'
  const folded = password.normalize('NFKC').toLowerCase()
  return folded === username || isProductName(folded) || common.has(folded) ? 'password_too_common' : null
}

const isProductName = (folded: string): boolean => productName.test(folded.replace(/[^a-z]/g, ''))
