import type { ChangePage, ConversationSummary, Message, MessagePage, SearchPage } from '@parley/shared'
import t from 'tap'

import { openApi, refused, type ApiClient } from '../../support/network/api-client.ts'

const api = await openApi(t)

/** A group with a secret, which was opened then, and somebody who joined by themselves. */
async function opened() {
  const [ada, ben, eve] = await api.people('ada', 'ben', 'eve')
  const id = await ada.group([ben], { visibility: 'closed' })
  for (const text of ['secret plan', 'secret name', 'secret date']) await ben.say(id, text)
  await ada.patch(`/conversations/${id}`, { visibility: 'open' })
  await ben.say(id, 'now to everyone')
  await eve.post(`/conversations/${id}/join`)
  return { ada, ben, eve, id, firstSeq: 6 }
}

const seqsOf = (items: readonly Message[]): number[] => items.map(({ seq }) => seq)

t.test('Opening and closing a group is told in it, once', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group([ben], { visibility: 'closed' })
  for (const visibility of ['open', 'open', 'closed', 'closed'])
    t.equal((await ada.patch(`/conversations/${id}`, { visibility })).statusCode, 200)
  refused(t, await ben.patch(`/conversations/${id}`, { visibility: 'open' }), 'not_moderator')
  const { items } = (await ben.get(`/conversations/${id}/messages`)).json<MessagePage>()
  t.match(
    items.slice(2).map(({ senderId, system }) => ({ senderId, system })),
    ['open', 'closed'].map((visibility) => ({
      senderId: ada.userId,
      system: { kind: 'visibility-changed', visibility },
    })),
  )
})

t.test('Who joins an opened group by themselves reads from the line that tells of it', async (t) => {
  const { eve, id, firstSeq } = await opened()
  const page = (await eve.get(`/conversations/${id}/messages`)).json<MessagePage>()
  t.same(seqsOf(page.items), [6, 7, 8])
  t.match(page.items[0]?.system, { kind: 'visibility-changed', visibility: 'open' })
  const summary = (await eve.get(`/conversations/${id}`)).json<ConversationSummary>()
  t.match(summary, { membership: { readsFromSeq: firstSeq, readSeq: 7 }, unread: 0, headSeq: 8 })
})

t.test('Everyone who was in it, and whom its owner adds, reads everything', async (t) => {
  const { ada, ben, id } = await opened()
  const [cleo] = await api.people('cleo')
  await ada.post(`/conversations/${id}/members`, { userIds: [cleo.userId] })
  for (const person of [ada, ben, cleo]) {
    const { items } = (await person.get(`/conversations/${id}/messages`)).json<MessagePage>()
    t.same(seqsOf(items), [1, 2, 3, 4, 5, 6, 7, 8, 9])
  }
})

t.test('Who joined by themselves and owns it now lets others read what they read, and no more', async (t) => {
  const { ada, ben, eve, id, firstSeq } = await opened()
  await ada.put(`/conversations/${id}/owner`, { userId: eve.userId })
  await eve.delete(`/conversations/${id}/members/${ben.userId}`)
  await eve.patch(`/conversations/${id}`, { visibility: 'closed' })
  const [cleo] = await api.people('cleo')
  await eve.post(`/conversations/${id}/members`, { userIds: [ben.userId, cleo.userId] })
  for (const person of [ben, cleo]) {
    const { items } = (await person.get(`/conversations/${id}/messages`)).json<MessagePage>()
    t.equal(items[0]?.seq, firstSeq)
    const summary = (await person.get(`/conversations/${id}`)).json<ConversationSummary>()
    t.equal(summary.membership.readsFromSeq, firstSeq)
  }
})

t.test('A group that was open from the beginning is read from the beginning', async (t) => {
  const [ada, eve] = await api.people('ada', 'eve')
  const id = await ada.group()
  await ada.say(id, 'hello')
  await eve.post(`/conversations/${id}/join`)
  const { items } = (await eve.get(`/conversations/${id}/messages`)).json<MessagePage>()
  t.same(seqsOf(items), [1, 2, 3])
})

