import type { ChangePage, Message, MessagePage, SavedChange, SavedPage, SavedPlaces } from '@parley/shared'
import t from 'tap'

import { testPassword } from '../../support/app/app.ts'
import { openApi, refused, type ApiClient } from '../../support/network/api-client.ts'

const api = await openApi(t)

const save = (person: ApiClient, id: string, seq: number) => person.put(`/me/saved/${id}/${seq}`)
const drop = (person: ApiClient, id: string, seq: number) => person.delete(`/me/saved/${id}/${seq}`)
const saved = async (person: ApiClient, query = ''): Promise<SavedPage> =>
  (await person.get(`/me/saved${query}`)).json()

async function talk() {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  for (const text of ['tea?', 'cake?', 'now']) await ada.say(id, text)
  return { ada, ben, id }
}

t.test('It is one’s own: no rev, no difference in anyone’s answers, and a version of its own', async (t) => {
  const { ada, ben, id } = await talk()
  const answers = async () => {
    const paths = ['', '/messages', '/changes?after=0', '/messages/by-seq?seqs=1,2']
    const replies = [ada, ben].flatMap((person) =>
      paths.map((path) => person.get(`/conversations/${id}${path}`)),
    )
    return (await Promise.all(replies)).map((reply) => reply.json<ChangePage>())
  }
  const before = await answers()
  t.equal((await save(ben, id, 2)).json<SavedChange>().version, 1)
  t.equal((await save(ben, id, 2)).json<SavedChange>().version, 1, 'again changes nothing')
  t.equal((await save(ben, id, 1)).json<SavedChange>().version, 2)
  t.same(await answers(), before)
  t.match(await saved(ben), {
    items: [
      { conversationId: id, seq: 1, state: 'here', message: { seq: 1, text: 'tea?' } },
      { conversationId: id, seq: 2, state: 'here', message: { seq: 2, text: 'cake?' } },
    ],
    version: 2,
    nextCursor: null,
  })
  t.same((await ben.get('/me/saved/places')).json<SavedPlaces>().version, 2)
  t.same(await saved(ada), { items: [], version: 0, nextCursor: null })
  t.equal((await drop(ben, id, 2)).json<SavedChange>().version, 3)
  t.equal((await drop(ben, id, 2)).json<SavedChange>().version, 3)
  t.same((await ben.get('/me/saved/places')).json(), {
    items: [{ conversationId: id, seq: 1 }],
    version: 3,
  })
})

t.test('An edit shows, and of what was deleted nothing is kept but that it is gone', async (t) => {
  const { ada, ben, id } = await talk()
  for (const seq of [1, 2]) await save(ben, id, seq)
  await ada.patch(`/conversations/${id}/messages/1`, { text: 'coffee?' })
  await ben.put(`/conversations/${id}/messages/1/reactions/${encodeURIComponent('👍')}`)
  await ada.delete(`/conversations/${id}/messages/2`)
  const page = await saved(ben)
  t.match(page.items, [
    { seq: 2, state: 'gone' },
    { seq: 1, state: 'here', message: { text: 'coffee?', mine: ['👍'] } },
  ])
  t.notOk('message' in (page.items[0] ?? {}))
  t.notOk(JSON.stringify(page).includes('cake?'))
  t.equal((await drop(ben, id, 2)).statusCode, 200)
  refused(t, await save(ben, id, 2), 'message_deleted')
})

t.test('What one may not read any more has no text, and shows again when one may', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const [group, direct] = [await ada.group([ben]), await ada.direct(ben)]
  await ada.say(group, 'the secret')
  await ada.say(direct, 'the word')
  const { headSeq } = (await ada.get(`/conversations/${group}/messages`)).json<MessagePage>()
  await save(ben, group, headSeq)
  await save(ben, direct, 1)
  await ada.delete(`/conversations/${group}/members/${ben.userId}`)
  await ben.delete(`/conversations/${direct}/messages`)
  const page = await saved(ben)
  t.match(page.items, [
    { conversationId: direct, state: 'unavailable' },
    { conversationId: group, state: 'unavailable' },
  ])
  t.notMatch(JSON.stringify(page), /the secret|the word/)
  refused(t, await save(ben, group, headSeq), 'conversation_not_found')
  refused(t, await save(ben, direct, 1), 'message_not_found')
  await ada.post(`/conversations/${group}/members`, { userIds: [ben.userId] })
  t.match((await saved(ben)).items[1], { state: 'here', message: { text: 'the secret' } })
})

t.test('It is paged, the last to be saved first, and what is not there is not saved', async (t) => {
  const { ada, ben, id } = await talk()
  const group = await ada.group([ben])
  await save(ben, group, 1)
  for (const seq of [3, 1, 2]) await save(ben, id, seq)
  const first = await saved(ben, '?limit=2')
  const rest = await saved(ben, `?limit=2&cursor=${first.nextCursor}`)
  t.same(
    [...first.items, ...rest.items].map(({ seq, conversationId }) => [conversationId === id, seq]),
    [
      [true, 2],
      [true, 1],
      [true, 3],
      [false, 1],
    ],
  )
  t.equal(rest.nextCursor, null)
  refused(t, await withBadCursor(ben), 'invalid_cursor')
  refused(t, await save(ben, id, 9), 'message_not_found')
  const [eve] = await api.people('eve')
  refused(t, await save(eve, id, 1), 'conversation_not_found')
  t.equal((await drop(eve, id, 1)).json<SavedChange>().version, 0, 'which tells nothing')
})

const withBadCursor = (person: ApiClient) => person.get('/me/saved?cursor=bm8')

t.test('Whom one has blocked is in it like any other: their words fold where they are shown', async (t) => {
  const { ada, ben, id } = await talk()
  await save(ben, id, 1)
  await ben.put(`/me/blocks/${ada.userId}`)
  t.match((await saved(ben)).items, [{ state: 'here', message: { senderId: ada.userId } }])
})

t.test('It goes with the account', async (t) => {
  const { ada, ben, id } = await talk()
  await save(ben, id, 1)
  t.equal((await ben.post('/me/deletion', { password: testPassword })).statusCode, 204)
  const { items } = (await ada.get(`/conversations/${id}/messages`)).json<MessagePage>()
  t.same(items.map(({ rev }: Message) => rev).slice(0, 3), [1, 2, 3])
})
