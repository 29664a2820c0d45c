import { Ajv, type Options, type ValidateFunction } from 'ajv'
import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { compiledOnce } from '../compiled-once.ts'
import { textFormats } from '../../wire/text-formats.ts'
import { namedSchemas } from '../schemas.ts'

/** As the schema `Instant` means it. The format of JSON Schema allows more spellings. */
const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** Fastify's own turns `["admin"]` into "admin" and drops unknown fields. Here only query and path are converted. */
export const validation = fastifyPlugin(async (app: FastifyInstance) => {
  for (const schema of namedSchemas()) app.addSchema(schema)
  app.setValidatorCompiler<object>(({ schema, httpPart }) =>
    (httpPart === 'body' ? strict : converting)(schema),
  )
})

const validator = (options: Options): Ajv =>
  new Ajv({
    ...options,
    removeAdditional: false,
    useDefaults: true,
    strict: true,
    strictTypes: false,
    formats: { 'date-time': instantPattern, uuid: true, ...textFormats }, // ids say by a pattern that they are in lower case
    verbose: true,
  })

/** Equal schemas, as of the many routes that take a page of something, share what they are compiled to. */
const compilerOf = (options: Options) => {
  const ajv = validator(options)
  const once = compiledOnce<ValidateFunction>()
  return (schema: object): ValidateFunction => once(schema, () => ajv.compile(schema))
}

const strict = compilerOf({ coerceTypes: false })
const converting = compilerOf({ coerceTypes: true })
