import { clientFrames, serverFrames } from '@parley/shared'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import type { TSchema } from 'typebox'

import { exampleOf } from '../api/src/http/description/example.ts'
import { tags } from '../api/src/http/description/api-description.ts'
import { textFormats } from '../api/src/wire/text-formats.ts'
import { isOpenapiFresh } from '../scripts/generated/openapi-file.ts'
import { buildTestApp } from './support/app/app.ts'
import {
  resolved,
  type DescribedResponse,
  type DescribedSchema,
  type MediaType,
} from './support/models/described.ts'
import { absolute } from './support/app/validate-replies.ts'
import { isPortablePattern } from './support/models/portable-pattern.ts'
import { operationsOf } from './support/models/operations.ts'

interface Operation {
  operationId?: string
  summary?: string
  tags?: string[]
  security?: object[]
  parameters?: { in: string; name: string; required?: boolean }[]
  requestBody?: { content: Record<string, MediaType> }
  responses: Record<string, DescribedResponse>
}

interface Described {
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, DescribedSchema>
    responses: Record<string, DescribedResponse>
    securitySchemes: Record<string, { name?: string }>
  }
}

interface Union {
  oneOf: { $ref: string }[]
  discriminator: { mapping: Record<string, string> }
}

type Json = Record<string, unknown>

const handshake = { connection: 'upgrade', upgrade: 'websocket' }

const isApi = (path: string): boolean => path.startsWith('/api/')

/** The routes of the API as the router has them, without the copies for HEAD. */
const routesOf = (printed: string): string[] => {
  const found: string[] = []
  const parents: string[] = []
  for (const line of printed.split('\n')) {
    const match = /^([\s│]*)[├└]── (\S*)(?: \(([^)]*)\))?/.exec(line)
    if (!match) continue
    const [, indent = '', part = '', methods] = match
    const depth = indent.length / 4
    parents.length = depth
    parents[depth] = part
    if (methods !== undefined)
      found.push(...methods.split(', ').map((method) => `${method} ${parents.join('')}`))
  }
  return found.filter((route) => isApi(route.split(' ')[1] ?? '') && !/^(?:HEAD|OPTIONS) /.test(route))
}

const describedIn = ({ paths }: Described): string[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map(
      (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    ),
  )

const everyOperation = (description: Described): { name: string; operation: Operation }[] =>
  Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  )

/** Of requests and of answers, refusals too. */
const everyBody = (description: Described): { name: string; media: MediaType }[] =>
  everyOperation(description).flatMap(({ name, operation: { requestBody, responses } }) =>
    Object.entries<{ content?: DescribedResponse['content'] }>({
      request: requestBody ?? {},
      ...responses,
    }).flatMap(([of, body]) =>
      Object.entries(resolved(description, body).content ?? {}).map(([type, media]) => ({
        name: `${name} ${of} ${type}`,
        media,
      })),
    ),
  )

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** Of every object in it that has this key. */
const valuesOf = (part: unknown, key: string): unknown[] =>
  !isJson(part)
    ? []
    : Object.entries(part).flatMap(([name, value]) => [
        ...(name === key ? [value] : []),
        ...valuesOf(value, key),
      ])

/** Every schema of an object in it. */
const objectsIn = (part: unknown): Json[] =>
  !isJson(part)
    ? []
    : [...(part['type'] === 'object' ? [part] : []), ...Object.values(part).flatMap(objectsIn)]

/** Ajv tells by the constants which is which, and knows no mapping. */
const withoutMapping = (description: object): object =>
  JSON.parse(
    JSON.stringify(description, (key, value: unknown) => (key === 'mapping' ? undefined : value)),
  ) as object

const failing = (description: Described, isGood: (operation: Operation) => boolean): string[] =>
  everyOperation(description)
    .filter(({ operation }) => !isGood(operation))
    .map(({ name }) => name)

t.test('openapi.yaml is what the routes say', async (t) => {
  t.ok(await isOpenapiFresh(), 'otherwise: npm run openapi')
})

