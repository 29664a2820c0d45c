import { clientFrames, serverFrames, type ClientFrame } from '@parley/shared'
import type { TSchema } from 'typebox'

import { openToMore, withReferences } from '../schemas.ts'

/**
 * The frames of the realtime channel, for the documentation: `ClientSend`, `ServerMessage` and so on, and of each side
 * one schema of all its frames.
 */
export const frameSchemas = (): Record<string, object> => ({
  ...named('Client', clientFrames),
  ...openToMore(named('Server', serverFrames)),
})

/** What goes over the channel in either direction. */
export const anyFrame = {
  schema: {
    anyOf: [{ $ref: '#/components/schemas/ServerFrame' }, { $ref: '#/components/schemas/ClientFrame' }],
  },
  example: { type: 'pong' } satisfies ClientFrame,
}

const named = (side: string, frames: Readonly<Record<string, TSchema>>): Record<string, object> => ({
  [`${side}Frame`]: unionOf(side, Object.keys(frames)),
  ...Object.fromEntries(
    Object.entries(frames).map(([type, schema]) => [`${side}${pascal(type)}`, inComponents(schema)]),
  ),
})

function unionOf(side: string, types: readonly string[]): object {
  const mapping = types.map((type) => [type, `#/components/schemas/${side}${pascal(type)}`] as const)
  return {
    description: `Any frame of the ${side.toLowerCase()}; \`type\` says which.`,
    oneOf: mapping.map(([, $ref]) => ({ $ref })),
    discriminator: { propertyName: 'type', mapping: Object.fromEntries(mapping) },
  }
}

const pascal = (type: string): string =>
  type.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Outside of a route nobody translates references into OpenAPI's. */
const inComponents = (schema: TSchema): object =>
  JSON.parse(
    JSON.stringify(withReferences(schema)).replaceAll(
      /"\$ref":"(\w+)#"/g,
      '"$ref":"#/components/schemas/$1"',
    ),
  )
