import { setImmediate } from 'node:timers/promises'

import t, { type Test } from 'tap'

import { buildTestApp } from '../../support/app/app.ts'
import { holdBrowsers, seen } from '../../support/browser/browsers.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'
import { until } from '../../support/until.ts'

const password = 'a sentence nobody else has'
const me = '/api/v1/me'

async function setUp(t: Test) {
  const server = await buildTestApp(t, { ports: { hasher: cheapHasher() } })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const browsers = holdBrowsers(t)
  const ada = browsers.open(server, 1)
  await ada.actions.session.register({ username: 'ada', password, displayName: 'Ada' })
  await seen(ada.state.connection, ({ kind }) => kind === 'online', 'ada is online')
  return { browsers, ada }
}

t.test('one answer that knows of no session does not sign out who has one', async (t) => {
  const { browsers, ada } = await setUp(t)
  browsers.strayPaths = /sessions$/
  t.match(await ada.actions.account.sessions(), { ok: false, failure: { code: 'not_signed_in' } })
  await until(() => browsers.answered.includes(me), 'it is asked who is signed in')
  await setImmediate()
  t.equal(ada.state.session.get().kind, 'signed-in')
  t.same(ada.state.notices.get(), [])
})

t.test('whoever has none is signed out, and told', async (t) => {
  const { browsers, ada } = await setUp(t)
  browsers.strayPaths = /./
  await ada.actions.account.sessions()
  await seen(ada.state.session, ({ kind }) => kind === 'signed-out', 'ada is signed out')
  t.match(ada.state.notices.get(), [{ kind: 'session-ended' }])
  t.equal(browsers.answered.filter((path) => path === me).length, 1, 'it is asked once')
})

t.test('who signs out without a session is signed out, and that is no news', async (t) => {
  const { browsers, ada } = await setUp(t)
  browsers.strayPaths = /./
  t.same(await ada.actions.session.signOut(), { kind: 'signed-out' })
  t.equal(ada.state.session.get().kind, 'signed-out')
  t.same(ada.state.notices.get(), [])
})

t.test('while the cookie changes, nobody asks with the old one', async (t) => {
  const { browsers, ada } = await setUp(t)
  const gate = Promise.withResolvers<void>()
  const { fetch } = globalThis
  globalThis.fetch = async (url, init) => {
    const answer = await fetch(url, init)
    if (answer.url.endsWith('/password')) await gate.promise
    return answer
  }
  const newPassword = 'another sentence nobody has'
  const changing = ada.actions.account.changePassword({ currentPassword: password, newPassword })
  await until(() => browsers.answered.includes(`${me}/password`), 'the cookie changes')
  browsers.strayPaths = /./
  await ada.actions.account.sessions()
  await setImmediate()
  t.notOk(browsers.answered.includes(me))
  browsers.strayPaths = /^never$/
  gate.resolve()
  t.match(await changing, { ok: true })
  await until(() => browsers.answered.includes(me), 'it is asked who is signed in')
  await setImmediate()
  t.equal(ada.state.session.get().kind, 'signed-in')
})