t.test('The description of the API', async (t) => {
  const app = await buildTestApp(t)
  const description = app.swagger() as unknown as Described
  const onApi = {
    ...description,
    paths: Object.fromEntries(Object.entries(description.paths).filter(([p]) => isApi(p))),
  }

  t.test('names every route, and no route that is not there', async (t) => {
    const routes = routesOf(app.printRoutes({ commonPrefix: false }))
    t.ok(routes.length > 30, `${routes.length} routes were found`)
    t.strictSame(describedIn(onApi).sort(), routes.sort())
  })

  t.test('gives every route a summary and a tag that is explained', async (t) => {
    const known: readonly string[] = tags.map(({ name }) => name)
    t.strictSame(
      failing(description, ({ summary }) => !!summary && !summary.endsWith('.')),
      [],
    )
    t.strictSame(
      failing(description, (one) => one.tags?.length === 1 && known.includes(one.tags[0] ?? '')),
      [],
    )
    const used = new Set(everyOperation(description).flatMap(({ operation }) => operation.tags ?? []))
    t.strictSame(
      known.filter((name) => !used.has(name)),
      [],
    )
  })

  t.test('says of every route of the API who may call it, and what it refuses', async (t) => {
    t.strictSame(
      failing(onApi, ({ security }) => Array.isArray(security)),
      [],
    )
    t.strictSame(
      failing(onApi, ({ responses }) => responses['429'] !== undefined && responses['503'] !== undefined),
      [],
    )
    t.strictSame(
      failing(onApi, ({ security, responses }) => security?.length === 0 || responses['401'] !== undefined),
      [],
    )
    t.strictSame(
      failing(onApi, ({ requestBody, responses }) => !requestBody || responses['415'] !== undefined),
      [],
    )
  })

  t.test('says of exactly the operations that refuse foreign origins that they do', async (t) => {
    const refusing: string[] = []
    for (const { method, path } of operationsOf(app)) {
      // Each as it is meant to be asked: the channel is opened by a handshake.
      const headers = { origin: 'http://evil.example', ...(path.endsWith('/realtime') && handshake) }
      const reply = await app.inject({ method, url: path.replaceAll(/\{\w+\}/g, '1'), headers })
      if (reply.statusCode === 403) refusing.push(`${method.toLowerCase()} ${path}`)
    }
    const saysSo = ({ responses }: Operation): boolean =>
      resolved(description, responses['403'] ?? { description: '' }).description.includes('`origin_refused`')
    t.ok(refusing.length > 20, `${refusing.length} operations refuse it`)
    t.strictSame(
      everyOperation(onApi)
        .filter(({ operation }) => saysSo(operation))
        .flatMap(({ name }) => name ?? [])
        .sort(),
      refusing.sort(),
    )
  })

  t.test('describes every answer', async (t) => {
    const isDescribed = ({ responses }: Operation): boolean =>
      Object.values(responses).every((one) => resolved(description, one).description !== 'Default Response')
    t.strictSame(failing(description, isDescribed), [])
  })

  t.test('has an example for every body, which is as described', async (t) => {
    const bodies = everyBody(description)
    t.ok(bodies.length > 300, `${bodies.length} bodies were found`)
    const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true, uuid: true, ...textFormats } })
    ajv.addSchema(description, 'api')
    const isOfBytes = ({ name }: { name: string }) => / (?:\*\/\*|application\/octet-stream)$/.test(name)
    const isExemplified = ({ schema, example }: MediaType): boolean => {
      const shown = example ?? resolved(description, schema).examples?.[0]
      return shown !== undefined && ajv.validate(absolute(schema), shown)
    }
    t.strictSame(
      bodies.filter((body) => !isOfBytes(body) && !isExemplified(body.media)).map(({ name }) => name),
      [],
    )
  })

  t.test('calls every operation by a verb and what it does that to', async (t) => {
    const ids = everyOperation(description).map(({ operation }) => operation.operationId ?? 'none')
    t.strictSame(
      ids.filter((id) => !/^[a-z]+(?:[A-Z][a-z]+)+$/.test(id)),
      [],
    )
    t.strictSame(ids, [...new Set(ids)])
  })

  t.test('has patterns only that every engine reads alike', async (t) => {
    const patterns = [...new Set(valuesOf(description, 'pattern').map(String))]
    t.ok(patterns.length > 1, `${patterns.length} patterns were found`)
    t.strictSame(
      patterns.filter((pattern) => !isPortablePattern(pattern)),
      [],
    )
  })

  t.test('lists what may be chosen as an enum', async (t) => {
    const unions = ['anyOf', 'oneOf'].flatMap((key) => valuesOf(description, key))
    t.strictSame(
      unions.filter((union) => Array.isArray(union) && union.every((one) => 'const' in one)),
      [],
    )
    t.ok(valuesOf(description, 'enum').length > 20)
  })

  t.test('says of every id that it is a UUID', async (t) => {
    const text = JSON.stringify(description)
    const ids = text.match(/"pattern":"\^\[0-9a-f\]\{8\}-/g) ?? []
    t.ok(ids.length > 50, `${ids.length} ids were found`)
    t.equal(text.match(/"format":"uuid","pattern":"\^\[0-9a-f\]\{8\}-/g)?.length, ids.length)
  })

  t.test('takes requests as described only, and lets answers have more later', async (t) => {
    const { schemas } = description.components
    const objects = Object.entries(schemas).filter(([, schema]) => 'properties' in schema)
    const strict = objects.filter(([name]) => /^Client[A-Z]/.test(name))
    const open = objects.filter((one) => !strict.includes(one))
    t.ok(strict.length >= 5 && open.length > 30)
    for (const [name, schema] of strict) t.hasStrict(schema, { additionalProperties: false }, name)
    const answers = everyOperation(description).map(({ operation }) => operation.responses)
    t.notMatch(
      JSON.stringify([open, answers, description.components.responses]),
      '"additionalProperties":false',
    )
    const requests = everyBody(description).filter(({ name }) => name.includes(' request '))
    t.ok(requests.length > 10, `${requests.length} requests were found`)
    for (const { name, media } of requests) {
      const objects = objectsIn(media.schema)
      t.ok(
        objects.every((one) => one['additionalProperties'] === false),
        name,
      )
      t.notMatch(JSON.stringify(media.schema), '$ref', `${name} refers to nothing that is open`)
    }
  })

  t.test('has the frames of each side as one, told apart by their type', async (t) => {
    const ajv = new Ajv2020({
      strict: false,
      discriminator: true,
      formats: { 'date-time': true, uuid: true },
    })
    ajv.addSchema(withoutMapping(description), 'api')
    const isFrame = (side: string, frame: object): boolean =>
      ajv.validate({ $ref: `api#/components/schemas/${side}Frame` }, frame)
    for (const [side, frames] of Object.entries({ Client: clientFrames, Server: serverFrames })) {
      const union = description.components.schemas[`${side}Frame`] as unknown as Union
      t.strictSame(Object.keys(union.discriminator.mapping), Object.keys(frames))
      t.strictSame(
        Object.values(union.discriminator.mapping),
        union.oneOf.map(({ $ref }) => $ref),
      )
      for (const frame of Object.values<TSchema>(frames)) t.ok(isFrame(side, exampleOf(frame) as object))
      t.notOk(isFrame(side, { type: 'nothing' }))
    }
  })

  t.test('says of the answers that carry them which headers they have', async (t) => {
    const answers = everyOperation(description).flatMap(({ operation }) =>
      Object.entries(operation.responses).map(([status, one]) => ({
        id: operation.operationId,
        status,
        headers: Object.keys(resolved(description, one).headers ?? {}),
        isProblem: resolved(description, one).content?.['application/problem+json'] !== undefined,
      })),
    )
    const setting = answers.filter(({ headers }) => headers.includes('Set-Cookie')).map(({ id }) => id)
    t.same(
      new Set(setting),
      new Set(['changePassword', 'deleteAccount', 'registerAccount', 'signIn', 'signOut']),
    )
    const waiting = answers.filter(({ status, isProblem }) => isProblem && /^(?:429|503)$/.test(status))
    t.ok(waiting.length > 80, `${waiting.length} answers say when to come again`)
    t.ok(waiting.every(({ headers }) => headers.includes('Retry-After')))
  })

  t.test('asks for Origin exactly where it is refused', async (t) => {
    const asks = ({ parameters = [] }: Operation): boolean =>
      parameters.some((one) => one.in === 'header' && one.name === 'Origin' && one.required !== true)
    const refuses = ({ responses }: Operation): boolean =>
      resolved(description, responses['403'] ?? { description: '' }).description.includes('`origin_refused`')
    t.strictSame(
      failing(description, (operation) => asks(operation) === refuses(operation)),
      [],
    )
  })

  t.test('names both cookies, and what needs none', async (t) => {
    const { securitySchemes } = description.components
    t.strictSame(
      Object.values(securitySchemes)
        .flatMap(({ name }) => name ?? [])
        .sort(),
      ['__Host-parley', 'parley'],
    )
    const open = everyOperation(description).filter(({ operation }) => operation.security?.length === 0)
    t.same(
      new Set(open.map(({ operation }) => operation.operationId)),
      new Set(['checkHealth', 'checkReadiness', 'checkService', 'getInstance', 'registerAccount', 'signIn']),
    )
  })

  t.test('begins with signing in and ends with what cannot be undone', async (t) => {
    t.equal(tags[0].name, 'Session')
    const last = everyOperation(description).filter(
      ({ operation }) => operation.tags?.[0] === tags.at(-1)?.name,
    )
    t.equal(last.at(-1)?.operation.operationId, 'deleteAccount')
  })

  t.test('refers only to what is in it', async (t) => {
    const text = JSON.stringify(description)
    const targets = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? ''))
    for (const $ref of targets) t.doesNotThrow(() => resolved(description, { $ref }))
  })
})
