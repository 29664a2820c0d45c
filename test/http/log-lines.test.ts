import type { CreatedInvitationLink } from '@parley/shared'
import t, { type Test } from 'tap'

import { createLogger } from '../../api/src/process/logger.ts'
import { anonymous } from '../support/app/app.ts'
import { newClientId, RealtimeTest, sendFrame } from '../support/app/realtime.ts'
import { bearer, makeToken, signIn } from '../support/app/sign-in.ts'

const lineMax = 10_000
/** What would end a line, or move the cursor of the terminal that shows it. */
const breaking = /[\p{Cc}\u2028\u2029]/u

/** As the program writes it, with everything that it could say. */
function record(): { lines: string[]; logger: ReturnType<typeof createLogger> } {
  const lines: string[] = []
  return { lines, logger: createLogger('trace', { write: (line) => void lines.push(line) }) }
}

function holdLines(t: Test, lines: readonly string[]): void {
  for (const line of lines) {
    t.equal(line.indexOf('\n'), line.length - 1, 'one line for one event')
    t.notMatch(line.slice(0, -1), breaking)
    t.ok(line.length < lineMax, `${line.length} characters`)
    t.equal(typeof JSON.parse(line), 'object')
  }
}

const injections = [
  'x\r\n{"level":60,"msg":"forged"}',
  'x\n\n{"level":60}',
  '\u001b[2J\u001b]0;owned\u0007',
  'x\u2028{"level":60}\u2029',
  '{"level":60,"msg":"forged"}',
  '","level":60,"msg":"forged',
  'x'.repeat(1_000_000),
  '%s%d%o%j',
  '\u202e\u0085\u009b31m',
]

t.test('whatever a request says, the log has one line for one event', async (t) => {
  const { lines, logger } = record()
  const test = await RealtimeTest.start(t, { logger })
  const [ann] = await test.people('ann')
  const client = await test.connect(ann)
  lines.length = 0
  for (const [at, text] of injections.entries()) {
    const inUrl = encodeURIComponent(text.slice(0, 2_000))
    const from = { remoteAddress: `10.2.0.${at}` }
    const headers = { ...ann.headers, 'user-agent': text, referer: text, 'x-request-id': text }
    await test.app.inject({ url: `/api/v1/users?q=${inUrl}`, headers, ...from })
    await test.app.inject({ url: `/${inUrl}`, headers, ...from })
    await test.app.inject({ url: `/api/v1/users/by-username/${inUrl}`, headers, ...from })
    const signingIn = {
      method: 'POST',
      url: '/api/v1/session',
      headers: { ...anonymous, 'user-agent': text },
    } as const
    await test.app.inject({
      ...signingIn,
      payload: { username: text.slice(0, 1_000), password: text },
      ...from,
    })
    await test.app.inject({ ...signingIn, payload: `{"username":${text}`, ...from })
    client.raw(text.slice(0, 1_000))
    client.raw(JSON.stringify({ type: text.slice(0, 1_000), ref: '1' }))
    logger.error({ err: new Error(text.slice(0, 1_000)), code: text.slice(0, 100) }, text.slice(0, 1_000))
  }
  await client.rest()
  t.ok(lines.length > 4 * injections.length)
  holdLines(t, lines)
  t.equal(lines.filter((line) => JSON.parse(line).level === 60).length, 0, 'and none is forged')
})

const secrets = {
  password: 'the password nobody may read',
  newPassword: 'the next password nobody may read',
  message: 'a message nobody else may read',
  edited: 'an edited message nobody else may read',
  sent: 'a message over the socket nobody else may read',
  search: 'a search nobody else may read',
  topic: 'a topic nobody else may read',
}

t.test('no password, cookie or text is in any line, not even when something fails', async (t) => {
  const { lines, logger } = record()
  const test = await RealtimeTest.start(t, { logger })
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.group(ann, bob)
  const client = await test.connect(ann)
  const messages = `/conversations/${id}/messages`
  const say = (text: string) => test.call(ann, 'POST', messages, { text, clientId: newClientId() })
  const { seq } = await test.call<{ seq: number }>(ann, 'POST', messages, {
    text: secrets.message,
    clientId: newClientId(),
  })
  await test.call(ann, 'PATCH', `${messages}/${seq}`, { text: secrets.edited })
  await test.call(ann, 'PATCH', `/conversations/${id}`, { topic: secrets.topic })
  await test.call(ann, 'GET', `/messages/search?q=${encodeURIComponent(secrets.search)}`)
  await client.request(sendFrame(id, secrets.sent))
  client.raw(`{"type":"send","text":"${secrets.sent}`)
  const wrong = { currentPassword: secrets.password, newPassword: secrets.newPassword }
  await t.rejects(test.call(ann, 'PUT', '/me/password', wrong))
  const links = `/conversations/${id}/invitation-links`
  const link = await test.call<CreatedInvitationLink>(ann, 'POST', links, {})
  await test.call(bob, 'GET', `/invitation-links/${link.token}`)
  await test.call(bob, 'POST', `/invitation-links/${link.token}/accept`)
  const again = await signIn(test.app, ann)
  const { token, headers } = await makeToken(test.app, ann)
  await test.app.inject({ url: '/api/v1/me', headers })
  const mistyped = `${token.slice(0, -1)}_`
  await test.app.inject({ url: '/api/v1/me', headers: bearer(mistyped) })

  const { stores } = test.app.parts
  const asDriversSay = Object.assign(new Error('the statement failed'), {
    sql: `INSERT INTO messages VALUES ('${secrets.message}')`,
    parameters: [secrets.message],
    cause: Object.assign(new Error('gone'), { document: { text: secrets.message } }),
  })
  stores.messages.append = () => Promise.reject(asDriversSay)
  stores.memberships.ofUser = () => Promise.reject(asDriversSay)
  await t.rejects(say(secrets.message), /500|internal/)
  t.match(await client.request(sendFrame(id, secrets.sent)), { type: 'refusal' })

  const log = lines.join('')
  holdLines(t, lines)
  t.match(log, 'the statement failed', 'what failed is there')
  const ids = [ann, bob, again].map(({ cookie }) => cookie.slice(cookie.indexOf('=') + 1))
  for (const secret of [...Object.values(secrets), ann.password, token, mistyped, link.token, ...ids]) {
    for (const form of [secret, encodeURIComponent(secret)]) t.notOk(log.includes(form), form)
  }
})
