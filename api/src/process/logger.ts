import type { FastifyBaseLogger } from 'fastify'
import { destination, pino, type DestinationStream } from 'pino'

import type { LogLevel } from '../config/settings.ts'

const standardError = 2
const causesMax = 3

/** JSON lines. Nothing is logged that carries a password, a cookie or a text: no headers, no bodies, no addresses with their query. */
export const createLogger = (
  level: LogLevel,
  stream: DestinationStream = destination(standardError),
): FastifyBaseLogger =>
  pino(
    {
      level,
      base: { pid: process.pid },
      serializers: { err: (error: unknown) => describe(error, causesMax) },
    },
    { write: (line) => stream.write(line.replace(unescaped, escaped)) },
  )

/** JSON leaves these as they are, but some programs end a line at them, and some terminals obey them. */
const unescaped = /[\u007f-\u009f\u2028\u2029]/g

const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Of an error only these: drivers hang queries with their values on theirs. */
const describe = (error: unknown, causesLeft: number): unknown => {
  if (!(error instanceof Error)) return String(error)
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  const deeper = cause === undefined || causesLeft === 0 ? undefined : describe(cause, causesLeft - 1)
  return { name, message, code, stack, cause: deeper }
}
