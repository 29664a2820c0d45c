import { serverFrames, type ServerFrame } from '@parley/shared'
import { Ajv } from 'ajv'

const ajv = new Ajv({ strict: true, strictTypes: false, formats: { 'date-time': true, uuid: true } })
const validators = new Map(
  Object.entries(serverFrames).map(([type, schema]) => [type, ajv.compile(withoutIds(schema))]),
)

export const serverFrameIsValid = (frame: ServerFrame): boolean =>
  validators.get(frame.type)?.(frame) ?? false

/** Named schemas occur in several frames; Ajv takes each name once only. */
function withoutIds(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key === '$id' ? undefined : value)),
  ) as object
}
