import t, { type Test } from 'tap'

import type { UserId } from '@parley/shared'

import { RandomIds } from '../../../api/src/adapters/crypto/random-ids.ts'
import { buildTestApp, type TestApp } from '../../support/app/app.ts'
import { BrowserClient } from '../../support/browser/browser-client.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'

const london = {
  country: 'GB',
  region: 'England',
  city: 'London',
  timeZone: 'Europe/London',
  coordinates: { latitude: 51.507351, longitude: -0.127758 },
}
const coarse = { ...london, coordinates: { latitude: 51.5, longitude: -0.1 } }

const open = (t: Test): Promise<TestApp> =>
  buildTestApp(t, { config: { host: '0.0.0.0', publicUrl: null }, ports: { hasher: cheapHasher() } })

const people = async (app: TestApp, ...names: string[]) => {
  const clients = names.map((_, index) => new BrowserClient(app, `10.9.0.${index}`))
  const ids: UserId[] = []
  for (const [index, client] of clients.entries())
    ids.push((await client.register(names[index] ?? '')).user.id)
  return { clients, ids }
}

const direct = async (client: BrowserClient, userId: UserId): Promise<string> =>
  (await client.post('/conversations/direct', { userId })).json().conversation.id

const group = async (client: BrowserClient, visibility: string, ...memberIds: UserId[]): Promise<string> =>
  (await client.post('/conversations/groups', { name: 'Engine', visibility, memberIds })).json().conversation
    .id

const write = async (client: BrowserClient, conversationId: string): Promise<void> => {
  const message = { clientId: new RandomIds().uuid(), text: 'hello' }
  await client.post(`/conversations/${conversationId}/messages`, message)
}

t.test('people are found by the beginning of their names, page by page', async (t) => {
  const app = await open(t)
  const { clients } = await people(app, 'anna', 'ada', 'alan', 'bob')
  const [anna] = clients as [BrowserClient]
  await anna.call('PATCH', '/me', {
    payload: { displayName: 'Countess Zoë Álvarez', bio: 'likes bob', statusText: 'bob' },
  })
  const names = async (query: string) =>
    (await anna.get(`/users${query}`)).json().items.map(({ username }: { username: string }) => username)
  t.same(await names('?q=a'), ['ada', 'alan'].concat('anna'))
  t.same(await names('?q=%20ALA%20'), ['alan'])
  t.same(await names('?q=zo%C3%AB'), ['anna'])
  t.same(await names('?q=countess'), ['anna'])
  t.same(await names('?q=bob'), ['bob'], 'nothing else of a profile is searched')
  t.same(await names('?q=nn'), [])
  t.same(await names('?q=%25'), [])
  t.same(await names('?q=_'), [])
  t.same(await names(''), ['ada', 'alan', 'anna', 'bob'])

  const seen: string[] = []
  let cursor = ''
  do {
    const page = (await anna.get(`/users?limit=1${cursor}`)).json()
    seen.push(...page.items.map(({ username }: { username: string }) => username))
    cursor = page.nextCursor && `&cursor=${page.nextCursor}`
  } while (cursor)
  t.same(seen, ['ada', 'alan', 'anna', 'bob'])
})

t.test('a query of another form is refused', async (t) => {
  const app = await open(t)
  const { clients } = await people(app, 'ada')
  const [ada] = clients as [BrowserClient]
  const long = Buffer.from(JSON.stringify({ username: 'x'.repeat(99) })).toString('base64url')
  const refusals = {
    '/users?limit=0': 'invalid_request',
    '/users?limit=201': 'invalid_request',
    '/users?limit=x': 'invalid_request',
    '/users?q=a&q=b': 'invalid_request',
    '/users?q[$ne]=1': 'invalid_request',
    '/users?q=%00': 'text_invalid',
    '/users?cursor=%2F%2F': 'invalid_request',
    '/users?cursor=bm9uc2Vuc2U': 'invalid_cursor',
    [`/users?cursor=${long}`]: 'invalid_cursor',
    '/users/by-id': 'invalid_request',
    '/users/by-id?ids=': 'invalid_request',
    '/users/by-id?ids=1,2': 'invalid_request',
    [`/users/by-id?ids=${Array(101).fill(new RandomIds().uuid()).join(',')}`]: 'invalid_request',
    '/users/nobody': 'invalid_request',
  }
  for (const [path, code] of Object.entries(refusals)) {
    t.match((await ada.get(path)).json(), { status: 400, code }, path.slice(0, 60))
  }
})

t.test('cards are looked up by id, and unknown ids are left out', async (t) => {
  const app = await open(t)
  const { clients, ids } = await people(app, 'ada', 'bob')
  const [ada] = clients as [BrowserClient]
  const list = [...ids, ids[0], new RandomIds().uuid()].join(',')
  const { items } = (await ada.get(`/users/by-id?ids=${list}`)).json()
  t.same(items.map(({ id }: { id: UserId }) => id).sort(), [...ids].sort())
  t.same(Object.keys(items[0]).sort(), ['deleted', 'displayName', 'id', 'username'])
})

