import t from 'tap'

import { newUserId } from '../../support/databases/records.ts'
import { DomainError } from '../../../api/src/domain/errors.ts'
import { buildAccountsApp } from '../../support/app/accounts-app.ts'
import { BrowserClient, clientPassword } from '../../support/browser/browser-client.ts'

const ada = { username: 'ada', password: clientPassword, displayName: 'Ada Lovelace' }

t.test('who registers is signed in, and their profile is their own', async (t) => {
  const { app } = await buildAccountsApp(t)
  const client = new BrowserClient(app)
  const reply = await client.post('/accounts', {
    ...ada,
    username: 'Ada.Lovelace',
    displayName: '  Ada\u202e ',
  })
  t.equal(reply.statusCode, 201)
  const { user } = reply.json()
  t.match(user, {
    username: 'ada.lovelace',
    displayName: 'Ada',
    bio: '',
    locationAudience: 'contacts',
    deleted: false,
  })
  t.notMatch(reply.body, /argon2|password/)
  t.same((await client.get('/me')).json(), reply.json())
})

t.test('the time zone of the device is that of a new profile, if it is one', async (t) => {
  const { app } = await buildAccountsApp(t)
  const zoneOf = async (timeZone: string, username: string) => {
    const reply = await new BrowserClient(app).post('/accounts', { ...ada, username, timeZone })
    t.equal(reply.statusCode, 201)
    return reply.json().user.location.timeZone
  }
  t.equal(await zoneOf('Europe/London', 'ada'), 'Europe/London')
  t.equal(await zoneOf('Europe/Atlantis', 'grace'), null)
  t.equal(await zoneOf('+01:00', 'alan'), null)
  const long = await new BrowserClient(app).post('/accounts', { ...ada, timeZone: 'x'.repeat(65) })
  t.equal(long.statusCode, 400)
})

t.test('every refusal of a registration has its code, and makes no account', async (t) => {
  const { app, stores } = await buildAccountsApp(t)
  const client = new BrowserClient(app)
  const refusals: [object, number, string][] = [
    [{ ...ada, username: 'аda' }, 400, 'username_invalid'],
    [{ ...ada, username: 'ad' }, 400, 'username_invalid'],
    [{ ...ada, username: 'a\u200bda' }, 400, 'username_invalid'],
    [{ ...ada, username: 'ada¹' }, 400, 'username_invalid'],
    [{ ...ada, username: 'ａｄａ' }, 400, 'username_invalid'],
    [{ ...ada, username: '...' }, 400, 'username_invalid'],
    [{ ...ada, username: ' .admin. ' }, 409, 'username_reserved'],
    [{ ...ada, displayName: '\u2066\u3164' }, 400, 'name_invalid'],
    [{ ...ada, displayName: 'A\u0000da' }, 400, 'text_invalid'],
    [{ ...ada, displayName: 'x'.repeat(65) }, 400, 'invalid_request'],
    [{ ...ada, password: 'ninechars' }, 400, 'password_too_short'],
    [{ ...ada, password: 'xy'.repeat(129) }, 400, 'password_too_long'],
    [{ ...ada, password: 'x'.repeat(5_000) }, 400, 'invalid_request'],
    [{ ...ada, password: 'qwertyuiop' }, 400, 'password_too_common'],
    [{ ...ada, username: 'adalovelace', password: 'AdaLovelace' }, 400, 'password_too_common'],
    [{ ...ada, password: 'password1234' }, 400, 'password_weak'],
    [{ ...ada, username: ' Maya', displayName: 'Maya Rowan', password: 'maya.rowan1' }, 400, 'password_weak'],
    [{ ...ada, displayName: '' }, 400, 'name_invalid'],
    [{ ...ada, password: '\ud800'.repeat(10) }, 400, 'invalid_request'],
    [{ ...ada, password: { $ne: null } }, 400, 'invalid_request'],
    [{ ...ada, username: ['ada'] }, 400, 'invalid_request'],
    [{ ...ada, password: null }, 400, 'invalid_request'],
    [{ ...ada, id: 'x' }, 400, 'invalid_request'],
    [{ ...ada, isAdmin: true }, 400, 'invalid_request'],
    [{ username: 'ada' }, 400, 'invalid_request'],
    [[], 400, 'invalid_request'],
  ]
  for (const [payload, status, code] of refusals) {
    const reply = await client.post('/accounts', payload)
    t.match(reply.json(), { status, code }, JSON.stringify(payload).slice(0, 80))
    t.equal(reply.headers['set-cookie'], undefined)
  }
  t.same(await stores.users.search({ viewerId: newUserId(), prefix: '', after: null, limit: 10 }), [])
})

