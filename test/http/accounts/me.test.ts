import t from 'tap'

import { buildAccountsApp } from '../../support/app/accounts-app.ts'
import { BrowserClient, clientPassword } from '../../support/browser/browser-client.ts'
import { until } from '../../support/until.ts'

const nowhere = { country: null, region: null, city: null, timeZone: null, coordinates: null }

t.test('what a patch leaves out stays, and what it names is cleaned', async (t) => {
  const { app } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  const { user } = await ada.register('ada')
  const edit = async (payload: object) => (await ada.call('PATCH', '/me', { payload })).json()
  t.match(await edit({ bio: ' Notes\non engines ', pronouns: 'she/her' }), {
    bio: 'Notes\non engines',
    pronouns: 'she/her',
  })
  t.match(await edit({ displayName: 'Ada  \u0041\u030a' }), {
    displayName: 'Ada  \u00c5',
    bio: 'Notes\non engines',
  })
  t.match(await edit({ location: { ...nowhere, city: ' Paris\u202e ' } }), {
    location: { ...nowhere, city: 'Paris' },
  })
  const before = (await ada.get('/me')).json().user
  t.same(await edit({}), before)
  t.equal(before.createdAt, user.createdAt)
})

t.test('every refusal of a patch has its code, and changes nothing', async (t) => {
  const { app } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  await ada.register('ada')
  const before = (await ada.get('/me')).body
  const refusals: [object, string][] = [
    [{ displayName: '\u200b\u2066' }, 'name_invalid'],
    [{ displayName: '' }, 'name_invalid'],
    [{ displayName: 'x'.repeat(65) }, 'invalid_request'],
    [{ displayName: 'two\u000blines' }, 'text_invalid'],
    [{ bio: 'x'.repeat(1_001) }, 'invalid_request'],
    [{ bio: '\ud800' }, 'text_invalid'],
    [{ bio: '\u0958'.repeat(1_000) }, 'invalid_request'],
    [{ statusText: 'a\u0007b' }, 'text_invalid'],
    [{ statusText: null }, 'invalid_request'],
    [{ location: { ...nowhere, country: 'XX' } }, 'country_unknown'],
    [{ location: { ...nowhere, country: 'gb' } }, 'invalid_request'],
    [{ location: { ...nowhere, timeZone: 'Mars/Olympus' } }, 'time_zone_unknown'],
    [{ location: { ...nowhere, coordinates: { latitude: 91, longitude: 0 } } }, 'invalid_request'],
    [{ location: { ...nowhere, coordinates: { latitude: '1', longitude: 0 } } }, 'invalid_request'],
    [{ location: { city: 'Paris' } }, 'invalid_request'],
    [{ locationAudience: 'friends' }, 'invalid_request'],
    [{ privacy: { writers: 'friends' } }, 'invalid_request'],
    [{ privacy: { readReceipts: 1 } }, 'invalid_request'],
    [{ privacy: { location: 'nobody' } }, 'invalid_request'],
    [{ privacy: null }, 'invalid_request'],
    [{ username: 'eve' }, 'invalid_request'],
    [{ passwordHash: 'x' }, 'invalid_request'],
    [{ id: '0b7e4c1e-5a8f-4d0c-9a53-0d4b7d9b8f11' }, 'invalid_request'],
  ]
  for (const [payload, code] of refusals) {
    const reply = await ada.call('PATCH', '/me', { payload })
    t.match(reply.json(), { status: 400, code }, JSON.stringify(payload).slice(0, 60))
  }
  for (const body of [
    '{"__proto__":{"bio":"x"}}',
    '{"constructor":{"prototype":{"bio":"x"}}}',
    '{',
    'null',
    '[]',
  ]) {
    const headers = { 'content-type': 'application/json' }
    t.equal((await ada.call('PATCH', '/me', { payload: body, headers })).statusCode, 400, body)
  }
  t.equal((await ada.get('/me')).body, before)
})

