import { clientFrames, serverFrames } from '@parley/shared'
import type { TSchema } from 'typebox'

import { withReferences } from './schemas.ts'

/** The frames of the realtime channel, for the documentation: `ClientSend`, `ServerMessage` and so on. */
export const frameSchemas = (): Record<string, object> => ({
  ...named('Client', clientFrames),
  ...named('Server', serverFrames),
})

const named = (side: string, frames: Readonly<Record<string, TSchema>>): Record<string, object> =>
  Object.fromEntries(
    Object.entries(frames).map(([type, schema]) => [`${side}${pascal(type)}`, inComponents(schema)]),
  )

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
