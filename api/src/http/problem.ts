import type { FastifyReply } from 'fastify'

import type { DomainError } from '../domain/errors.ts'
import { problemOf } from '../wire/problem.ts'

export const sendProblem = (reply: FastifyReply, error: DomainError): FastifyReply => {
  const problem = problemOf(error, reply.request.id)
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds)
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(problem)
}
