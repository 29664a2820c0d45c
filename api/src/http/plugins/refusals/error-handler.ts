import { errors, type ErrorCode } from '@parley/shared'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { DomainError } from '../../../domain/errors.ts'
import { refusalOf } from '../../../wire/problem.ts'
import { sendProblem } from '../../problem.ts'
import { invalidRequest } from './invalid-request.ts'

type ThrownError = Error & Partial<FastifyError>

const overloadedRetrySeconds = 2

const setErrors = async (app: FastifyInstance): Promise<void> => {
  app.setErrorHandler<ThrownError>(handleError)
}

/** Every refusal and every failure leaves through here, so that none tells more than its code. */
const handleError = (error: ThrownError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const refusal = anyRefusal(error)
  log(error, refusal, request)
  return sendProblem(reply, refusal)
}

const anyRefusal = (error: ThrownError): DomainError =>
  refusalOf(error) ??
  (error.validation ? invalidRequest(error.validation, error.validationContext) : frameworkRefusal(error))

/** What Fastify itself refuses, before or instead of a handler. */
const frameworkRefusal = (error: ThrownError): DomainError => {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new DomainError('unsupported_media_type')
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new DomainError('too_large')
    case 'FST_ERR_HANDLER_TIMEOUT':
      return new DomainError('overloaded', { retryAfterSeconds: overloadedRetrySeconds })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new DomainError('invalid_request')
    default:
      return new DomainError(codeOfStatus(error.statusCode))
  }
}

/** What the parser and the file server throw has a status only; what is our fault has none. */
const codeOfStatus = (status: number | undefined): ErrorCode => {
  switch (status) {
    case 400:
      return 'invalid_json'
    case 403: // a folder, or a path out of the one that is served
    case 404:
      return 'route_not_found'
    case 412:
      return 'precondition_failed'
    case 413:
      return 'too_large'
    case 416:
      return 'range_not_satisfiable'
    default:
      return status !== undefined && status >= 400 && status < 500 ? 'invalid_request' : 'internal'
  }
}

const log = (error: ThrownError, refusal: DomainError, request: FastifyRequest): void => {
  const status = errors[refusal.code][0]
  if (status < 500) request.log.debug({ code: refusal.code }, 'refused')
  else if (refusal.code === 'overloaded') request.log.warn({ code: refusal.code }, 'refused')
  else request.log.error({ err: error, code: refusal.code }, 'failed')
}

export const errorHandler = fastifyPlugin(setErrors, { name: 'error-handler' })