t.test('what is set of what others may do keeps the rest, also where it is nothing', async (t) => {
  const { app } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  await ada.register('ada')
  const set = async (privacy: object) => {
    const reply = await ada.call('PATCH', '/me', { payload: { privacy } })
    t.equal(reply.statusCode, 200)
    return reply.json().privacy
  }
  const open = {
    writers: 'everyone',
    adders: 'everyone',
    presence: 'everyone',
    readReceipts: true,
    namedInForwards: true,
  }
  t.same(await set({}), open)
  t.same(await set({ writers: 'known', readReceipts: false }), {
    ...open,
    writers: 'known',
    readReceipts: false,
  })
  t.same(await set({ presence: 'contacts', readReceipts: true }), {
    ...open,
    writers: 'known',
    presence: 'contacts',
  })
})

t.test('what happened to an account is told to its owner, the latest first', async (t) => {
  const { app, clock } = await buildAccountsApp(t)
  const [ada, elsewhere] = [new BrowserClient(app, '192.0.2.1'), new BrowserClient(app, '198.51.100.9')]
  await ada.register('ada')
  clock.advance(1_000)
  await elsewhere.signIn('ada', 'not the password')
  const isNoted = async () => (await ada.get('/me/activity')).json().items.length === 2
  await until(isNoted, 'the refusal is noted, for which its answer does not wait')
  await elsewhere.signIn('ada')
  await elsewhere.call('PATCH', '/me', { payload: { bio: 'Hello' } })
  await elsewhere.call('DELETE', '/session')
  await ada.call('PUT', '/me/password', {
    payload: { currentPassword: clientPassword, newPassword: 'another sentence' },
  })
  await ada.call('DELETE', '/me/sessions')

  const kinds: string[] = []
  let cursor = ''
  do {
    const page = (await ada.get(`/me/activity?limit=2${cursor}`)).json()
    kinds.push(...page.items.map(({ kind }: { kind: string }) => kind))
    cursor = page.nextCursor && `&cursor=${page.nextCursor}`
  } while (cursor)
  t.same(kinds, [
    'password-changed',
    'signed-out',
    'profile-changed',
    'signed-in',
    'sign-in-failed',
    'registered',
  ])
  const { items } = (await ada.get('/me/activity')).json()
  t.same(items.at(-2), {
    kind: 'sign-in-failed',
    at: clock.now().toISOString(),
    address: '198.51.100.9',
    device: 'lightMyRequest',
    tokenName: null,
  })
})

t.test('nobody reads what happened to someone else', async (t) => {
  const { app } = await buildAccountsApp(t)
  const [ada, bob] = [new BrowserClient(app), new BrowserClient(app)]
  await ada.register('ada')
  await ada.call('PATCH', '/me', { payload: { bio: 'Hello' } })
  const page = (await ada.get('/me/activity?limit=1')).json()
  await bob.register('bob')
  const { items } = (await bob.get(`/me/activity?cursor=${page.nextCursor}`)).json()
  t.same(items, [], 'also not by a cursor that was given to them')
  t.match((await bob.get('/me/activity?cursor=e30')).json(), { code: 'invalid_cursor' })
  t.match((await new BrowserClient(app).get('/me/activity')).json(), { code: 'not_signed_in' })
})

t.test('all that is wrong in a profile is named at once', async (t) => {
  const { app } = await buildAccountsApp(t)
  const client = new BrowserClient(app)
  await client.register('ada')
  const location = { country: 'XX', region: null, city: null, timeZone: 'Mars/Olympus', coordinates: null }
  const payload = { displayName: '', bio: 'x'.repeat(1_001), statusText: 'fine', location }
  const reply = await client.call('PATCH', '/me', { payload })
  t.match(reply.json(), {
    status: 400,
    code: 'name_invalid',
    errors: [
      { field: '/displayName', code: 'name_invalid' },
      { field: '/bio', code: 'invalid_request' },
      { field: '/location/country', code: 'country_unknown' },
      { field: '/location/timeZone', code: 'time_zone_unknown' },
    ],
  })
  t.match((await client.get('/me')).json(), { user: { displayName: 'ada', statusText: '' } })
})
