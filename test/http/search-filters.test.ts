import type { ConversationId, SearchPage } from '@parley/shared'
import t from 'tap'

import { testPassword } from '../support/app/app.ts'
import { openApi, type ApiClient } from '../support/network/api-client.ts'

const api = await openApi(t)

const searched = async (
  person: ApiClient,
  q: string,
  more: Record<string, string> = {},
): Promise<SearchPage> => {
  const reply = await person.get(`/messages/search?${new URLSearchParams({ q, ...more }).toString()}`)
  return reply.statusCode === 200 ? reply.json<SearchPage>() : (t.fail(`${q}: ${reply.body}`) as never)
}

const found = async (person: ApiClient, q: string, more: Record<string, string> = {}): Promise<string[]> => {
  const { items, nextCursor } = await searched(person, q, more)
  const older = nextCursor === null ? [] : await found(person, q, { ...more, cursor: nextCursor })
  return [...items.map(({ text }) => text), ...older]
}

const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
const club = await ada.group([ben, cleo], { name: 'Book Club' })
const direct = await ada.direct(ben)
const notes = await ada.direct(ada)
for (const [who, where, text] of [
  [ada, club, 'which book is next?'],
  [ben, club, 'the red book'],
  [cleo, club, 'see https://example.org/book'],
  [ben, direct, 'the book is here'],
  [ada, notes, 'bring the book'],
] as const)
  await who.say(where, text)

t.test('SE4, SE5: by who wrote, by where it stands, by what it has, alone and together', async (t) => {
  t.same(await found(ada, `from:${ben.username}`), ['the book is here', 'the red book'])
  t.same(await found(ada, `from:${ben.username.toUpperCase()} red`), ['the red book'])
  t.same(await found(ada, `from:@${ben.username} from:${cleo.username} in:"book club"`), [
    'see https://example.org/book',
    'the red book',
  ])
  t.same(await found(ada, 'from:me'), ['bring the book', 'which book is next?'])
  t.same(await found(ben, 'from:me'), ['the book is here', 'the red book'])
  t.same(await found(ada, `book in:${ben.username}`), ['the book is here'])
  t.same(await found(ada, 'in:me'), ['bring the book'])
  t.same(await found(ada, 'in:boo from:me'), ['which book is next?'], 'by the beginning of a name')
  t.same(await found(ada, 'has:link'), ['see https://example.org/book'])
  t.same(await found(ada, '"the book"'), ['bring the book', 'the book is here'])
  t.same(await found(ada, `"from:${ben.username}"`), [])
  t.same(await found(ada, 'in:club', { conversationId: direct }), [])
})

t.test('Who or what is not there is not found, and is nothing to refuse', async (t) => {
  for (const q of [
    'from:nobody',
    'from:x',
    'in:nowhere',
    'in:@',
    `from:${ben.username} in:nowhere`,
    'foo:book',
    'from:',
    'has:cake',
  ])
    t.same(await found(ada, q), [], q)
  const [eve] = await api.people('eve')
  t.same(await found(eve, 'in:"Book Club"'), [], 'where one is no member')
  t.same(await found(eve, `from:${ben.username}`), [])
})

t.test('SE4: who has left, or is gone, is still found by', async (t) => {
  const [gone] = await api.people('gone')
  const group = await ada.group([gone], { name: 'Ghosts' })
  await gone.say(group, 'still here')
  await gone.post(`/conversations/${group}/leave`)
  t.same(await found(ada, `from:${gone.username}`), ['still here'])
  const deleted = await gone.post('/me/deletion', { password: testPassword })
  t.equal(deleted.statusCode, 204)
  t.same(await found(ada, `from:${gone.username}`), ['still here'])
})

t.test('SE2: whom one has blocked is not found, by their name neither', async (t) => {
  const [bob] = await api.people('bob')
  const group = await ada.group([bob])
  await bob.say(group, 'folded')
  t.same(await found(ada, `from:${bob.username}`), ['folded'])
  await ada.put(`/me/blocks/${bob.userId}`)
  t.same(await found(ada, `from:${bob.username}`), [])
})

t.test('SE3: days are those of the reader', async (t) => {
  const reader = await ada.group([], { name: 'Days' })
  await ada.say(reader, 'a moment')
  const at = new Date((await searched(ada, '"a moment"')).items[0]?.createdAt ?? '')
  const dayIn = (timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)
  const [early, late] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'] // 25 hours apart: never the same day
  const q = (operator: string, day: string) => `${operator}:${day} in:days`
  t.same(await found(ada, q('on', dayIn(early)), { timeZone: early }), ['a moment'])
  t.same(await found(ada, q('on', dayIn(early)), { timeZone: late }), [])
  t.same(await found(ada, q('on', dayIn(late)), { timeZone: late }), ['a moment'])
  t.same(await found(ada, q('before', dayIn(early)), { timeZone: early }), [], 'without that day')
  t.same(await found(ada, q('after', dayIn(late)), { timeZone: late }), [])
  t.same(await found(ada, q('before', dayIn(early)), { timeZone: late }), ['a moment'])
  t.same(await found(ada, q('after', dayIn(late)), { timeZone: early }), ['a moment'])
  t.same(await found(ada, 'after:2026-03-02 before:2026-03-01'), [])
  t.same(
    await found(ada, q('on', dayIn('UTC')), { timeZone: 'Nowhere/City' }),
    ['a moment'],
    'UTC where none is known',
  )
  const location = { country: null, region: null, city: null, timeZone: late, coordinates: null }
  await ada.patch('/me', { location })
  t.same(await found(ada, q('on', dayIn(late))), ['a moment'], 'as the profile has it')
})

t.test('SE6: a hit says where it was found, in code points of its text', async (t) => {
  const id: ConversationId = await ada.group([], { name: 'Ranges' })
  await ada.say(id, '👩‍👩‍👧 Cafe\u0301 über\nAlles, cafe')
  const rangesOf = async (q: string) =>
    (await searched(ada, `${q} in:ranges`)).items.map(({ ranges }) => ranges)
  t.same(await rangesOf('café'), [
    [
      { from: 6, to: 10 },
      { from: 23, to: 27 },
    ],
  ])
  t.same(await rangesOf('"uber alles"'), [[{ from: 11, to: 21 }]])
  t.same(await rangesOf(`from:${ada.username}`), [[]])
  await ada.say(id, 'x '.repeat(400))
  t.equal((await rangesOf('x'))[0]?.length, 100, 'so many at most')
})

t.test('SE1: what was edited or deleted is found as it is now', async (t) => {
  const id = await ada.group([], { name: 'Changes' })
  await ada.say(id, 'first')
  await ada.say(id, 'second')
  await ada.patch(`/conversations/${id}/messages/2`, { text: 'see https://example.org' })
  await ada.delete(`/conversations/${id}/messages/3`)
  t.same(await found(ada, 'in:changes from:me'), ['see https://example.org'])
  t.same(await found(ada, 'in:changes has:link'), ['see https://example.org'])
  t.same(await found(ada, 'in:changes first'), [])
})
