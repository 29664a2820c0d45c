import { brotliDecompressSync, gunzipSync } from 'node:zlib'

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'

import { compiledOnce } from '../../../api/src/http/compiled-once.ts'
import { resolved, type DescribedResponse } from '../models/described.ts'

interface Operation {
  responses: Record<string, DescribedResponse>
}

interface Described {
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>>
}

/** What an answer may carry beside its body only where the description says so. */
const describedHeaders = ['set-cookie', 'retry-after']

/**
 * Holds every reply of `inject` against the published description of the API: whatever a route answers,
 * with whatever status, must stand there in this form.
 */
export const validateReplies = (app: FastifyInstance): void => {
  const description = app.swagger() as unknown as Described // OpenAPI's types fit all its versions at once
  const check = once(description, () => replyCheck(description))
  const inject = app.inject.bind(app)
  const checked = async (options: InjectOptions | string): Promise<LightMyRequestResponse> => {
    const reply = await inject(options)
    const { method = 'GET', url = '/' } = typeof options === 'string' ? { url: options } : options
    if (typeof url === 'string') check(method, url, reply)
    return reply
  }
  app.inject = checked as typeof app.inject // the overloads with a callback are not for tests
}

/** Most applications that a file builds have the same description. */
const once = compiledOnce<ReturnType<typeof replyCheck>>()

const replyCheck = (description: Described) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { 'date-time': true, uuid: true } })
  ajv.addSchema(description, 'api')
  const validators = new Map<string, ValidateFunction>()

  return (method: string, url: string, reply: LightMyRequestResponse): void => {
    const path = pathOf(description, url)
    const operation = path === undefined ? undefined : description.paths[path]?.[method.toLowerCase()]
    if (path === undefined || !operation || isOfNoRoute(reply)) return
    const where = `${method} ${path} → ${reply.statusCode}`
    const found = operation.responses[String(reply.statusCode)]
    if (!found) throw new Error(`${where} is not in the description of the API: ${reply.body}`)
    const response = resolved(description, found)
    requireDescribed(where, response, reply)
    const type = (reply.headers['content-type'] ?? '').split(';')[0] ?? ''
    if (response.content?.['*/*']) return // bytes
    const schema = response.content?.[type]?.schema
    if (!schema) return requireEmpty(where, response.content, reply)
    const validate = validators.get(where) ?? ajv.compile(absolute(schema))
    validators.set(where, validate)
    if (!validate(JSON.parse(decoded(reply))))
      throw new Error(`${where} is not as described: ${ajv.errorsText(validate.errors)}`)
  }
}

const decoded = ({ headers, rawPayload }: LightMyRequestResponse): string => {
  const encoding = headers['content-encoding']
  const bytes = encoding === 'br' ? brotliDecompressSync(rawPayload) : rawPayload
  return (encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString()
}

/** Of a method that the path does not take, or of a path that only looks like one of ours. */
const isOfNoRoute = ({ statusCode, body }: LightMyRequestResponse): boolean =>
  statusCode === 405 || (statusCode === 404 && body.includes('"code":"route_not_found"'))

const requireDescribed = (
  where: string,
  response: DescribedResponse,
  reply: LightMyRequestResponse,
): void => {
  const described = Object.keys(response.headers ?? {}).map((name) => name.toLowerCase())
  for (const name of describedHeaders) {
    if (reply.headers[name] !== undefined && !described.includes(name))
      throw new Error(`${where} carries ${name}, which the description does not say.`)
  }
}

const requireEmpty = (where: string, content: object | undefined, reply: LightMyRequestResponse): void => {
  if (content && reply.body !== '')
    throw new Error(`${where} answers ${String(reply.headers['content-type'])}`)
  if (!content && reply.body !== '') throw new Error(`${where} should have no body: ${reply.body}`)
}

const pathOf = ({ paths }: Described, url: string): string | undefined => {
  const parts = (url.split('?')[0] ?? '').split('/')
  return Object.keys(paths)
    .map((path) => ({ path, pattern: path.split('/') }))
    .filter(({ pattern }) => fits(pattern, parts))
    .sort((a, b) => placeholders(a.pattern) - placeholders(b.pattern))
    .map(({ path }) => path)[0]
}

const fits = (pattern: string[], parts: string[]): boolean =>
  pattern.length === parts.length && pattern.every((part, at) => part.startsWith('{') || part === parts[at])

const placeholders = (pattern: string[]): number => pattern.filter((part) => part.startsWith('{')).length

/** References inside the description begin with '#'; in a schema taken out of it they need its name. */
export const absolute = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as object
