import { limits, type CreatedInvitationLink, type InvitationLinkPage } from '@parley/shared'
import t from 'tap'

import { testPassword } from '../support/app/app.ts'
import { openApi, refused, type ApiClient } from '../support/network/api-client.ts'
import { pretendingIn } from '../support/pretending.ts'

const api = await openApi(t)

const unknownToken = 'x'.repeat(43)
const [to, into] = [
  (token: string) => `/invitation-links/${token}`,
  (token: string) => `/invitation-links/${token}/accept`,
]

async function made(owner: ApiClient, id: string, wanted: object = {}): Promise<CreatedInvitationLink> {
  const reply = await owner.post(`/conversations/${id}/invitation-links`, wanted)
  if (reply.statusCode !== 201) throw new Error(`The link was refused: ${reply.body}`)
  return reply.json()
}

/** Ada has made a link to a closed group of hers. */
async function world(wanted: object = {}) {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([], { visibility: 'closed' })
  return { ada, ben, cleo, id, link: await made(ada, id, wanted) }
}

t.test('A link tells its secret once, and the list never', async (t) => {
  const { ada, id, link } = await world({ usesMax: 10, expiresInHours: 24, note: 'Poster' })
  t.match(link.token, /^[0-9A-Za-z]{43}$/)
  const page = (await ada.get(`/conversations/${id}/invitation-links`)).json<InvitationLinkPage>()
  const { token, ...known } = link
  t.same(page, { items: [known], nextCursor: null })
  t.match(known, { note: 'Poster', usesMax: 10, uses: 0, state: 'active', maker: { id: ada.userId } })
  const stored = await api.app.parts.stores.invitationLinks.ofGroup(id, null, 5)
  t.notMatch(JSON.stringify(stored), token)
})

t.test('What a link may be for is bounded', async (t) => {
  const { ada, id } = await world()
  const path = `/conversations/${id}/invitation-links`
  for (const wanted of [
    { usesMax: 0 },
    { usesMax: limits.linkUsesMax + 1 },
    { usesMax: 1.5 },
    { expiresInHours: 0 },
    { expiresInHours: limits.linkHoursMax + 1 },
    { note: 'x'.repeat(limits.linkNoteMax + 1) },
  ]) {
    refused(t, await ada.post(path, wanted), 'invalid_request', JSON.stringify(wanted))
  }
  await made(ada, id, { usesMax: limits.linkUsesMax, expiresInHours: limits.linkHoursMax })
  await made(ada, id, { usesMax: null, expiresInHours: null, note: 'x'.repeat(limits.linkNoteMax) })
  refused(t, await ada.get(`${path}?cursor=abc`), 'invalid_cursor')
  const first = (await ada.get(`${path}?limit=2`)).json<InvitationLinkPage>()
  const second = await ada.get(`${path}?limit=2&cursor=${String(first.nextCursor)}`)
  t.equal(second.json<InvitationLinkPage>().items.length, 1)
})

t.test('Who has a link sees the group, and joins it by a POST alone', async (t) => {
  const { ada, ben, id, link } = await world()
  const shown = await ben.get(to(link.token))
  t.match(shown.json(), { conversation: { id, name: 'Engine', memberCount: 1 }, member: false })
  t.equal((await ben.call('GET', to(link.token))).statusCode, 200)
  refused(t, await ben.get(into(link.token)), 'method_not_allowed')
  refused(t, await api.nobody.get(to(link.token)), 'not_signed_in')
  refused(t, await api.nobody.post(into(link.token)), 'not_signed_in')
  refused(t, await ben.get(`/conversations/${id}`), 'conversation_not_found')
  for (let time = 0; time < 2; time++) {
    const joined = await ben.post(into(link.token))
    t.equal(joined.statusCode, 200)
    t.match(joined.json(), { conversation: { id, memberCount: 2 }, membership: { role: 'member' } })
  }
  t.match((await ben.get(to(link.token))).json(), { member: true })
  const page = (await ada.get(`/conversations/${id}/invitation-links`)).json()
  t.match(page, { items: [{ uses: 1, state: 'used-up' }] })
})

t.test('Whatever is wrong with a link, the answer is the same', async (t) => {
  const { ada, ben, cleo, id, link } = await world()
  const revoked = await made(ada, id)
  const closed = await ada.group([], { visibility: 'closed' })
  const ended = await made(ada, closed)
  await ada.delete(`/conversations/${closed}`)
  const path = `/conversations/${id}/invitation-links/${revoked.id}`
  for (let time = 0; time < 2; time++) t.equal((await ada.delete(path)).statusCode, 204)
  await cleo.post(into(link.token))
  const answers = new Set<string>()
  for (const token of [link.token, revoked.token, ended.token, unknownToken, 'a', '%F0%9F%9A%A9']) {
    for (const reply of [await ben.get(to(token)), await ben.post(into(token))]) {
      refused(t, reply, 'invitation_link_not_found')
      answers.add(JSON.stringify({ ...reply.json<object>(), requestId: null }))
    }
  }
  t.equal(answers.size, 1)
  refused(
    t,
    await ada.delete(`/conversations/${closed}/invitation-links/${ended.id}`),
    'conversation_not_found',
  )
  refused(t, await ada.delete(path.replace(revoked.id, ada.userId)), 'invitation_link_not_found')
})

t.test('Members have no links to see, and direct conversations none at all', async (t) => {
  const { ada, ben, id, link } = await world()
  await ben.post(into(link.token))
  refused(t, await ben.post(`/conversations/${id}/invitation-links`, {}), 'not_moderator')
  refused(t, await ben.get(`/conversations/${id}/invitation-links`), 'not_moderator')
  refused(t, await ben.delete(`/conversations/${id}/invitation-links/${link.id}`), 'not_moderator')
  const direct = await ada.direct(ben)
  refused(t, await ada.post(`/conversations/${direct}/invitation-links`, {}), 'not_a_group')
})

t.test('A full group takes nobody, and neither does who is in as many as one can be in', async (t) => {
  const { ben, id, link } = await world()
  const { pretendMembers, pretendConversations } = pretendingIn(api.app.places)
  await pretendMembers(id, limits.groupMembersMax)
  refused(t, await ben.post(into(link.token)), 'group_full')
  await pretendMembers(id, 1)
  await pretendConversations(ben.userId, limits.conversationsPerUserMax)
  refused(t, await ben.post(into(link.token)), 'too_many_conversations')
  await pretendConversations(ben.userId, 0)
  t.equal((await ben.post(into(link.token))).statusCode, 200)
})

t.test('Who guesses waits, and is told how long', async (t) => {
  const [guesser] = await api.people('guesser')
  for (let time = 0; time < 20; time++) await guesser.get(to(`${unknownToken.slice(2)}${time}`))
  const reply = await guesser.post(into(unknownToken))
  refused(t, reply, 'rate_limited')
  t.ok(Number(reply.headers['retry-after']) >= 1)
})

t.test('Who has left or is gone has used the link all the same', async (t) => {
  const { ada, ben, cleo, id, link } = await world({ usesMax: 2 })
  await ben.post(into(link.token))
  await cleo.post(into(link.token))
  await ben.post(`/conversations/${id}/leave`)
  await cleo.post('/me/deletion', { password: testPassword })
  const page = (await ada.get(`/conversations/${id}/invitation-links`)).json()
  t.match(page, { items: [{ uses: 2, state: 'used-up' }] })
  refused(t, await ben.post(into(link.token)), 'invitation_link_not_found')
})