t.test('all that is wrong in a registration is named at once, and one thing by itself', async (t) => {
  const { app } = await buildAccountsApp(t)
  const client = new BrowserClient(app)
  const problem = (
    await client.post('/accounts', { username: 'a', password: 'short', displayName: ' ' })
  ).json()
  t.match(problem, { status: 400, code: 'username_invalid', field: '/username' })
  t.same(
    problem.errors.map(({ field, code }: { field: string; code: string }) => [field, code]),
    [
      ['/username', 'username_invalid'],
      ['/displayName', 'name_invalid'],
      ['/password', 'password_too_short'],
    ],
  )
  const one = (await client.post('/accounts', { ...ada, password: 'short' })).json()
  t.match(one, { code: 'password_too_short', field: '/password' })
  t.notOk('errors' in one)
})

t.test('who sends back a form again and again has to wait until it is looked at', async (t) => {
  const { app } = await buildAccountsApp(t, { registrationsPerHour: 2 })
  const client = new BrowserClient(app)
  const weak = { ...ada, password: 'password1234' }
  for (let count = 0; count < 10; count += 1)
    t.match((await client.post('/accounts', weak)).json(), { code: 'password_weak' })
  t.match((await client.post('/accounts', weak)).json(), { code: 'rate_limited' })
  t.equal((await new BrowserClient(app, '192.0.2.9').post('/accounts', ada)).statusCode, 201)
})

t.test('a weak password replaces no other', async (t) => {
  const { app } = await buildAccountsApp(t)
  const client = new BrowserClient(app)
  await client.register('maya.rowan')
  const payload = { currentPassword: clientPassword, newPassword: 'maya.rowan1' }
  const reply = await client.call('PUT', '/me/password', { payload })
  t.match(reply.json(), { status: 400, code: 'password_weak', field: '/newPassword' })
})

t.test('a username is taken in every case, whatever is around it', async (t) => {
  const { app } = await buildAccountsApp(t)
  await new BrowserClient(app).register('ada')
  for (const username of ['ada', 'ADA', ' Ada\u00a0', '\u200bada\ufeff\t', 'ada\r\n']) {
    t.match((await new BrowserClient(app).post('/accounts', { ...ada, username })).json(), {
      code: 'username_taken',
    })
  }
})

t.test('of fifty who register one name at the same instant, one gets it', async (t) => {
  const { app } = await buildAccountsApp(t)
  const spellings = ['ada', 'ADA', 'Ada', ' ada', 'aDa\n']
  const statuses = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const client = new BrowserClient(app, `10.0.0.${index}`)
      return (await client.post('/accounts', { ...ada, username: spellings[index % 5] })).statusCode
    }),
  )
  t.equal(statuses.filter((status) => status === 201).length, 1)
  t.equal(statuses.filter((status) => status === 409).length, 49)
})

t.test('who registers again and again from one address has to wait, and is told how long', async (t) => {
  const { app, clock } = await buildAccountsApp(t)
  await new BrowserClient(app).register('ada')
  const bulk = new BrowserClient(app, '2001:db8:1:2::1')
  for (let count = 0; count < 40; count += 1) t.equal((await bulk.post('/accounts', ada)).statusCode, 409)
  const neighbour = new BrowserClient(app, '2001:db8:1:2:ffff::9')
  const reply = await neighbour.post('/accounts', { ...ada, username: 'bob' })
  t.match(reply.json(), { code: 'rate_limited', retryAfterSeconds: 2 })
  t.equal(reply.headers['retry-after'], '2')
  t.equal(
    (await new BrowserClient(app, '2001:db8:2:2::1').post('/accounts', { ...ada, username: 'cyd' }))
      .statusCode,
    201,
  )
  clock.advance(2_000)
  t.equal((await bulk.post('/accounts', { ...ada, username: 'bob' })).statusCode, 201)
})

t.test('the networks of one site register as one', async (t) => {
  const { app } = await buildAccountsApp(t)
  const statuses: number[] = []
  for (let network = 0; network < 60; network += 1) {
    const client = new BrowserClient(app, `2001:db8:1:${network.toString(16)}::1`)
    statuses.push((await client.post('/accounts', { ...ada, username: `ada${network}` })).statusCode)
  }
  t.same(statuses, [...Array(40).fill(201), ...Array(20).fill(429)])
})

for (const [perHour, againMs] of [
  [2, 1_800_000],
  [7, 514_286],
] as const) {
  t.test(
    `of one address ${perHour} an hour register where that is set, and others may meanwhile`,
    async (t) => {
      const { app, clock } = await buildAccountsApp(t, { registrationsPerHour: perHour })
      const client = new BrowserClient(app)
      const statusOf = async (username: string) =>
        (await client.post('/accounts', { ...ada, username })).statusCode
      for (let count = 0; count < perHour; count += 1) t.equal(await statusOf(`ada${count}`), 201)
      t.equal(await statusOf('bob'), 429)
      t.equal((await new BrowserClient(app, '192.0.2.9').post('/accounts', ada)).statusCode, 201)
      clock.advance(againMs)
      t.equal(await statusOf('bob'), 201, 'one is forgiven')
      t.equal(await statusOf('cyd'), 429)
    },
  )
}

