import { errors, type ErrorCode, type Scope } from '@parley/shared'

/** A refusal that a user can cause. Its sentence and status stand in the table of the wire. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: ErrorCode
  readonly detail: string | undefined
  readonly field: string | undefined
  readonly retryAfterSeconds: number | undefined
  readonly scope: Scope | undefined

  constructor(
    code: ErrorCode,
    more: {
      readonly detail?: string
      readonly field?: string
      readonly retryAfterSeconds?: number
      readonly scope?: Scope
    } = {},
  ) {
    super(errors[code][1])
    this.code = code
    this.detail = more.detail
    this.field = more.field
    this.retryAfterSeconds = more.retryAfterSeconds
    this.scope = more.scope
  }
}
