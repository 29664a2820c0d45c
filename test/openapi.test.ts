import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'

import { tags } from '../api/src/http/description/api-description.ts'
import { isOpenapiFresh } from '../scripts/generated/openapi-file.ts'
import { buildTestApp } from './support/app/app.ts'
import {
  resolved,
  type DescribedResponse,
  type DescribedSchema,
  type MediaType,
} from './support/app/described.ts'
import { absolute } from './support/app/validate-replies.ts'
import { operationsOf } from './support/models/operations.ts'

interface Operation {
  summary?: string
  tags?: string[]
  security?: object[]
  requestBody?: { content: Record<string, MediaType> }
  responses: Record<string, DescribedResponse>
}

interface Described {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, DescribedSchema>; responses: Record<string, DescribedResponse> }
}

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
        .map(({ name }) => name)
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
    const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true, uuid: true } })
    ajv.addSchema(description, 'api')
    const isExemplified = ({ schema, example }: MediaType): boolean => {
      const shown = example ?? resolved(description, schema).examples?.[0]
      return shown !== undefined && ajv.validate(absolute(schema), shown)
    }
    t.strictSame(
      bodies.filter(({ media }) => !isExemplified(media)).map(({ name }) => name),
      [],
    )
  })

  t.test('refers only to what is in it', async (t) => {
    const text = JSON.stringify(description)
    const targets = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? ''))
    for (const $ref of targets) t.doesNotThrow(() => resolved(description, { $ref }))
  })
})
