import { setImmediate } from 'node:timers/promises'

import t from 'tap'

import { Argon2Hasher } from '../../../api/src/adapters/crypto/argon2-hasher.ts'
import { anonymous, buildTestApp, testPassword } from '../../support/app/app.ts'

const burst = 300

t.test('a burst of sign-ins is served in part and refused in part, while the rest goes on', async (t) => {
  const config = { requestsPerMinute: 999_999 }
  const app = await buildTestApp(t, { config, ports: { hasher: new Argon2Hasher() } })
  const order: number[] = []
  const signIn = async (at: number): Promise<void> => {
    const { statusCode, headers } = await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: anonymous,
      remoteAddress: `10.1.${at >> 8}.${at & 255}`, // each from elsewhere, so that no throttle is in the way
      payload: { username: `nobody.${at}`, password: testPassword },
    })
    order.push(statusCode)
    if (statusCode === 503 && !(Number(headers['retry-after']) > 0))
      t.fail('it does not say when to come back')
  }
  const all = Promise.all(Array.from({ length: burst }, (_, at) => signIn(at)))

  const answersMs: number[] = []
  while (order.length < burst) {
    const startMs = performance.now()
    const { statusCode } = await app.inject({ url: '/healthz', remoteAddress: '10.9.9.9' })
    if (statusCode !== 200) t.fail(`/healthz answers ${statusCode}`)
    answersMs.push(performance.now() - startMs)
    await setImmediate()
  }
  await all
  const [served, refused] = [401, 503].map((status) => order.filter((one) => one === status).length)
  t.equal((served ?? 0) + (refused ?? 0), burst, 'each gets an answer')
  t.ok((served ?? 0) > 0, `${served} are served`)
  t.ok((refused ?? 0) > 0, `${refused} are refused`)
  t.ok(order.indexOf(503) < order.lastIndexOf(401), 'before those who wait are served')
  answersMs.sort((a, b) => a - b)
  t.ok((answersMs[Math.floor(answersMs.length / 2)] ?? Infinity) < 1_000, 'and the process is answering')
  t.ok(answersMs.length > 10)
})
