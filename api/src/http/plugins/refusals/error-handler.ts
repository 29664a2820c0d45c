import { errors, type ErrorCode } from '@parley/shared'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { DomainError } from '../../../domain/errors.ts'
import { refusalOf } from '../../../wire/problem.ts'
import { sendProblem } from '../../problem.ts'
import { invalidRequest, missingBody } from './invalid-request.ts'
import { sendNothingHere } from './nothing-here.ts'

type ThrownError = Error & Partial<FastifyError>

const overloadedRetrySeconds = 2

/** Every refusal and every failure leaves through here, so that none tells more than its code. */
const handleError = (error: ThrownError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const refusal = anyRefusal(error, request)
  log(error, refusal, request)
  return refusal.code === 'route_not_found' ? sendNothingHere(request, reply) : sendProblem(reply, refusal)
}

const anyRefusal = (error: ThrownError, { body }: FastifyRequest): DomainError => {
  if (error.validationContext === 'body' && body === undefined) return missingBody()
  return (
    refusalOf(error) ??
    (error.validation ? invalidRequest(error.validation, error.validationContext) : frameworkRefusal(error))
  )
}

/** What Fastify itself refuses, before or instead of a handler. */
const frameworkRefusal = ({ code, statusCode = 500 }: ThrownError): DomainError => {
  if (code === 'FST_ERR_HANDLER_TIMEOUT')
    return new DomainError('overloaded', { retryAfterSeconds: overloadedRetrySeconds })
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') return new DomainError('invalid_request')
  const isOurFault = statusCode < 400 || statusCode >= 500
  return new DomainError(codes[statusCode] ?? (isOurFault ? 'internal' : 'invalid_request'))
}

/** By status, which is all that the parser and the file server tell. */
const codes: Readonly<Record<number, ErrorCode | undefined>> = {
  400: 'invalid_json',
  403: 'route_not_found', // a folder, or a path out of the one that is served
  404: 'route_not_found',
  412: 'precondition_failed',
  413: 'too_large',
  415: 'unsupported_media_type',
  416: 'range_not_satisfiable',
}

const log = (error: ThrownError, refusal: DomainError, request: FastifyRequest): void => {
  const status = errors[refusal.code][0]
  if (status < 500) request.log.debug({ code: refusal.code }, 'refused')
  else if (refusal.code === 'overloaded') request.log.warn({ code: refusal.code }, 'refused')
  else request.log.error({ err: error, code: refusal.code }, 'failed')
}

export const errorHandler = fastifyPlugin(async (app: FastifyInstance) => {
  app.setErrorHandler<ThrownError>(handleError)
})
