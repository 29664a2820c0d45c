import { clientFrames, type ConversationSummary, type MessagePage, type SignedIn } from '@parley/shared'
import t, { type Test } from 'tap'

import { anonymous, buildTestApp } from '../../support/app/app.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'
import { bodies, newScene, pathIn, type Scene } from '../../support/app/scene.ts'
import type { Method } from '../../support/models/operations.ts'

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly format?: string
  readonly properties?: Record<string, Schema>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
}

interface Described {
  readonly paths: Record<string, Record<string, DescribedOperation>>
}

interface DescribedOperation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> }
}

interface Field {
  readonly path: string
  readonly schema: Schema
}

interface TextField {
  readonly method: Method
  readonly url: string
  readonly where: 'query' | 'body'
  readonly field: Field
}

/** Every string that somewhere in it is sent. */
function stringsIn(schema: Schema, path = ''): Field[] {
  const inner = Object.entries(schema.properties ?? {}).flatMap(([key, one]) =>
    stringsIn(one, `${path}/${key}`),
  )
  const others = [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])]
  const own = schema.type === 'string' || schema.$ref !== undefined ? [{ path, schema }] : []
  return [...own, ...inner, ...others.flatMap((one) => stringsIn(one, path))]
}

const isText = ({ schema: { format } }: Field): boolean => format === 'line' || format === 'multiline'

/** It takes what is listed, or what has a form, and so nothing that cannot be seen. */
const isClosed = ({ schema }: Field): boolean => 'enum' in schema || 'const' in schema || 'pattern' in schema

/** They have rules of their own, which say more than that of texts. */
const ruled = new Set([
  'username',
  'emoji',
  'password',
  'currentPassword',
  'newPassword',
  'timeZone',
  'ids',
  'mutedUntil',
  'until',
  'baseEditedAt',
  'sendAt',
  'invitationToken',
  'token',
])

function sentFields({ paths }: Described): TextField[] {
  return Object.entries(paths).flatMap(([url, methods]) =>
    Object.entries(methods).flatMap(([name, { parameters = [], requestBody }]) => {
      const method = name.toUpperCase() as Method // as the description names it
      const body = requestBody?.content['application/json']?.schema ?? {}
      const inQuery = parameters
        .filter((one) => one.in !== 'header')
        .flatMap((one) => stringsIn(one.schema, `/${one.name}`))
      return [
        ...inQuery.map((field) => ({ method, url, where: 'query' as const, field })),
        ...stringsIn(body).map((field) => ({ method, url, where: 'body' as const, field })),
      ]
    }),
  )
}

/** The request that its operation takes, with this text in the one field. */
function requestWith(scene: Scene, { method, url, where, field }: TextField, text: string) {
  const path = pathIn(scene, url)
  if (where === 'query') return { method, url: `${path}?${field.path.slice(1)}=${encodeURIComponent(text)}` }
  const payload: Record<string, unknown> = structuredClone(bodies[`${method} ${url}`]?.(scene) ?? {})
  const keys = field.path.split('/').slice(1)
  const parent = keys.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(Object(at), key), payload)
  Reflect.set(Object(parent), keys.at(-1) ?? '', text)
  return { method, url: path, payload }
}

/** Whoever registers leaves the account in which they were signed in. */
const send = (scene: Scene, field: TextField, text: string) =>
  scene.app.inject({
    ...requestWith(scene, field, text),
    headers: field.url.endsWith('/accounts') ? anonymous : scene.owner.headers,
  })

const refusedIn = {
  line: ['\u001b', '\f', '\u000b', '\0', '\u007f', '\u009b'],
  multiline: ['\u001b', '\f', '\u000b', '\0', '\u0085'],
}
/** No address can have them. */
const halves = ['\ud800', '\udc00']
const takenIn = {
  line: ['\t', '\n', '\r\n', '\u0085', '\u2028', '\u2029'],
  multiline: ['\t', '\n', '\r\n', '\r', '\u2028'],
}

