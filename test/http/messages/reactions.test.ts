import {
  canonicalEmoji,
  type ChangePage,
  type Message,
  type MessagePage,
  type ReactorPage,
} from '@parley/shared'
import t from 'tap'

import { testPassword } from '../../support/app/app.ts'
import { openApi, refused, type ApiClient } from '../../support/network/api-client.ts'

const api = await openApi(t)

const place = (id: string, emoji = '', seq = 1): string =>
  `/conversations/${id}/messages/${seq}/reactions${emoji && `/${encodeURIComponent(emoji)}`}`

const react = (person: ApiClient, id: string, emoji: string) => person.put(place(id, emoji))

const first = async (person: ApiClient, id: string): Promise<Message | undefined> =>
  (await person.get(`/conversations/${id}/messages`)).json<MessagePage>().items[0]

async function talk() {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  await ada.say(id, 'tea?')
  return { ada, ben, id }
}

t.test('A message carries counts for everyone, and for each what they reacted with', async (t) => {
  const { ada, ben, id } = await talk()
  const longest = '👩🏻‍❤️‍💋‍👩🏿'
  t.match((await react(ben, id, '👍️')).json(), { reactions: [{ emoji: '👍', count: 1 }], mine: ['👍'] })
  t.equal((await react(ben, id, '👍')).json<Message>().rev, 2, 'a second time changes nothing')
  await react(ada, id, '👍')
  t.equal((await react(ada, id, longest)).statusCode, 200)
  const reactions = [
    { emoji: '👍', count: 2 },
    { emoji: longest, count: 1 },
  ]
  t.match(await first(ada, id), { rev: 4, reactions, mine: ['👍', longest] })
  t.match(await first(ben, id), { reactions, mine: ['👍'] })
  const changes = (await ben.get(`/conversations/${id}/changes?after=1`)).json<ChangePage>()
  t.match(changes, { rev: 4, items: [{ seq: 1, reactions, mine: ['👍'] }] })
  await ben.delete(place(id, '👍'))
  await ben.delete(place(id, '👍'))
  t.match(await first(ben, id), { rev: 5, reactions: [{ emoji: '👍', count: 1 }, {}], mine: [] })
})

t.test('What is no single emoji that is known is refused, and so is what cannot be reacted to', async (t) => {
  const { ada, ben, id } = await talk()
  for (const text of ['1', 'a', '🇩', '👍👍', '👍a', ' '])
    refused(t, await react(ben, id, text), 'emoji_unknown', JSON.stringify(text))
  refused(t, await ben.get(`${place(id)}?emoji=x`), 'emoji_unknown')
  refused(t, await ben.put(place(id, '👍', 7)), 'message_not_found')
  refused(t, await ben.get(place(id, '', 7)), 'message_not_found')
  await ada.delete(`/conversations/${id}/messages/1`)
  refused(t, await react(ben, id, '👍'), 'message_deleted')
  t.same((await ben.get(place(id))).json(), { items: [], nextCursor: null })
  const group = await ada.group([ben])
  refused(t, await react(ben, group, '👍'), 'no_reactions_here')
})

t.test('A message has twenty kinds, five of a person, and what is there can be joined', async (t) => {
  const people = await api.people('a1', 'b1', 'c1', 'd1', 'e1')
  const [ada, , , , eve] = people
  const id = await ada.group(people.slice(1))
  await ada.say(id, 'tea?')
  const head = (await ada.get(`/conversations/${id}/messages`)).json<MessagePage>().headSeq
  const put = (person: ApiClient, emoji: string) => person.put(place(id, emoji, head))
  const kinds = Array.from({ length: 20 }, (_, at) => String.fromCodePoint(0x1f600 + at))
  for (const [at, emoji] of kinds.entries()) await put(people[Math.floor(at / 5)] ?? ada, emoji)
  refused(t, await put(eve, '🦊'), 'too_many_reaction_kinds')
  t.equal((await put(eve, '😀')).statusCode, 200)
  refused(t, await put(ada, '😓'), 'too_many_own_reactions')
})

