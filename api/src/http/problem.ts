import type { FastifyReply } from 'fastify'

import type { DomainError } from '../domain/errors.ts'
import { problemOf } from '../wire/problem.ts'

export const sendProblem = (reply: FastifyReply, error: DomainError): FastifyReply => {
  const problem = problemOf(error, reply.request.id)
  const challenge = challengeOf(error)
  if (challenge !== null) reply.header('www-authenticate', challenge)
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds)
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(problem)
}

/** As RFC 6750 has it. */
function challengeOf({ code, scope }: DomainError): string | null {
  if (code === 'not_signed_in') return 'Bearer'
  if (code === 'token_invalid') return 'Bearer error="invalid_token"'
  return code === 'scope_missing' ? `Bearer error="insufficient_scope", scope="${scope}"` : null
}
