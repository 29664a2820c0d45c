import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv'
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
    // Schemas are ours: a test checks them, and the schema of schemas costs a third of a second at each start.
    meta: false,
    validateSchema: false,
    formats: { 'date-time': instantPattern, uuid: true, ...textFormats }, // ids say by a pattern that they are in lower case
    verbose: true,
  })

/** Fastify looks for the errors on the function. */
interface Validate {
  (data: unknown): boolean
  errors: ErrorObject[] | null
}

/** Compiled for the first request that needs it: most instances never see most of their routes called. */
const lazily = (compile: () => ValidateFunction): Validate => {
  let compiled: ValidateFunction | undefined
  const validate: Validate = (data) => {
    compiled ??= compile()
    const isValid = compiled(data)
    validate.errors = compiled.errors ?? null
    return isValid
  }
  validate.errors = null
  return validate
}

/** Equal schemas, as of the many routes that take a page of something, share what they are compiled to. */
const compilerOf = (options: Options) => {
  const ajv = validator(options)
  const once = compiledOnce<Validate>()
  return (schema: object) => once(schema, () => lazily(() => ajv.compile(schema)))
}

const strict = compilerOf({ coerceTypes: false })
const converting = compilerOf({ coerceTypes: true })
