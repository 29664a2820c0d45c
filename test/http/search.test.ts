import { limits, type SearchPage } from '@parley/shared'
import t from 'tap'

import { openApi, refused, type ApiClient } from '../support/network/api-client.ts'

const api = await openApi(t)

const search = (person: ApiClient, query: Record<string, string>) =>
  person.get(`/messages/search?${new URLSearchParams(query).toString()}`)

/** A search that takes long stops early, and is to be gone on with. */
const found = async (person: ApiClient, query: Record<string, string>): Promise<string[]> => {
  const { items, complete, nextCursor } = (await search(person, query)).json<SearchPage>()
  const older = complete || nextCursor === null ? [] : await found(person, { ...query, cursor: nextCursor })
  return [...items.map(({ text }) => text), ...older]
}

t.test('One finds what was said in one’s own conversations, the last first', async (t) => {
  const [ada, ben, eve] = await api.people('ada', 'ben', 'eve')
  const [direct, group] = [await ada.direct(ben), await ada.group([eve])]
  await ada.say(direct, 'The engine runs')
  await eve.say(group, 'Which engine?')
  t.same(await found(ada, { q: 'ENGINE' }), ['Which engine?', 'The engine runs'])
  t.same(await found(ada, { q: 'engine', conversationId: direct }), ['The engine runs'])
  t.same(await found(ben, { q: 'gin' }), ['The engine runs'])
  t.same(await found(eve, { q: 'engine' }), ['Which engine?'])
})

t.test('Nobody finds what was said where they are not a member, or no longer', async (t) => {
  const [ada, ben, eve] = await api.people('ada', 'ben', 'eve')
  const group = await ada.group([ben])
  await ada.say(group, 'a secret recipe')
  t.same(await found(ben, { q: 'recipe' }), ['a secret recipe'])
  t.same(await found(eve, { q: 'recipe' }), [])
  refused(t, await search(eve, { q: 'recipe', conversationId: group }), 'conversation_not_found')
  await ada.delete(`/conversations/${group}/members/${ben.userId}`)
  t.same(await found(ben, { q: 'recipe' }), [])
  refused(t, await search(ben, { q: 'recipe', conversationId: group }), 'conversation_not_found')
  await ada.delete(`/conversations/${group}`)
  t.same(await found(ada, { q: 'recipe' }), [], 'a closed group is nobody’s')
  refused(t, await search(api.nobody, { q: 'recipe' }), 'not_signed_in')
})

t.test('Pages go on from each other until there is no next one', async (t) => {
  const [ada] = await api.people('ada')
  const id = await ada.direct(ada)
  for (const number of [1, 2, 3, 4, 5]) await ada.say(id, `page ${number}`)
  const first = (await search(ada, { q: 'page', limit: '3' })).json<SearchPage>()
  t.match(first, { items: [{ seq: 5 }, { seq: 4 }, { seq: 3 }], complete: true, nextCursor: String })
  const next = (
    await search(ada, { q: 'page', limit: '3', cursor: first.nextCursor ?? '' })
  ).json<SearchPage>()
  t.match(next, { items: [{ seq: 2 }, { seq: 1 }], complete: true, nextCursor: null })
})

t.test('A search that is none is refused', async (t) => {
  const [ada] = await api.people('ada')
  for (const q of ['%', '?!', '   ', '🎉', '"?"', '""'])
    refused(t, await search(ada, { q }), 'search_too_short', q)
  for (const query of [{}, { q: '' }, { q: 'x'.repeat(limits.searchQueryMax + 1) }])
    refused(t, await search(ada, query), 'invalid_request', JSON.stringify(query))
  const hangul = '\uac01'.repeat(limits.searchQueryMax).normalize('NFD')
  t.equal((await search(ada, { q: hangul })).statusCode, 200, 'counted in NFC')
  refused(t, await search(ada, { q: 'a\u0000b' }), 'text_invalid')
  for (const forged of ['"zz"', '{"$gt":""}', '"0"', '1', 'null']) {
    const cursor = Buffer.from(forged).toString('base64url')
    refused(t, await search(ada, { q: 'word', cursor }), 'invalid_cursor', forged)
  }
  const furthest = Buffer.from(JSON.stringify('f'.repeat(24))).toString('base64url')
  t.equal((await search(ada, { q: 'word', cursor: furthest })).statusCode, 200)
  const odd = await ada.get('/messages/search?q=a&q=b')
  t.equal(odd.statusCode, 400, 'two queries at once')
})
