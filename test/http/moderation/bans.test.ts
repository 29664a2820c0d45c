import { randomUUID } from 'node:crypto'

import { limits, type BanPage, type ConversationId } from '@parley/shared'
import t from 'tap'

import { gif, sentFiles, uploaded } from '../../support/files/uploads.ts'
import { openApi, refused, type ApiClient } from '../../support/network/api-client.ts'
import { pretendingIn } from '../../support/pretending.ts'

const api = await openApi(t)

const at = (id: ConversationId, person?: ApiClient) =>
  `/conversations/${id}/bans${person ? `/${person.userId}` : ''}`

const listed = async (by: ApiClient, id: ConversationId, query = ''): Promise<BanPage> =>
  (await by.get(at(id) + query)).json()

/** Ada's group, in which Mo moderates and Ben is. */
async function world() {
  const [ada, mo, ben, cleo] = await api.people('ada', 'mo', 'ben', 'cleo')
  const id = await ada.group([mo, ben])
  await ada.put(`/conversations/${id}/members/${mo.userId}/role`, { role: 'moderator' })
  return { ada, mo, ben, cleo, id }
}

t.test('A moderator bans, everybody who may ban reads why, and another lifts it', async (t) => {
  const { ada, mo, ben, id } = await world()
  t.equal((await mo.put(at(id, ben), { reason: 'Advertising' })).statusCode, 204)
  const page = await listed(ada, id)
  t.match(page, {
    items: [{ user: { id: ben.userId }, reason: 'Advertising', bannedBy: { id: mo.userId } }],
    nextCursor: null,
  })
  t.same((await ada.put(at(id, ben), {})).statusCode, 204)
  t.match(await listed(mo, id), { items: [{ reason: '', bannedBy: { id: ada.userId } }] })
  refused(t, await ben.post(`/conversations/${id}/join`), 'conversation_not_found')
  for (let times = 0; times < 2; times++) t.equal((await ada.delete(at(id, ben))).statusCode, 204)
  t.same((await listed(ada, id)).items, [])
  t.equal((await ben.post(`/conversations/${id}/join`)).statusCode, 200)
})

t.test('Each refusal has its code', async (t) => {
  const { ada, mo, ben, cleo, id } = await world()
  for (const [by, whom, code] of [
    [ben, mo, 'not_moderator'],
    [mo, ada, 'not_owner'],
    [mo, mo, 'not_yourself'],
    [cleo, ben, 'conversation_not_found'],
  ] as const)
    refused(t, await by.put(at(id, whom), {}), code)
  refused(t, await ben.get(at(id)), 'not_moderator')
  refused(t, await ben.delete(at(id, cleo)), 'not_moderator')
  refused(t, await ada.put(`${at(id)}/${randomUUID()}`, {}), 'user_not_found')
  refused(t, await ada.put(at(await ada.direct(ben), ben), {}), 'not_a_group')
  refused(t, await ada.put(at(id, ben), { reason: 'x'.repeat(limits.banReasonMax + 1) }), 'invalid_request')
  refused(t, await ada.put(at(id, ben), { reason: 'a\u001bb' }), 'text_invalid')
  refused(t, await ada.get(`${at(id)}?cursor=abc`), 'invalid_cursor')
  await pretendingIn(api.app.places).pretendBans(id, ada.userId, limits.bansMax)
  refused(t, await ada.put(at(id, ben), {}), 'too_many_bans')
})

t.test('They are paged, the latest first', async (t) => {
  const { ada, ben, cleo, id } = await world()
  for (const one of [ben, cleo]) await ada.put(at(id, one), {})
  const first = await listed(ada, id, '?limit=1')
  const rest = await listed(ada, id, `?limit=1&cursor=${first.nextCursor}`)
  t.same([...first.items, ...rest.items], (await listed(ada, id)).items)
  t.equal(rest.nextCursor, null)
})

t.test('Whoever adds somebody who is banned is told to lift the ban first', async (t) => {
  const { ada, ben, cleo, id } = await world()
  await ada.put(at(id, ben), {})
  const reply = await ada.post(`/conversations/${id}/members`, { userIds: [ben.userId, cleo.userId] })
  const refusals = [{ userId: ben.userId, code: 'banned' }]
  t.same(reply.json(), { added: [cleo.userId], invited: [], refused: refusals })
})

t.test('All of the group is closed to them from then on', async (t) => {
  const { ada, ben, id } = await world()
  const file = await uploaded(api.app, ada, gif)
  const seq = await sentFiles(api.app, ada, id, [file.id])
  const secret = `the word is marzipan, @${ben.username}`
  await ada.say(id, secret)
  const draft = { text: 'My view', baseVersion: 0 }
  const waiting = {
    clientId: randomUUID(),
    text: 'later',
    sendAt: new Date(Date.now() + 7_200_000).toISOString(),
  }
  const saved = `/me/saved/${id}/${seq + 1}`
  t.equal((await ben.put(saved)).statusCode, 200)
  t.equal((await ben.put(`/me/drafts/${id}`, draft)).statusCode, 200)
  t.equal((await ben.post(`/conversations/${id}/scheduled`, waiting)).statusCode, 201)
  const shown = async () => {
    const paths = [
      '/messages/search?q=marzipan',
      '/mentions',
      '/me/saved',
      '/conversations',
      '/groups?q=engine',
    ]
    const replies = await Promise.all(paths.map((path) => ben.get(path)))
    return replies.map((reply) => reply.body.includes('marzipan') || reply.body.includes(`"id":"${id}"`))
  }
  t.same(await shown(), [true, true, true, true, true])
  t.equal((await ben.get(`/files/${file.id}`)).statusCode, 200)

  await ada.put(at(id, ben), {})
  t.same(await shown(), [false, false, false, false, false])
  refused(t, await ben.get(`/files/${file.id}`), 'file_not_found')
  refused(t, await ben.get(`/conversations/${id}/messages`), 'conversation_not_found')
  refused(t, await ben.say(id, 'hello?'), 'conversation_not_found')
  refused(t, await ben.patch(`/conversations/${id}/messages/${seq}`, { text: 'x' }), 'conversation_not_found')
  refused(
    t,
    await ben.put(`/conversations/${id}/messages/${seq}/reactions/%F0%9F%91%8D`),
    'conversation_not_found',
  )
  refused(t, await ben.put(saved), 'conversation_not_found')
  refused(t, await ben.put(`/me/drafts/${id}`, { ...draft, baseVersion: 1 }), 'conversation_not_found')
  const another = { ...waiting, clientId: randomUUID() }
  refused(t, await ben.post(`/conversations/${id}/scheduled`, another), 'conversation_not_found')
  const own = await uploaded(api.app, ben, gif)
  const message = { clientId: randomUUID(), text: '', attachments: [own.id] }
  refused(t, await ben.post(`/conversations/${id}/messages`, message), 'conversation_not_found')
})