t.test('Who reacted is listed page by page, without whom one has blocked', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([ben, cleo])
  await ada.say(id, 'tea?')
  const seq = (await ada.get(`/conversations/${id}/messages`)).json<MessagePage>().headSeq
  for (const person of [cleo, ben, ada]) await person.put(place(id, '👍', seq))
  await ben.put(place(id, '🎉', seq))
  const list = async (query: string): Promise<ReactorPage> =>
    (await ada.get(`${place(id, '', seq)}?${query}`)).json()
  const names = ({ items }: ReactorPage) => items.map(({ user, emoji }) => [user.id, emoji])
  const page = await list('limit=2')
  t.same(names(page), [
    [cleo.userId, '👍'],
    [ben.userId, '👍'],
  ])
  t.same(names(await list(`cursor=${page.nextCursor}`)), [
    [ada.userId, '👍'],
    [ben.userId, '🎉'],
  ])
  t.same(names(await list(`emoji=${encodeURIComponent('🎉')}`)), [[ben.userId, '🎉']])
  await ada.put(`/me/blocks/${ben.userId}`)
  t.same(names(await list('limit=9')), [
    [cleo.userId, '👍'],
    [ada.userId, '👍'],
  ])
  const { items } = (await ada.get(`/conversations/${id}/messages`)).json<MessagePage>()
  t.match(items.at(-1), { reactions: [{ emoji: '👍', count: 3 }, { count: 1 }] }, 'counted for everyone')
  refused(t, await ada.get(`${place(id, '', seq)}?cursor=bm8`), 'invalid_cursor')
})

t.test('The author and the owner of the group take all reactions off, and nobody else', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([ben, cleo])
  await ben.say(id, 'tea?')
  const seq = (await ada.get(`/conversations/${id}/messages`)).json<MessagePage>().headSeq
  for (const person of [ben, ada]) {
    await cleo.put(place(id, '👎', seq))
    refused(t, await cleo.delete(place(id, '', seq)), 'not_author')
    t.notOk('reactions' in (await person.delete(place(id, '', seq))).json<Message>())
  }
})

t.test('Who cannot write in a conversation cannot react there, and others do not learn of it', async (t) => {
  const { ada, ben, id } = await talk()
  const [cleo] = await api.people('cleo')
  refused(t, await react(cleo, id, '👍'), 'conversation_not_found')
  refused(t, await cleo.get(place(id)), 'conversation_not_found')
  await react(ben, id, '👍')
  await ada.put(`/me/blocks/${ben.userId}`)
  refused(t, await react(ben, id, '🎉'), 'not_available')
  refused(t, await ben.delete(place(id, '👍')), 'not_available')
  refused(t, await react(ada, id, '🎉'), 'blocked_by_you')
})

t.test('Whose account is deleted stays in the count, and is listed as such', async (t) => {
  const { ada, ben, id } = await talk()
  await react(ben, id, '👍')
  t.equal((await ben.post('/me/deletion', { password: testPassword })).statusCode, 204)
  t.match((await ada.get(place(id))).json(), {
    items: [{ emoji: '👍', user: { id: ben.userId, deleted: true } }],
  })
  t.match(await first(ada, id), { reactions: [{ emoji: '👍', count: 1 }], mine: [] })
})

t.test('What is below one’s first message is not there to react to', async (t) => {
  const { ben, id } = await talk()
  await ben.delete(`/conversations/${id}/messages`)
  refused(t, await react(ben, id, '👍'), 'message_not_found')
  refused(t, await ben.get(place(id)), 'message_not_found')
  refused(t, await ben.delete(place(id)), 'message_not_found')
})

t.test('An emoji has one form, however its selectors are typed', async (t) => {
  for (const [text, form] of [
    ['❤', '❤️'],
    ['❤\ufe0e', '❤️'],
    ['👍\ufe0f', '👍'],
    ['😐\ufe0f', '😐'],
    ['1⃣', '1️⃣'],
    ['🏳‍🌈', '🏳️‍🌈'],
    ['⛹🏽‍♂', '⛹🏽‍♂️'],
    ['👩🏻‍❤‍💋‍👩🏿', '👩🏻‍❤️‍💋‍👩🏿'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['🇩🇪', '🇩🇪'],
    ['👍🏽', '👍🏽'],
  ] as const)
    t.equal(canonicalEmoji(text), form)
  for (const text of ['', '1', 'x', '🇩', '👍👍', '🏽a', '\ufe0f', '‍'])
    t.equal(canonicalEmoji(text), null, text)
})
