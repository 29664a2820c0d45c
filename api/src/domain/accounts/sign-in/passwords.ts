import { DomainError } from '../../errors.ts'
import type { PasswordHasher, Standing } from '../../ports.ts'
import { normalizePassword, passwordRefusal } from './password-rules.ts'

/** What is done with passwords, all in one form of them. */
export class Passwords {
  readonly #hasher: PasswordHasher
  readonly #common: ReadonlySet<string>

  /** @param common the commonest passwords, in lower case */
  constructor(hasher: PasswordHasher, common: ReadonlySet<string>) {
    this.#hasher = hasher
    this.#common = common
  }

  /**
   * Before any hashing, which a password of any length would make as dear as it likes.
   * @throws DomainError password_too_short, password_too_long, password_too_common
   */
  requireAcceptable(password: string, username: string, field: string): void {
    if (!password.isWellFormed())
      throw new DomainError('invalid_request', { field, detail: 'Not Unicode text.' })
    const refusal = passwordRefusal(normalizePassword(password), username, this.#common)
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