/** Every way to read of a conversation, from the description of the API, with each place that can be asked for. */
function readings(id: string): string[] {
  const { paths = {} } = api.app.swagger()
  const templates = Object.entries(paths).filter(
    ([path, item]) => 'get' in (item ?? {}) && !path.includes('{userId}'),
  )
  const plain = templates.map(([path]) => path.replace('/api/v1', '').replace('{conversationId}', id))
  const places = ['before', 'after', 'around'].flatMap((anchor) =>
    [1, 3, 5, 6].map((seq) => `/conversations/${id}/messages?${anchor}=${seq}&limit=2`),
  )
  const searches = [`/messages/search?q=secret`, `/messages/search?q=secret&limit=1&conversationId=${id}`]
  return [
    ...plain,
    ...places,
    ...searches,
    ...[0, 2, 5].map((rev) => `/conversations/${id}/changes?after=${rev}`),
  ]
}

const readAll = (person: ApiClient, id: string) =>
  Promise.all(readings(id).map(async (path) => [path, comparable((await person.get(path)).body)] as const))

/** Every refusal has an id of its own, and how far a search has come depends on what is indexed by then. */
const comparable = (body: string): string => body.replace(/"(?:requestId|searchedTo)":"[^"]+"/, '')

t.test('No way to read leads below the first message', async (t) => {
  const { ben, eve, id } = await opened()
  await ben.patch(`/conversations/${id}/messages/3`, { text: 'secret plan, changed' })
  const telling = async (person: ApiClient) => {
    const bodies = await readAll(person, id)
    return bodies.filter(([, body]) => body.includes('secret')).map(([path]) => path)
  }
  t.ok((await telling(ben)).length > 10, 'they do for others')
  t.same(await telling(eve), [])
})

t.test('Nor to what one has deleted for oneself, and the other reads on', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  for (const text of ['secret plan', 'secret name', 'secret date']) await ben.say(id, text)
  await ada.say(id, 'a secret of mine')
  const before = await readAll(ben, id)
  t.equal((await ada.delete(`/conversations/${id}/messages`)).statusCode, 204)
  const told = await readAll(ada, id)
  t.same(
    told.filter(([, body]) => body.includes('secret')).map(([path]) => path),
    [],
  )
  t.same(await readAll(ben, id), before, 'byte for byte')
  await ben.patch(`/conversations/${id}/messages/1`, { text: 'secret plan, changed' })
  await ben.say(id, 'something new')
  const { items } = (await ada.get(`/conversations/${id}/changes?after=0`)).json<ChangePage>()
  t.same(seqsOf(items), [5])

  for (const seq of [1, 4]) {
    const path = `/conversations/${id}/messages/${seq}`
    refused(t, await ada.patch(path, { text: 'other' }), 'message_not_found')
  }
  refused(t, await ada.delete(`/conversations/${id}/messages/1`), 'message_not_found')
  t.match((await ada.delete(`/conversations/${id}/messages/4`)).json(), { seq: 4, text: '' }, 'one’s own')
  const left = (await ben.get(`/conversations/${id}/messages?around=4&limit=1`)).json<MessagePage>()
  t.match(left.items, [{ seq: 4, deletedAt: String }], 'for both')
})

t.test('Pages begin with the first message, wherever they are asked for', async (t) => {
  const { eve, id } = await opened()
  const seqs = async (query: string) =>
    seqsOf((await eve.get(`/conversations/${id}/messages?${query}`)).json<MessagePage>().items)
  t.same(await seqs('before=6'), [])
  t.same(await seqs('before=8&limit=5'), [6, 7])
  t.same(await seqs('after=1&limit=2'), [6, 7])
  t.same(await seqs('around=2&limit=2'), [6, 7])
  t.same(await seqs('around=7&limit=6'), [6, 7, 8])
})

