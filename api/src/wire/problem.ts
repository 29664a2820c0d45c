import { errors, type FieldRefusal, type Problem } from '@parley/shared'

import { Unavailable } from '../stores/errors.ts'
import { DomainError } from '../domain/errors.ts'

const unavailableRetrySeconds = 2

/** What an error says to the one who asked; null when it is nobody's fault but ours and says nothing. */
export function refusalOf(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error
  if (error instanceof Unavailable)
    return new DomainError('unavailable', { retryAfterSeconds: unavailableRetrySeconds })
  return null
}

/** The form in which a refusal travels, over REST and over the socket. */
export function problemOf(error: DomainError, requestId: string): Problem {
  const [status, title] = errors[error.code]
  return {
    type: 'about:blank',
    title,
    status,
    code: error.code,
    requestId,
    ...(error.detail !== undefined && { detail: error.detail }),
    ...(error.field !== undefined && { field: error.field }),
    ...(error.fields.length > 0 && { errors: error.fields.flatMap(fieldRefusalOf) }),
    ...(error.draft !== undefined && { draft: error.draft }),
    ...(error.scope !== undefined && { scope: error.scope }),
    ...(error.seq !== undefined && { seq: error.seq }),
    ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
  }
}

const fieldRefusalOf = ({ code, detail, field }: DomainError): FieldRefusal[] =>
  field === undefined
    ? []
    : [{ field, code, title: errors[code][1], ...(detail !== undefined && { detail }) }]
