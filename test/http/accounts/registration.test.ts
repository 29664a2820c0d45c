import { limits, type ConversationId, type CreatedInvitationLink, type SignedIn } from '@parley/shared'
import t, { type Test } from 'tap'

import { usualInstance, type InstanceSettings } from '../../../api/src/config/instance-settings.ts'
import { anonymous, buildTestApp, signUp, testPassword, type TestApp } from '../../support/app/app.ts'
import { cookieOf } from '../../support/app/cookie-of.ts'
import { ApiClient, refused } from '../../support/network/api-client.ts'
import { pretendingIn } from '../../support/pretending.ts'

const unknownToken = 'x'.repeat(43)

/** An instance whose first account, Ada's, has made a link to a closed group. */
async function open(t: Test, registration: InstanceSettings['registration'], wanted: object = {}) {
  const instance = { ...usualInstance, registration }
  const app = await buildTestApp(t, { config: { instance, registrationsPerHour: 999 } })
  const { user, headers } = await signUp(app, 'ada')
  const ada = new ApiClient(app, user, headers)
  const id = await ada.group([], { visibility: 'closed' })
  const reply = await ada.post(`/conversations/${id}/invitation-links`, wanted)
  return { app, ada, id, link: reply.json<CreatedInvitationLink>() }
}

const register = (app: TestApp, username: string, more: object = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/accounts',
    headers: anonymous,
    payload: { username, password: testPassword, displayName: username, ...more },
  })

const usesOf = async (ada: ApiClient, id: ConversationId): Promise<unknown[]> =>
  (await ada.get(`/conversations/${id}/invitation-links`))
    .json<{ items: { uses: number }[] }>()
    .items.map(({ uses }) => uses)

const isThere = async (ada: ApiClient, username: string): Promise<boolean> =>
  (await ada.get(`/users/by-username/${username}`)).statusCode === 200

for (const registration of ['open', 'invited'] as const) {
  t.test(`Who registers with a link where it is ${registration} is in its group`, async (t) => {
    const { app, ada, id, link } = await open(t, registration)
    const reply = await register(app, 'ben', { invitationToken: link.token })
    t.equal(reply.statusCode, 201)
    const { user } = reply.json<SignedIn>()
    const { items } = (await ada.get(`/conversations/${id}/messages`)).json()
    t.match(items.at(-1), { senderId: user.id, system: { kind: 'member-joined' } })
    const members = (await ada.get(`/conversations/${id}/members`)).json()
    t.match(members, { items: [{ user: { id: ada.userId } }, { user: { id: user.id }, role: 'member' }] })
    t.same(await usesOf(ada, id), [1])
    const late = await register(app, 'cleo', { invitationToken: link.token })
    refused(t, late, 'invitation_link_not_found', 'the link is used up')
    t.notOk(await isThere(ada, 'cleo'))
  })

  t.test(`Where it is ${registration}, what is refused has used nothing`, async (t) => {
    const { app, ada, id, link } = await open(t, registration)
    const invitationToken = link.token
    refused(t, await register(app, 'ada', { invitationToken }), 'username_taken')
    refused(t, await register(app, 'ben', { invitationToken, password: 'short' }), 'password_too_short')
    refused(t, await register(app, 'ben', { invitationToken: unknownToken }), 'invitation_link_not_found')
    refused(t, await register(app, 'ben', { invitationToken: '' }), 'invalid_request')
    await pretendingIn(app.places).pretendMembers(id, limits.groupMembersMax)
    refused(t, await register(app, 'ben', { invitationToken }), 'group_full')
    t.notOk(await isThere(ada, 'ben'))
    await pretendingIn(app.places).pretendMembers(id, 1)
    t.same(await usesOf(ada, id), [0])
    t.equal((await register(app, 'ben', { invitationToken })).statusCode, 201)
  })

  t.test(`Where it is ${registration}, nobody registers by a link that was revoked`, async (t) => {
    const { app, ada, id, link } = await open(t, registration)
    await ada.delete(`/conversations/${id}/invitation-links/${link.id}`)
    refused(t, await register(app, 'ben', { invitationToken: link.token }), 'invitation_link_not_found')
    t.notOk(await isThere(ada, 'ben'))
  })
}

t.test('Two who register with the last use at once have one account', async (t) => {
  const { app, ada, id, link } = await open(t, 'invited')
  const names = ['ben', 'cleo', 'dora']
  const replies = await Promise.all(names.map((name) => register(app, name, { invitationToken: link.token })))
  const codes = replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)
  t.same(codes, [201, 404, 404])
  t.same(await usesOf(ada, id), [1])
  const there = await Promise.all(names.map((name) => isThere(ada, name)))
  t.equal(there.filter(Boolean).length, 1)
})

t.test(
  'A group that is closed while the form is filled in has no new member, nor the instance',
  async (t) => {
    const { app, ada, id, link } = await open(t, 'invited')
    await ada.delete(`/conversations/${id}`)
    refused(t, await register(app, 'ben', { invitationToken: link.token }), 'invitation_link_not_found')
    t.notOk(await isThere(ada, 'ben'))
  },
)

t.test('Without a link nobody registers but where it is open', async (t) => {
  for (const [registration, code] of [
    ['invited', 'invitation_needed'],
    ['closed', 'registration_closed'],
  ] as const) {
    const { app, ada } = await open(t, registration)
    refused(t, await register(app, 'ben'), code)
    t.notOk(await isThere(ada, 'ben'))
    const told = await app.inject({ url: '/api/v1/instance', headers: anonymous })
    t.match(told.json(), { registration, empty: false })
  }
})

t.test('Where registration is closed, a link is for those who have an account', async (t) => {
  const { app, link } = await open(t, 'open')
  const ben = (await register(app, 'ben')).json<SignedIn>()
  const closed = await buildTestApp(t, {
    config: { instance: { ...usualInstance, registration: 'closed' }, dataDir: app.places.dataDir },
    ports: { stores: app.parts.stores },
  })
  refused(t, await register(closed, 'cleo', { invitationToken: link.token }), 'registration_closed')
  const signedIn = await closed.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: anonymous,
    payload: { username: ben.user.username, password: testPassword },
  })
  const headers = { ...anonymous, cookie: cookieOf(signedIn.headers['set-cookie']) }
  const joined = await closed.inject({
    method: 'POST',
    url: `/api/v1/invitation-links/${link.token}/accept`,
    headers,
  })
  t.equal(joined.statusCode, 200)
})

t.test('The first account registers whatever is set, and one alone', async (t) => {
  for (const registration of ['invited', 'closed'] as const) {
    const app = await buildTestApp(t, { config: { instance: { ...usualInstance, registration } } })
    const ask = async () => (await app.inject({ url: '/api/v1/instance', headers: anonymous })).json()
    t.match(await ask(), { registration: 'open', empty: true })
    const replies = await Promise.all(['ada', 'ben', 'cleo'].map((name) => register(app, name)))
    const codes = replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)
    t.same(codes, [201, 403, 403])
    t.match(await ask(), { registration, empty: false })
  }
})

t.test(
  'Who registers with a link has an account in the group, also when the group cannot be told',
  async (t) => {
    const { app, ada, id, link } = await open(t, 'invited')
    const { messages } = app.parts.stores
    const { append } = messages
    t.teardown(() => (messages.append = append))
    messages.append = () => Promise.reject(new Error('The disk is gone.'))
    const reply = await register(app, 'ben', { invitationToken: link.token })
    messages.append = append
    t.equal(reply.statusCode, 201)
    t.match((await ada.get(`/conversations/${id}`)).json(), { conversation: { memberCount: 2 } })
  },
)
