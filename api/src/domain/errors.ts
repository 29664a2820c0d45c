import { errors, type Draft, type ErrorCode, type Scope } from '@parley/shared'

/** A refusal that a user can cause. Its sentence and status stand in the table of the wire. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: ErrorCode
  readonly detail: string | undefined
  readonly field: string | undefined
  readonly retryAfterSeconds: number | undefined
  readonly scope: Scope | undefined
  readonly seq: number | undefined
  readonly draft: Draft | undefined
  /** All that was refused of one form, this one first; empty where it is this one alone. */
  readonly fields: readonly DomainError[]

  constructor(
    code: ErrorCode,
    more: {
      readonly detail?: string
      readonly field?: string
      readonly retryAfterSeconds?: number
      readonly scope?: Scope
      readonly seq?: number
      readonly draft?: Draft
      readonly fields?: readonly DomainError[]
    } = {},
  ) {
    super(errors[code][1])
    this.code = code
    this.detail = more.detail
    this.field = more.field
    this.retryAfterSeconds = more.retryAfterSeconds
    this.scope = more.scope
    this.seq = more.seq
    this.draft = more.draft
    this.fields = more.fields ?? []
  }
}

/**
 * What each part of a form is read as.
 * @throws DomainError that names every part that was refused, and not only the first
 */
export function readAll<Parts extends readonly (() => unknown)[]>(...parts: Parts) {
  const refused: DomainError[] = []
  const read = parts.map((part) => {
    try {
      return part()
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      refused.push(...(error.fields.length > 0 ? error.fields : [error]))
      return undefined
    }
  })
  const [first] = refused
  if (first) throw refused.length === 1 ? first : withFields(first, refused)
  // No part was refused, so each has its own result; map() forgets which has which.
  return read as { [At in keyof Parts]: ReturnType<Parts[At]> }
}

const withFields = ({ code, detail, field }: DomainError, fields: readonly DomainError[]): DomainError =>
  new DomainError(code, {
    ...(detail !== undefined && { detail }),
    ...(field !== undefined && { field }),
    fields,
  })
