import { isRecord } from '../is-record.ts'

/** Made of the examples of its parts, without optional ones that have none. Undefined where a required one has none. */
export function exampleOf(schema: unknown): unknown {
  if (!isRecord(schema)) return undefined
  if (Array.isArray(schema['examples'])) return schema['examples'][0]
  if (Array.isArray(schema['anyOf'])) return exampleOf(schema['anyOf'][0])
  switch (schema['type']) {
    case 'boolean':
      return false
    case 'array':
      return exampleOfArray(exampleOf(schema['items']))
    case 'object':
      return exampleOfObject(schema)
    default:
      return schema['const'] ?? firstOf(schema['enum'])
  }
}

const firstOf = (words: unknown): unknown => (Array.isArray(words) ? words[0] : undefined)

const exampleOfArray = (item: unknown): unknown => (item === undefined ? undefined : [item])

function exampleOfObject({ properties, required }: Record<string, unknown>): unknown {
  const parts = Object.entries(isRecord(properties) ? properties : {})
    .map(([name, schema]) => [name, exampleOf(schema)] as const)
    .filter(([, example]) => example !== undefined)
  const names = new Set<unknown>(parts.map(([name]) => name))
  const isWhole = !Array.isArray(required) || required.every((name) => names.has(name))
  return isWhole ? Object.fromEntries(parts) : undefined
}

/** The schema with an example of the whole, where there is one: the documentation shows it as it stands. */
export function withExample<Schema extends object>(schema: Schema): Schema & { examples?: unknown[] } {
  const example = exampleOf(schema)
  return example === undefined ? schema : { ...schema, examples: [example] }
}
