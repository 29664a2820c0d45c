import { randomUUID } from 'node:crypto'

import t from 'tap'

import { buildTestApp, signUp } from '../../support/app/app.ts'
import { rawBodies } from '../../support/app/scene.ts'
import { operationsOf, nameOf, type Operation } from '../../support/models/operations.ts'

const changes = ({ method }: Operation): boolean => method !== 'GET'
const filled = (path: string): string =>
  path.replace(/\{\w*[sS]eq\}/, '1').replace(/\{\w+\}/g, () => randomUUID())

/** Of which any bytes are a file or a picture. */
const takesBytes = (one: Operation): boolean =>
  one.path === '/api/v1/files' || rawBodies[nameOf(one)] !== undefined

const json = 'application/json'
const types = [json, 'application/json; charset=utf-8', 'APPLICATION/JSON']

t.test('a type without a body is no body', async (t) => {
  const app = await buildTestApp(t)
  const ann = await signUp(app, 'ann')
  const bare = operationsOf(app).filter((one) => changes(one) && one.fields.length === 0 && !takesBytes(one))
  t.ok(bare.length >= 10, `${bare.length} operations take no body`)
  // the one that ends the session comes last
  for (const { method, path } of bare.sort((one, other) => one.path.length - other.path.length).reverse()) {
    if (path === '/api/v1/me/sessions') continue
    const url = filled(path)
    const without = await app.inject({ method, url, headers: ann.headers })
    if (path === '/api/v1/session') continue
    for (const type of types) {
      const headers = { ...ann.headers, 'content-type': type }
      const reply = await app.inject({ method, url, headers })
      t.equal(reply.statusCode, without.statusCode, `${method} ${path} with ${type}`)
      t.not(reply.statusCode, 400)
      const empty = await app.inject({ method, url, headers, payload: '' })
      t.equal(empty.statusCode, without.statusCode, `${method} ${path} with ${type} and no bytes`)
    }
    for (const payload of ['{"any":"thing"}', '[]', 'null']) {
      const headers = { ...ann.headers, 'content-type': json }
      const passedOver = await app.inject({ method, url, headers, payload })
      t.equal(passedOver.statusCode, without.statusCode, `${method} ${path} with ${payload}`)
    }
    const text = { ...ann.headers, 'content-type': 'text/plain' }
    const refused = await app.inject({ method, url, headers: text, payload: '' })
    t.match(refused.json(), { code: 'unsupported_media_type' }, `${method} ${path}, as another type`)
  }
})

t.test(
  'a group is joined and left, and a session ended, by programs that always name the type',
  async (t) => {
    const app = await buildTestApp(t)
    const [ann, bob] = [await signUp(app, 'ann'), await signUp(app, 'bob')]
    const group = await app.inject({
      method: 'POST',
      url: '/api/v1/conversations/groups',
      headers: ann.headers,
      payload: { name: 'Tea', visibility: 'open', memberIds: [] },
    })
    const { id } = group.json<{ conversation: { id: string } }>().conversation
    const headers = { ...bob.headers, 'content-type': json }
    const send = async (method: 'POST' | 'DELETE', path: string) =>
      (await app.inject({ method, url: `/api/v1${path}`, headers })).statusCode
    t.equal(await send('POST', `/conversations/${id}/join`), 200)
    t.equal(await send('POST', `/conversations/${id}/leave`), 204)
    t.equal(await send('DELETE', '/me/sessions'), 204)
    t.equal(await send('DELETE', '/session'), 204)
  },
)

t.test('where a body is needed, the refusal says so', async (t) => {
  const app = await buildTestApp(t)
  const ann = await signUp(app, 'ann')
  const needing = operationsOf(app).filter((one) => changes(one) && one.fields.length > 0)
  t.ok(needing.length >= 10, `${needing.length} operations take a body`)
  for (const operation of needing) {
    for (const type of [{}, { 'content-type': json }]) {
      const { method, path } = operation
      const reply = await app.inject({ method, url: filled(path), headers: { ...ann.headers, ...type } })
      const said = { status: 400, detail: 'body: is missing, and this operation needs one' }
      t.match(reply.json(), said, nameOf(operation))
    }
  }
})
