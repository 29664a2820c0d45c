import { limits } from '@parley/shared'
import t from 'tap'

import { buildTestApp, signUp } from '../../support/app/app.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'
import { TestClock } from '../../support/app/clock.ts'

const requestsPerMinute = 60

t.test('an account may ask no more often from many addresses than from one', async (t) => {
  const clock = new TestClock()
  const app = await buildTestApp(t, {
    config: { requestsPerMinute },
    ports: { clock, hasher: cheapHasher() },
  })
  const [ann, bob] = [await signUp(app, 'ann'), await signUp(app, 'bob')]
  let address = 0
  const ask = ({ headers }: typeof ann) =>
    app.inject({ url: '/api/v1/me', headers, remoteAddress: `192.0.2.${(address += 1)}` })
  for (let count = 0; count < requestsPerMinute; count++) t.equal((await ask(ann)).statusCode, 200)
  const refused = await ask(ann)
  t.match(refused.json(), { status: 429, code: 'rate_limited' })
  t.ok(Number(refused.headers['retry-after']) >= 1)
  t.equal((await ask(bob)).statusCode, 200)
  clock.advance(60_000)
  t.equal((await ask(ann)).statusCode, 200)
})

/** Each costs more than most requests do. */
const costly = {
  'the list of all conversations': { path: '/conversations', max: limits.listsPerTenSecondsMax },
  'the search of messages': { path: '/messages/search?q=engine', max: limits.searchesPerTenSecondsMax },
}

for (const [what, { path, max }] of Object.entries(costly)) {
  t.test(`${what} has a bound of its own`, async (t) => {
    const clock = new TestClock()
    const app = await buildTestApp(t, { ports: { clock, hasher: cheapHasher() } })
    const [ann, bob] = [await signUp(app, 'ann'), await signUp(app, 'bob')]
    const ask = ({ headers }: typeof ann) => app.inject({ url: `/api/v1${path}`, headers })
    for (let count = 0; count < max; count++) t.equal((await ask(ann)).statusCode, 200)
    const refused = await ask(ann)
    t.match(refused.json(), { status: 429, code: 'rate_limited' })
    t.ok(Number(refused.headers['retry-after']) <= 10)
    t.equal((await app.inject({ url: '/api/v1/me', headers: ann.headers })).statusCode, 200)
    t.equal((await ask(bob)).statusCode, 200)
    clock.advance(10_000)
    t.equal((await ask(ann)).statusCode, 200)
  })
}
