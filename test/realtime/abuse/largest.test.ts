import { clientFrames, limits } from '@parley/shared'
import { Ajv } from 'ajv'
import t from 'tap'

import { parseFrame } from '../../../api/src/realtime/socket/parse-frame.ts'
import { textFormats } from '../../../api/src/wire/text-formats.ts'
import { buildTestApp, signUp } from '../../support/app/app.ts'
import { RealtimeTest, newClientId } from '../../support/app/realtime.ts'
import { escaped, largestOf, type Schema } from '../../support/models/largest.ts'

const none = (ref: string): never => {
  throw new Error(`There is no ${ref}.`)
}

interface Described {
  readonly paths: Record<
    string,
    Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>
  >
  readonly components: { readonly schemas: Record<string, Schema> }
}

t.test('whatever form of a body an operation allows is not too large for it', async (t) => {
  const app = await buildTestApp(t)
  const { headers } = await signUp(app, 'ann')
  const { paths, components } = JSON.parse(JSON.stringify(app.swagger())) as Described
  const resolve = (ref: string) => components.schemas[ref.split('/').at(-1) ?? ''] ?? none(ref)
  let largest = 0
  let tried = 0
  for (const [path, methods] of Object.entries(paths)) {
    for (const [name, { requestBody }] of Object.entries(methods)) {
      const schema = requestBody?.content['application/json']?.schema
      if (schema === undefined) continue
      const payload = escaped(largestOf(schema, resolve))
      const method = name.toUpperCase() as 'POST' | 'PUT' | 'PATCH'
      const url = path.replace(/\{\w*[sS]eq\}/, '1').replace(/\{\w+\}/g, newClientId)
      const sent = { ...headers, 'content-type': 'application/json' }
      const reply = await app.inject({ method, url, headers: sent, payload })
      t.not(reply.statusCode, 413, `${method} ${path}: ${payload.length} bytes`)
      largest = Math.max(largest, payload.length)
      tried += 1
    }
  }
  t.ok(tried >= 12, `${tried} operations take a body`)
  t.ok(largest > 24 * limits.messageMax, `the largest has ${largest} bytes`)
})

t.test('whatever form of a frame is allowed is read', async (t) => {
  const ajv = new Ajv({ strictTypes: false, formats: { uuid: true, ...textFormats } })
  for (const [type, schema] of Object.entries(clientFrames)) {
    const frame = largestOf(JSON.parse(JSON.stringify(schema)) as Schema, none)
    t.ok(ajv.validate(schema, frame), `${type}: ${ajv.errorsText()}`)
    t.strictSame(parseFrame(escaped(frame)), frame, type)
  }
})

const texts = {
  'emoji in ASCII alone': '🦜'.repeat(limits.messageMax),
  'as much white space around it again': `${'🦜'.repeat(limits.messageMax)}${'\u3000'.repeat(limits.messageMax)}`,
  'marks that are one character with their letter': 'e\u0301'.repeat(limits.messageMax),
  'syllables of Hangul, taken apart': '\uac01'.normalize('NFD').repeat(limits.messageMax),
  'Greek, taken apart': '\u1f82'.normalize('NFD').repeat(limits.messageMax),
}

t.test('the longest text is stored, by a request, an edit and a frame', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const conversationId = await test.direct(ann, bob)
  const client = await test.connect(ann)
  const sent = { ...ann.headers, 'content-type': 'application/json' }
  const url = `/api/v1/conversations/${conversationId}/messages`
  for (const [what, text] of Object.entries(texts)) {
    const payload = escaped({ clientId: newClientId(), text })
    const posted = await test.app.inject({ method: 'POST', url, headers: sent, payload })
    t.equal(posted.statusCode, 201, `${what}: ${payload.length} bytes`)
    const edit = {
      method: 'PATCH',
      headers: sent,
      payload: escaped({ text: `a${[...text.normalize('NFC')].slice(1).join('').normalize('NFD')}` }),
    } as const
    t.equal((await test.app.inject({ ...edit, url: `${url}/${posted.json().seq}` })).statusCode, 200, what)
    client.raw(escaped({ type: 'send', ref: 'long', conversationId, clientId: newClientId(), text }))
    t.match(await client.next('ack', ({ ref }) => ref === 'long'), { message: {} }, what)
  }
  const payload = escaped({ clientId: newClientId(), text: '🦜'.repeat(limits.messageMax + 1) })
  const reply = await test.app.inject({ method: 'POST', url, headers: sent, payload })
  t.match(reply.json(), { code: 'message_too_long' }, 'one more is too long, and that is what it is told')
  const huge = `{"clientId":"${newClientId()}","text":"${'x'.repeat(limits.messageBodyBytesMax)}"}`
  t.equal((await test.app.inject({ method: 'POST', url, headers: sent, payload: huge })).statusCode, 413)
})