t.test('a new password ends every other session and gives this one a new id', async (t) => {
  const { app, services } = await buildAccountsApp(t)
  const [laptop, phone] = [new BrowserClient(app), new BrowserClient(app)]
  const { sessionId } = await laptop.register('ada')
  const phones = (await phone.signIn('ada')).json().sessionId
  const old = laptop.cookie
  services.bus.take()
  const payload = { currentPassword: clientPassword, newPassword: '  another sentence  ' }
  const reply = await laptop.call('PUT', '/me/password', { payload })
  t.equal(reply.statusCode, 204)
  t.not(laptop.cookie, old)
  t.equal((await laptop.get('/me', { cookie: old })).statusCode, 401)
  t.equal((await phone.get('/me')).statusCode, 401)
  t.equal((await laptop.get('/me')).json().sessionId, sessionId, 'its connections stay open')
  t.match(services.bus.take(), [{ event: { type: 'sessions-ended', sessionIds: [phones] } }])
  t.equal((await phone.signIn('ada')).statusCode, 401)
  t.equal((await phone.signIn('ada', 'another sentence')).statusCode, 401, 'blanks belong to a password')
  t.equal((await phone.signIn('ada', '  another sentence  ')).statusCode, 200)
})

t.test('without the right password nobody changes it, and guessing makes them wait', async (t) => {
  const { app } = await buildAccountsApp(t)
  const client = new BrowserClient(app)
  await client.register('ada')
  const change = (currentPassword: string, newPassword = 'another sentence') =>
    client.call('PUT', '/me/password', { payload: { currentPassword, newPassword } })
  t.equal(
    (await client.call('PUT', '/me/password', { payload: { newPassword: 'another one' } })).statusCode,
    400,
  )
  t.match((await change(clientPassword, 'short')).json(), {
    code: 'password_too_short',
    field: '/newPassword',
  })
  t.match((await change(clientPassword, 'qwertyuiop')).json(), { code: 'password_too_common' })
  for (let count = 0; count < 5; count += 1)
    t.match((await change('wrong')).json(), { code: 'password_wrong', status: 403 })
  t.match((await change(clientPassword)).json(), { code: 'rate_limited', retryAfterSeconds: 1 })
  t.equal((await client.get('/me')).statusCode, 200)
  t.equal((await new BrowserClient(app).call('PUT', '/me/password', { payload: {} })).statusCode, 401)
})

t.test('a deleted account leaves its messages’ name plates and nothing else', async (t) => {
  const { app } = await buildAccountsApp(t)
  const [client, other, bob] = [new BrowserClient(app), new BrowserClient(app), new BrowserClient(app)]
  const { user } = await client.register('ada')
  await other.signIn('ada')
  await bob.register('bob')
  await client.call('PATCH', '/me', { payload: { bio: 'Analyst', statusText: 'busy' } })
  t.match((await client.post('/me/deletion', { password: 'wrong' })).json(), { code: 'password_wrong' })
  const reply = await client.post('/me/deletion', { password: clientPassword })
  t.equal(reply.statusCode, 204)
  t.equal(reply.headers['clear-site-data'], '"cache"')
  t.match(reply.headers['set-cookie'], /^parley=; Max-Age=0; /)
  t.equal((await other.get('/me')).statusCode, 401)
  t.equal((await client.get('/me')).statusCode, 401)
  const card = { id: user.id, username: 'ada', displayName: 'Deleted account', deleted: true }
  t.same((await bob.get(`/users/by-id?ids=${user.id}`)).json().items, [card])
  t.match((await bob.get(`/users/${user.id}`)).json(), { ...card, bio: '', statusText: '', location: null })
  t.equal((await bob.get('/users/by-username/ada')).statusCode, 404)
  t.same((await bob.get('/users?q=ada')).json().items, [])
  t.equal((await bob.post('/accounts', ada)).statusCode, 409, 'nobody else can become ada')
})

t.test('who owns a group with others in it hands it over before they go', async (t) => {
  const groups = { leaveAll: () => Promise.reject(new DomainError('owner_must_hand_over')) }
  const { app } = await buildAccountsApp(t, { groups })
  const client = new BrowserClient(app)
  await client.register('ada')
  const reply = await client.post('/me/deletion', { password: clientPassword })
  t.match(reply.json(), { code: 'owner_must_hand_over', status: 409 })
  t.equal((await client.get('/me')).statusCode, 200)
})
