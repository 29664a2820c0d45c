import type { ChangePage, ConversationSummary, Message, MessageAck, MessagePage } from '@parley/shared'
import t from 'tap'

import { openApi, refused, type ApiClient } from '../../support/network/api-client.ts'

const api = await openApi(t)

/** Where newcomers read from joining on: old messages of Ben and of Eve, who left, and was added again. */
async function joined(
  before: (people: Record<'ada' | 'ben' | 'eve', ApiClient>, id: string) => unknown = () => {},
) {
  const [ada, ben, eve] = await api.people('ada', 'ben', 'eve')
  const id = await ada.group([ben, eve], { visibility: 'closed', history: 'from-joining' })
  await ben.say(id, 'secret plan') // 3
  const replyTo = 3
  const clientId = crypto.randomUUID()
  await eve.post(`/conversations/${id}/messages`, { clientId, text: 'secret of mine', replyTo }) // 4
  await ben.put(`/conversations/${id}/messages/3/reactions/👍`)
  await before({ ada, ben, eve }, id)
  await eve.post(`/conversations/${id}/leave`)
  await ada.post(`/conversations/${id}/members`, { userIds: [eve.userId] })
  const { membership } = (await eve.get(`/conversations/${id}`)).json<ConversationSummary>()
  return { ada, ben, eve, id, start: membership.readsFromSeq }
}

const seqsOf = (items: readonly Message[]): number[] => items.map(({ seq }) => seq)
const said = { text: 'other' }

t.test('The owner says what newcomers read, at creation and later, and it is told once', async (t) => {
  const [ada, mo, ben] = await api.people('ada', 'mo', 'ben')
  const id = await ada.group([mo, ben])
  const path = `/conversations/${id}`
  await ada.put(`${path}/members/${mo.userId}/role`, { role: 'moderator' })
  const shown = async () => (await ben.get(path)).json<ConversationSummary>().conversation.history
  t.equal(await shown(), undefined, 'all')
  for (const person of [mo, ben])
    refused(
      t,
      await person.patch(path, { history: 'from-joining' }),
      person === mo ? 'not_owner' : 'not_moderator',
    )
  refused(t, await ada.patch(path, { history: 'some' }), 'invalid_request')
  t.equal(await shown(), undefined)
  for (const history of ['from-joining', 'from-joining', 'all', 'all'])
    t.equal((await ada.patch(path, { history })).statusCode, 200)
  const { items } = (await ben.get(`${path}/messages`)).json<MessagePage>()
  t.match(items.slice(3), [
    { senderId: ada.userId, system: { kind: 'history-changed', history: 'from-joining' } },
    { senderId: ada.userId, system: { kind: 'history-changed', history: 'all' } },
  ])
  t.equal(items.length, 5)
  t.equal(
    (await mo.patch(path, { history: 'all', name: 'Loom' })).statusCode,
    200,
    'which changes nothing of it',
  )
})

t.test('Two groups that differ in nothing else are not one creation', async (t) => {
  const [ada] = await api.people('ada')
  const group = { clientId: crypto.randomUUID(), name: 'Tea', visibility: 'open', history: 'from-joining' }
  const first = await ada.post('/conversations/groups', group)
  t.match(first.json(), { conversation: { history: 'from-joining' }, membership: { readsFromSeq: 1 } })
  t.same((await ada.post('/conversations/groups', group)).json(), first.json())
  const other = { ...group, history: 'all' }
  refused(t, await ada.post('/conversations/groups', other), 'client_id_reused')
})

t.test('The first that a newcomer finds is the line that tells of their joining', async (t) => {
  const { ada, eve, id, start } = await joined()
  const page = (await eve.get(`/conversations/${id}/messages`)).json<MessagePage>()
  t.same(seqsOf(page.items), [start])
  t.match(page.items[0]?.system, { kind: 'members-added', userIds: [eve.userId] })
  t.match((await eve.get(`/conversations/${id}`)).json(), {
    membership: { readsFromSeq: start, readSeq: start - 1 },
    headSeq: start,
  })
  await ada.patch(`/conversations/${id}`, { history: 'all' })
  t.same(seqsOf((await eve.get(`/conversations/${id}/messages`)).json<MessagePage>().items), [
    start,
    start + 1,
  ])
  const [cyd] = await api.people('cyd')
  await ada.post(`/conversations/${id}/members`, { userIds: [cyd.userId] })
  t.equal((await cyd.get(`/conversations/${id}/messages`)).json<MessagePage>().items[0]?.seq, 1)
})

t.test('An answer to what is not there names its number alone', async (t) => {
  const { ben, eve, id, start } = await joined()
  const sent = { clientId: crypto.randomUUID(), text: 'as I said', replyTo: 3 }
  await ben.post(`/conversations/${id}/messages`, sent)
  const reply = await eve.get(`/conversations/${id}/messages`)
  t.match(reply.json<MessagePage>().items.at(-1), { replyTo: 3, text: 'as I said' })
  t.equal(reply.json<MessagePage>().quotes, undefined)
  t.equal((await eve.get(`/conversations/${id}/changes?after=0`)).json<ChangePage>().quotes, undefined)
  const own = { clientId: crypto.randomUUID(), text: 'me too', replyTo: start - 1 }
  const refusal = await eve.post(`/conversations/${id}/messages`, own)
  const never = await eve.post(`/conversations/${id}/messages`, { ...own, replyTo: 999 })
  t.equal(refusal.json().code, never.json().code, 'as one to what was never written')
  t.ok(refusal.statusCode >= 400)
})