async function tryField(t: Test, scene: Scene, one: TextField): Promise<void> {
  const kind = one.field.schema.format === 'line' ? 'line' : 'multiline'
  const name = `${one.method} ${one.url} ${one.field.path}`
  for (const character of [...refusedIn[kind], ...(one.where === 'body' ? halves : [])]) {
    const reply = await send(scene, one, `t👩e${character}a`)
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    const detail = `U+${code} at character 4 cannot be stored.`
    t.match(reply.json(), { status: 400, code: 'text_invalid', field: one.field.path, detail }, name)
  }
  for (const character of takenIn[kind]) {
    const { statusCode, body } = await send(scene, one, `te${character}a`)
    if (statusCode >= 400) t.fail(`${name} refuses ${JSON.stringify(character)}: ${body}`)
  }
}

const app = await buildTestApp(t, { ports: { hasher: cheapHasher() } })
const scene = await newScene(app)

const described = JSON.parse(JSON.stringify(app.swagger())) as Described

t.test('every text that is sent is looked at, whatever it is for', async (t) => {
  const fields = sentFields(described).filter(({ field }) => isText(field))
  t.ok(fields.length > 15, `${fields.length} texts are sent`)
  for (const one of fields) await tryField(t, scene, one)
})

t.test('what is sent is a text, or has another rule', async (t) => {
  const inRequests = sentFields(described).map(({ method, url, field }) => ({
    ...field,
    of: `${method} ${url}`,
  }))
  const inFrames = Object.entries(clientFrames).flatMap(([of, schema]) =>
    stringsIn(JSON.parse(JSON.stringify(schema)) as Schema).map((field) => ({ ...field, of })),
  )
  t.ok(inFrames.some(isText))
  t.strictSame(
    [...inRequests, ...inFrames]
      .filter((field) => !isText(field) && !isClosed(field) && !ruled.has(field.path.split('/').at(-1) ?? ''))
      .map(({ of, path }) => `${of} ${path}`),
    [],
  )
})

t.test('other programs can read every pattern of the description', async (t) => {
  const patterns = [...JSON.stringify(described).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
    ([, text = '""']) => String(JSON.parse(text)),
  )
  t.ok(patterns.length > 10)
  t.strictSame(
    patterns.filter((pattern) => !/^\^[\w[\]{},\\-]*[*+]?\$$/.test(pattern)),
    [],
  )
})

t.test('lines end with LF wherever they are kept, and are blanks in one line', async (t) => {
  const call = async <Answer>(method: Method, path: string, payload?: object): Promise<Answer> => {
    const url = `/api/v1${path}`
    const reply = await app.inject({ method, url, headers: scene.owner.headers, ...(payload && { payload }) })
    t.ok(reply.statusCode < 300, `${method} ${path} answers ${reply.statusCode}`)
    return reply.json<Answer>()
  }
  const lines = 'one\r\ntwo\rthree\n'
  const messages = `/conversations/${scene.groupId}/messages`
  await call('PATCH', `${messages}/${scene.seq}`, { text: lines })
  const { items } = await call<MessagePage>('GET', messages)
  t.equal(items.find(({ seq }) => seq === scene.seq)?.text, 'one\ntwo\nthree')

  const group = await call<ConversationSummary>('PATCH', `/conversations/${scene.groupId}`, {
    name: 'a\tb\u2028c',
    topic: lines,
  })
  t.match(group.conversation, { name: 'a b c', topic: 'one\ntwo\nthree' })

  const profile = {
    displayName: 'A\nnn\u200c',
    statusText: 'out\tto\r\nlunch',
    bio: `${'x'.repeat(999)}${'\r\n'.repeat(400)}`,
  }
  await call('PATCH', '/me', profile)
  t.match((await call<SignedIn>('GET', '/me')).user, {
    displayName: 'A nn',
    statusText: 'out to lunch',
    bio: 'x'.repeat(999),
  })
})
