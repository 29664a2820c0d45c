import { codePoints, limits, type ErrorCode } from '@parley/shared'

import { DomainError } from '../../errors.ts'
import type { CommonPasswords, PasswordHasher, Standing } from '../../ports.ts'

/** What is done with passwords, all in one form of them. */
export class Passwords {
  readonly #hasher: PasswordHasher
  readonly #common: CommonPasswords

  constructor(hasher: PasswordHasher, common: CommonPasswords) {
    this.#hasher = hasher
    this.#common = common
  }

  /**
   * Before any hashing, which a password of any length would make as dear as it likes.
   * @throws DomainError password_too_short, password_too_long, password_too_common
   */
  async requireAcceptable(password: string, username: string, field: string): Promise<void> {
    if (!password.isWellFormed())
      throw new DomainError('invalid_request', { field, detail: 'Not Unicode text.' })
    const refusal = passwordRefusal(normalizePassword(password), username, await this.#common())
    if (refusal !== null) throw new DomainError(refusal, { field })
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