/** Every path of the API with a message in it, with each of its methods. */
function steps(id: string, seq: number) {
  return Object.entries(api.app.swagger().paths ?? {})
    .filter(([path]) => path.includes('{seq}'))
    .flatMap(([path, item]) => {
      const url = path.replace('/api/v1', '').replace('{conversationId}', id).replace('{seq}', String(seq))
      const methods = (['get', 'put', 'patch', 'delete'] as const).filter((method) => method in (item ?? {}))
      return methods.map((method) => [method, url.replace('{emoji}', '👍')] as const)
    })
}

t.test('Nothing can be done with what is not there: it answers as what was never written', async (t) => {
  const { ada, eve, id } = await joined()
  const before = (await ada.get(`/conversations/${id}/messages`)).json<MessagePage>()
  const answers = async (seq: number) => {
    const told: unknown[] = []
    for (const [method, url] of steps(id, seq)) {
      const reply =
        method === 'get' || method === 'delete' ? await eve[method](url) : await eve[method](url, said)
      told.push([method, url.replace(`/${seq}`, '/…'), reply.statusCode, codeOf(reply.body)])
    }
    return told
  }
  const below = await answers(3)
  t.ok(below.length >= 9)
  t.same(below, await answers(999))
  t.same((await ada.get(`/conversations/${id}/messages`)).json(), before)
})

const codeOf = (body: string): unknown => (body === '' ? null : JSON.parse(body).code)

t.test('No way to read tells of it: neither what, nor who, nor when', async (t) => {
  const { ben, eve, id, start } = await joined(async ({ ada, ben, eve }, id) => {
    await ada.put(`/conversations/${id}/messages/3/pin`)
    await eve.put(`/me/saved/${id}/3`)
    await ben.patch(`/conversations/${id}/messages/3`, { text: 'secret plan, edited' })
    await ben.say(id, `secret word to @${eve.username}`)
  })
  const below = [1, 2, 3, 4, 5, 6, 7].filter((seq) => seq < start)
  const paths = [
    ...['before', 'after', 'around'].flatMap((anchor) =>
      [...below, start].map((seq) => `/conversations/${id}/messages?${anchor}=${seq}&limit=3`),
    ),
    ...below.map((rev) => `/conversations/${id}/changes?after=${rev}`),
    ...below.flatMap((seq) => steps(id, seq).flatMap(([method, url]) => (method === 'get' ? url : []))),
    `/conversations/${id}/messages/by-seq?seqs=${below.join()}`,
    `/conversations/${id}/pins`,
    '/me/saved',
    `/me/saved/places?conversationId=${id}`,
    '/messages/search?q=secret',
    `/messages/search?q=secret&conversationId=${id}`,
    `/messages/search?q=${encodeURIComponent('secret mentions:me')}`,
    '/conversations',
    `/conversations/${id}`,
  ]
  const telling = async (person: ApiClient) => {
    const told: string[] = []
    for (const path of paths) if ((await person.get(path)).body.includes('secret')) told.push(path)
    return told
  }
  t.ok((await telling(ben)).length > 10, 'they do for others')
  t.same(await telling(eve), [])
  t.same((await eve.get(`/conversations/${id}/pins`)).json().items, [])
  t.equal((await eve.get(`/conversations/${id}`)).json<ConversationSummary>().unreadMentions, undefined)
})

t.test('Its files are not there either, nor can it be sent on', async (t) => {
  const { eve, id } = await joined()
  const forwarded = { clientId: crypto.randomUUID(), text: '', forward: { conversationId: id, seq: 3 } }
  const never = { ...forwarded, clientId: crypto.randomUUID(), forward: { conversationId: id, seq: 999 } }
  const [below, missing] = [
    await eve.post(`/conversations/${id}/messages`, forwarded),
    await eve.post(`/conversations/${id}/messages`, never),
  ]
  t.ok(below.statusCode >= 400)
  t.equal(below.json().code, missing.json().code)
})

t.test('Who comes back begins anew: what they wrote before they may take away, not change', async (t) => {
  const { ada, ben, eve, id, start } = await joined()
  refused(t, await eve.patch(`/conversations/${id}/messages/4`, said), 'message_not_found')
  t.match((await eve.delete(`/conversations/${id}/messages/4`)).json(), { seq: 4, text: '' })
  const { seq } = (await ben.say(id, 'hello again')).json<MessageAck>()
  await eve.post(`/conversations/${id}/leave`)
  await ada.post(`/conversations/${id}/members`, { userIds: [eve.userId] })
  const { membership } = (await eve.get(`/conversations/${id}`)).json<ConversationSummary>()
  t.ok(membership.readsFromSeq > seq && membership.readsFromSeq > start)
})

t.test('A joining and what is said at the same time have one order', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group([], { history: 'from-joining' })
  for (let round = 0; round < 5; round++) {
    const before = (await ada.say(id, 'before')).json<MessageAck>()
    const during = Array.from({ length: 8 }, () => ada.say(id, 'at the same time'))
    await ben.post(`/conversations/${id}/join`)
    const after = (await ada.say(id, 'after')).json<MessageAck>()
    await Promise.all(during)
    const { membership } = (await ben.get(`/conversations/${id}`)).json<ConversationSummary>()
    const seqs = seqsOf((await ben.get(`/conversations/${id}/messages?limit=50`)).json<MessagePage>().items)
    t.ok(membership.readsFromSeq > before.seq, 'what was said before is not there')
    t.ok(seqs.includes(after.seq), 'what was said after is')
    const there = Array.from({ length: seqs.length }, (_, at) => membership.readsFromSeq + at)
    t.same(seqs, there, 'all from the start on, without a gap')
    const line = (await ben.get(`/conversations/${id}/messages?limit=50`)).json<MessagePage>().items
    t.ok(line.some(({ senderId, system }) => system?.kind === 'member-joined' && senderId === ben.userId))
    await ben.post(`/conversations/${id}/leave`)
  }
})
