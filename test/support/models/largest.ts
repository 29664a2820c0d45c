import { randomUUID } from 'node:crypto'

/** As much of JSON Schema as the bodies and frames of clients use. */
export interface Schema {
  readonly $ref?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly maxLength?: number
  readonly maximum?: number
  readonly maxItems?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly examples?: readonly unknown[]
}

/** One character when it is stored, of four that take six bytes each. */
const takenApart = '\u1f82'.normalize('NFD')

/** JSON in ASCII alone, as Python writes it. */
export const escaped = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Of what a schema allows, one of the longest in that form. */
export function largestOf(schema: Schema, resolve: (ref: string) => Schema): unknown {
  const largest = (one: Schema): unknown => largestOf(one, resolve)
  if (schema.$ref !== undefined) return largest(resolve(schema.$ref))
  if ('const' in schema) return schema.const
  if (schema.enum) return longest(schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return longest(choices.map(largest))
  if (schema.properties)
    return Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, largest(one)]))
  const { items = {}, maxItems = 0 } = schema
  if (schema.type === 'array') return Array.from({ length: maxItems }, () => largest(items))
  if (schema.type === 'string') return longestText(schema)
  if (schema.type === 'boolean') return false
  if (schema.type === 'null') return null
  return schema.maximum ?? 0
}

const longest = (values: readonly unknown[]): unknown =>
  values.toSorted((one, other) => escaped(other).length - escaped(one).length)[0]

function longestText({ pattern = '', maxLength, examples: [example] = [] }: Schema): unknown {
  if (typeof example === 'string' && /^[\da-f]{8}-[\da-f-]+$/.test(example)) return randomUUID()
  if (maxLength === undefined) return example ?? ''
  const text = takenApart.repeat(maxLength / takenApart.length)
  return new RegExp(pattern, 'u').test(text) ? text : 'x'.repeat(maxLength)
}
