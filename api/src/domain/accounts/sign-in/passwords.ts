import { codePoints, limits, type ErrorCode } from '@parley/shared'

import { DomainError } from '../../errors.ts'
import type { PasswordHasher, Standing } from '../../ports.ts'

/** By what others know somebody. */
export interface Names {
  readonly username: string
  readonly displayName: string
}

/** What is done with passwords, all in one form of them. */
export class Passwords {
  readonly #hasher: PasswordHasher

  constructor(hasher: PasswordHasher) {
    this.#hasher = hasher
  }

  /** Before any hashing, which a password of any length would make as dear as it likes. */
  async refusalOf(password: string, names: Names, field: string): Promise<DomainError | null> {
    if (!password.isWellFormed())
      return new DomainError('invalid_request', { field, detail: 'Not Unicode text.' })
    const code = await passwordRefusal(normalizePassword(password), names)
    return code === null ? null : new DomainError(code, { field })
  }

  hash(password: string, standing: Standing): Promise<string> {
    return this.#hasher.hash(normalizePassword(password), standing)
  }

  /** @param stored null when there is no such account: it takes as long */
  verify(stored: string | null, password: string, standing: Standing): Promise<boolean> {
    return this.#hasher.verify(stored, normalizePassword(password), standing)
  }

  isOutdated(stored: string): boolean {
    return this.#hasher.isOutdated(stored)
  }
}

const product = 'parley'
/** Repeated or not, and with whatever digits and signs around it. */
const productName = new RegExp(`^(?:${product})+$`)

/** The form that is hashed and compared: systems differ in how they compose what is typed. Blanks stay. */
export const normalizePassword = (raw: string): string => raw.normalize('NFC')

/** What is wrong with a new password, null when nothing is. */
export async function passwordRefusal(password: string, names: Names): Promise<ErrorCode | null> {
  const length = codePoints(password)
  if (length < limits.passwordMin) return 'password_too_short'
  if (length > limits.passwordMax) return 'password_too_long'
  const folded = password.normalize('NFKC').toLowerCase()
  if (folded === names.username || isProductName(folded)) return 'password_too_common'
  // Nobody pays for its lists before a password is chosen.
  const { passwordStrength } = await import('@parley/shared/password-strength')
  const { isCommon, score } = passwordStrength(password, [names.username, names.displayName, product])
  if (isCommon) return 'password_too_common'
  return score < limits.passwordScoreMin ? 'password_weak' : null
}

const isProductName = (folded: string): boolean => productName.test(folded.replace(/[^a-z]/g, ''))
