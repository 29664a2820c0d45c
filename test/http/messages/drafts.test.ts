import { limits, type Draft, type DraftPage } from '@parley/shared'
import t from 'tap'

import { testPassword } from '../../support/app/app.ts'
import { openApi, refused, type ApiClient } from '../../support/network/api-client.ts'

const api = await openApi(t)

const save = (person: ApiClient, id: string, text: string, baseVersion: number, more = {}) =>
  person.put(`/me/drafts/${id}`, { text, baseVersion, ...more })
const clear = (person: ApiClient, id: string, baseVersion: number) =>
  person.delete(`/me/drafts/${id}?baseVersion=${baseVersion}`)
const drafts = async (person: ApiClient, query = ''): Promise<DraftPage> =>
  (await person.get(`/me/drafts${query}`)).json()

async function talk() {
  const [ada, ben] = await api.people('ada', 'ben')
  return { ada, ben, id: await ada.direct(ben) }
}

t.test('It is one’s own: stored like a message, listed, and in no answer to others', async (t) => {
  const { ada, ben, id } = await talk()
  const made = (await save(ben, id, '  The secret\r\n', 0, { replyTo: 7, fileCount: 2 })).json<Draft>()
  t.match(made, { conversationId: id, text: 'The secret', replyTo: 7, fileCount: 2, version: 1 })
  t.same(await drafts(ben), { items: [made], version: 1, nextCursor: null })
  t.same(await drafts(ada), { items: [], version: 0, nextCursor: null })
  const paths = ['', `/${id}`, `/${id}/messages`, `/${id}/changes?after=0`, `/${id}/members`]
  for (const path of paths)
    t.notOk((await ada.get(`/conversations${path}`)).payload.includes('The secret'), path)
  t.match((await save(ben, id, ' \n\u3164 ', 1)).json<Draft>(), { text: '', version: 2, updatedAt: null })
  t.same(await drafts(ben), { items: [], version: 2, nextCursor: null })
})

t.test('An older one is refused, and the refusal has the later one', async (t) => {
  const { ben, id } = await talk()
  const first = (await save(ben, id, 'from the desk', 0)).json<Draft>()
  const reply = await save(ben, id, 'from the phone', 0)
  refused(t, reply, 'draft_outdated')
  t.same(reply.json<{ draft: Draft }>().draft, first)
  t.same((await save(ben, id, 'from the desk', 0)).json<Draft>(), first, 'the same again is there already')
  t.match((await save(ben, id, 'of both', first.version)).json<Draft>(), { text: 'of both', version: 2 })
  refused(t, await clear(ben, id, 1), 'draft_outdated')
})

t.test('After a send clears it, a late save of the same does not revive it', async (t) => {
  const { ben, id } = await talk()
  await save(ben, id, 'on my way', 0)
  await ben.say(id, 'on my way')
  t.match((await clear(ben, id, 1)).json<Draft>(), { text: '', version: 2 })
  const late = await save(ben, id, 'on my way', 1)
  refused(t, late, 'draft_outdated')
  t.match(late.json<{ draft: Draft }>().draft, { text: '', version: 2 })
  t.same((await drafts(ben)).items, [])
  t.equal((await clear(ben, id, 1)).json<Draft>().version, 2, 'again changes nothing')
})

t.test('Where one is no member any more it can be read and cleared, and not saved', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const group = await ada.group([ben])
  await save(ben, group, 'My view', 0)
  await ada.delete(`/conversations/${group}/members/${ben.userId}`)
  t.match((await drafts(ben)).items, [{ conversationId: group, text: 'My view' }])
  refused(t, await save(ben, group, 'My other view', 1), 'conversation_not_found')
  t.equal((await clear(ben, group, 1)).statusCode, 200)
  t.same((await drafts(ben)).items, [])
})

t.test('They are paged, the last to change last, and what is no draft is refused', async (t) => {
  const { ada, ben, id } = await talk()
  const groups = [await ada.group([ben]), await ada.group([ben])]
  for (const [at, one] of [id, ...groups].entries()) await save(ben, one, `text ${at}`, at)
  const first = await drafts(ben, '?limit=2')
  const rest = await drafts(ben, `?limit=2&cursor=${first.nextCursor}`)
  t.same(
    [...first.items, ...rest.items].map(({ text }) => text),
    ['text 0', 'text 1', 'text 2'],
  )
  t.equal(rest.nextCursor, null)
  refused(t, await ben.get('/me/drafts?cursor=bm8'), 'invalid_cursor')
  refused(t, await save(ben, id, 'x'.repeat(limits.messageMax + 1), 9), 'message_too_long')
  refused(t, await save(ben, id, 'a\u0007b', 9), 'text_invalid')
  refused(t, await save(ben, id, 'x', 9, { fileCount: 99 }), 'invalid_request')
  refused(t, await ben.put(`/me/drafts/${id}`, { text: 'x' }), 'invalid_request')
  refused(t, await ben.delete(`/me/drafts/${id}?baseVersion=-1`), 'invalid_request')
  t.equal((await ben.delete(`/me/drafts/${id}`)).json<Draft>().text, '', 'whatever is there')
  const [eve] = await api.people('eve')
  refused(t, await save(eve, id, 'x', 0), 'conversation_not_found')
})

t.test('They go with the account', async (t) => {
  const { ben, id } = await talk()
  await save(ben, id, 'The last word', 0)
  t.equal((await ben.post('/me/deletion', { password: testPassword })).statusCode, 204)
})