t.test('where someone is, is seen by those only whom they let see it', async (t) => {
  const app = await open(t)
  const { clients, ids } = await people(app, 'ada', 'bob', 'eve')
  const [ada, bob, eve] = clients as [BrowserClient, BrowserClient, BrowserClient]
  const [adaId, bobId] = ids as [UserId, UserId]
  await write(ada, await direct(ada, bobId))
  const seenBy = async (client: BrowserClient) => {
    const [byId, byName] = [await client.get(`/users/${adaId}`), await client.get('/users/by-username/ADA')]
    t.same(byId.json(), byName.json())
    return byId.json().location
  }
  const show = (locationAudience: string) =>
    ada.call('PATCH', '/me', { payload: { location: london, locationAudience } })

  await show('nobody')
  t.same([await seenBy(ada), await seenBy(bob), await seenBy(eve)], [coarse, null, null])
  await show('contacts')
  t.same([await seenBy(ada), await seenBy(bob), await seenBy(eve)], [coarse, coarse, null])
  await show('everyone')
  t.same([await seenBy(ada), await seenBy(bob), await seenBy(eve)], [coarse, coarse, coarse])
  t.notOk('locationAudience' in (await eve.get(`/users/${adaId}`)).json(), 'nor does anyone learn whom')
})

t.test('nobody becomes one with whom somebody talks by their own doing alone', async (t) => {
  const app = await open(t)
  const { clients, ids } = await people(app, 'ada', 'eve')
  const [ada, eve] = clients as [BrowserClient, BrowserClient]
  const [adaId, eveId] = ids as [UserId, UserId]
  await ada.call('PATCH', '/me', { payload: { location: london, locationAudience: 'contacts' } })
  const isSeen = async () => (await eve.get(`/users/${adaId}`)).json().location !== null

  const talk = await direct(eve, adaId)
  await write(eve, talk)
  t.notOk(await isSeen(), 'a conversation that the other one opened, and wrote in')
  const closed = await group(eve, 'closed', adaId)
  t.notOk(await isSeen(), 'a group into which the other one put them')
  const own = await group(ada, 'open')
  await write(ada, own)
  await eve.call('POST', `/conversations/${own}/join`)
  t.notOk(await isSeen(), 'an open group, which anyone may join')
  await group(ada, 'closed', eveId)
  t.notOk(await isSeen(), 'what the system tells of them is not written by them')

  await write(ada, closed)
  t.ok(await isSeen(), 'they have written in a closed group')
  await ada.call('POST', `/conversations/${closed}/leave`)
  t.notOk(await isSeen(), 'which they have left')
  await write(ada, talk)
  t.ok(await isSeen(), 'they have answered')
})

t.test(
  'what somebody wrote while a group was open is no word to those who are in it when it is closed',
  async (t) => {
    const app = await open(t)
    const { clients, ids } = await people(app, 'ada', 'eve')
    const [ada, eve] = clients as [BrowserClient, BrowserClient]
    const [adaId] = ids as [UserId]
    await ada.call('PATCH', '/me', { payload: { location: london, locationAudience: 'contacts' } })
    const isSeen = async () => (await eve.get(`/users/${adaId}`)).json().location !== null
    const set = (visibility: string) => eve.call('PATCH', `/conversations/${id}`, { payload: { visibility } })
    const id = await group(eve, 'open')
    await ada.call('POST', `/conversations/${id}/join`)
    await write(ada, id)
    await set('closed')
    t.notOk(await isSeen(), 'the owner closes it')
    await set('open')
    await write(ada, id)
    await set('closed')
    t.notOk(await isSeen(), 'and once more')
    await write(ada, id)
    t.ok(await isSeen(), 'they have written in it since')
  },
)

t.test('who does not exist is not found', async (t) => {
  const app = await open(t)
  const { clients } = await people(app, 'ada')
  const [ada] = clients as [BrowserClient]
  for (const path of [
    `/users/${new RandomIds().uuid()}`,
    '/users/by-username/bob',
    '/users/by-username/%D0%B0da',
  ]) {
    t.match((await ada.get(path)).json(), { status: 404, code: 'user_not_found' }, path)
  }
})

t.test('who is not signed in sees nobody', async (t) => {
  const app = await open(t)
  const { ids } = await people(app, 'ada')
  for (const path of ['/users', `/users/by-id?ids=${ids[0]}`, `/users/${ids[0]}`, '/users/by-username/ada']) {
    t.match((await new BrowserClient(app).get(path)).json(), { status: 401, code: 'not_signed_in' }, path)
  }
})
