import type { FastifySchemaValidationError } from 'fastify'

import { DomainError } from '../../../domain/errors.ts'
import { textComplaint } from '../../../wire/text-formats.ts'

const fieldMax = 200

/** Names the field and the rule, never the value, which may be a password. */
export const invalidRequest = (
  validation: readonly FastifySchemaValidationError[],
  context: string | undefined,
): DomainError => {
  const [first] = validation
  if (!first) return new DomainError('invalid_request')
  const field = fieldOf(first).slice(0, fieldMax)
  const complaint = textComplaint(first)
  if (complaint !== null) return new DomainError('text_invalid', { field, detail: complaint })
  return new DomainError('invalid_request', {
    field,
    detail: `${context ?? 'request'}: ${first.message ?? 'is not valid'}`,
  })
}

export const missingBody = (): DomainError =>
  new DomainError('invalid_json', { detail: 'body: is missing, and this operation needs one' })

const fieldOf = ({ instancePath, keyword, params }: FastifySchemaValidationError): string => {
  if (keyword === 'required') return `${instancePath}/${pointerPart(params['missingProperty'])}`
  if (keyword === 'additionalProperties')
    return `${instancePath}/${pointerPart(params['additionalProperty'])}`
  return instancePath
}

const pointerPart = (name: unknown): string =>
  typeof name === 'string' ? name.replaceAll('~', '~0').replaceAll('/', '~1') : ''
