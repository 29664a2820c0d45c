import { clientFrames, limits, type ClientFrame } from '@parley/shared'
import { Ajv, type ErrorObject } from 'ajv'

import { DomainError } from '../../domain/errors.ts'
import { parseStrictJson } from '../../wire/strict-json.ts'
import { textFormats, textComplaint } from '../../wire/text-formats.ts'

const ajv = new Ajv({
  strict: true,
  strictTypes: false,
  meta: false, // as for the routes
  validateSchema: false,
  formats: { uuid: true, ...textFormats },
  verbose: true,
})
const schemas: ReadonlyMap<unknown, object> = new Map(Object.entries(clientFrames))

const refForm = /^[A-Za-z0-9_-]{1,64}$/

/** A frame that cannot be taken, with its ref where that can be read. */
export class UnreadableFrame extends DomainError {
  ref: string | null = null
}

/** @throws UnreadableFrame with frame_too_large, invalid_json, unknown_frame, text_invalid or invalid_request */
export function parseFrame(text: string): ClientFrame {
  if (Buffer.byteLength(text) > limits.frameBytesMax) throw new UnreadableFrame('frame_too_large')
  const value = parseObject(text)
  const schema = schemas.get(value['type'])
  if (!schema) throw refused(value, new UnreadableFrame('unknown_frame', { field: '/type' }))
  const validate = ajv.compile<ClientFrame>(schema) // once; later it is found by the schema
  if (!validate(value)) throw refused(value, invalid(validate.errors?.[0]))
  return value
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value = parseStrictJson(text)
    if (isObject(value)) return value
  } catch {
    // answered below: what exactly is wrong with it helps nobody but an attacker
  }
  throw new UnreadableFrame('invalid_json')
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function invalid(error: ErrorObject | undefined): UnreadableFrame {
  const field = error?.instancePath || '/'
  const complaint = error ? textComplaint(error) : null
  if (complaint !== null) return new UnreadableFrame('text_invalid', { field, detail: complaint })
  return new UnreadableFrame('invalid_request', { field, detail: error?.message ?? 'is not valid' })
}

function refused(value: Record<string, unknown>, error: UnreadableFrame): UnreadableFrame {
  const ref = value['ref']
  error.ref = typeof ref === 'string' && refForm.test(ref) ? ref : null
  return error
}