t.test('Changes pass over what is not there, and come to an end', async (t) => {
  const { ben, eve, id } = await opened()
  const { rev: before } = (await eve.get(`/conversations/${id}/messages`)).json<MessagePage>()
  await ben.patch(`/conversations/${id}/messages/3`, { text: 'another plan' })
  await ben.delete(`/conversations/${id}/messages/4`)
  const changes = async (rev: number) =>
    (await eve.get(`/conversations/${id}/changes?after=${rev}`)).json<ChangePage>()
  t.same(await changes(before), { items: [], rev: before + 2, headRev: before + 2 })
  await ben.patch(`/conversations/${id}/messages/7`, { text: 'changed for everyone' })
  t.match(await changes(before), { items: [{ seq: 7 }], rev: before + 3 })
})

t.test('A search finds nothing below, and does not tell that there is something', async (t) => {
  const { ben, eve, id } = await opened()
  await ben.say(id, 'no secret any more')
  for (const scope of ['', `&conversationId=${id}`]) {
    const first = (await eve.get(`/messages/search?q=secret&limit=1${scope}`)).json<SearchPage>()
    t.same(seqsOf(first.items), [9])
    if (first.nextCursor === null) continue
    const rest = (
      await eve.get(`/messages/search?q=secret&limit=1${scope}&cursor=${first.nextCursor}`)
    ).json()
    t.same(rest, { items: [], nextCursor: null, complete: true, searchedTo: null })
  }
})

t.test('What is below answers as not there, whoever wrote it', async (t) => {
  const { ada, ben, eve, id } = await opened()
  for (const seq of [1, 3, 99]) {
    const path = `/conversations/${id}/messages/${seq}`
    refused(t, await eve.patch(path, { text: 'mine' }), 'message_not_found')
    refused(t, await eve.delete(path), 'message_not_found')
  }
  refused(t, await eve.patch(`/conversations/${id}/messages/7`, { text: 'mine' }), 'not_author')

  await ben.post(`/conversations/${id}/leave`)
  await ben.post(`/conversations/${id}/join`)
  const { items } = (await ben.get(`/conversations/${id}/messages`)).json<MessagePage>()
  t.equal(items[0]?.seq, 6, 'who comes back by themselves begins anew')
  refused(t, await ben.patch(`/conversations/${id}/messages/3`, { text: 'other' }), 'message_not_found')
  t.match(
    (await ben.delete(`/conversations/${id}/messages/3`)).json(),
    { seq: 3, text: '' },
    'but take it away',
  )
  const left = (await ada.get(`/conversations/${id}/messages?around=3&limit=1`)).json<MessagePage>()
  t.match(left.items, [{ seq: 3, deletedAt: String }])
})

t.test('A message that is sent again after coming back is answered as it was', async (t) => {
  const { ben, id } = await opened()
  const clientId = crypto.randomUUID()
  const first = await ben.say(id, 'once', clientId)
  await ben.post(`/conversations/${id}/leave`)
  await ben.post(`/conversations/${id}/join`)
  t.same((await ben.say(id, 'once', clientId)).json(), first.json())
})

t.test('The list shows no message of before, nor when it was', async (t) => {
  const { ben, eve, id } = await opened()
  const { stores } = api.app.parts
  const { seq = 0 } = (await stores.messages.heads([id])).get(id) ?? {}
  await eve.post(`/conversations/${id}/leave`)
  await stores.conversations.setVisibility(id, 'closed', seq)
  await stores.conversations.setVisibility(id, 'open', seq + 2)
  await stores.memberships.join(id, eve.userId, seq, new Date('2031-05-01'))
  const summary = (await eve.get(`/conversations/${id}`)).json<ConversationSummary>()
  t.match(summary, { lastMessage: null, lastActivityAt: '2031-05-01T00:00:00.000Z', unread: 0 })
  await ben.say(id, 'later')
  t.match((await eve.get(`/conversations/${id}`)).json(), { lastMessage: { text: 'later' }, unread: 1 })
})
