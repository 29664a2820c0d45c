import { limits, type ChangePage, type Message, type MessagePage, type PinList } from '@parley/shared'
import t from 'tap'

import { openApi, refused, type ApiClient } from '../../support/network/api-client.ts'

const api = await openApi(t)

const place = (id: string, seq: number): string => `/conversations/${id}/messages/${seq}`
const pin = (person: ApiClient, id: string, seq: number) => person.put(`${place(id, seq)}/pin`)
const unpin = (person: ApiClient, id: string, seq: number) => person.delete(`${place(id, seq)}/pin`)

const pinned = async (person: ApiClient, id: string): Promise<Message[]> =>
  (await person.get(`/conversations/${id}/pins`)).json<PinList>().items
const seqsOf = (messages: readonly Message[]): number[] => messages.map(({ seq }) => seq)

const page = async (person: ApiClient, id: string): Promise<MessagePage> =>
  (await person.get(`/conversations/${id}/messages`)).json()

/** A group of which `ada` is the owner, and what `ben` said there. */
async function group() {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([ben, cleo])
  await ben.say(id, 'tea at four')
  const seq = (await page(ada, id)).headSeq
  return { ada, ben, cleo, id, seq }
}

t.test(
  'Who pins is on the message, a line without its text tells of it, and again nothing happens',
  async (t) => {
    const { ada, ben, id, seq } = await group()
    const before = await page(ben, id)
    const answer = (await pin(ada, id, seq)).json<Message>()
    const rev = before.rev + 1
    t.match(answer, { seq, rev, text: 'tea at four', editedAt: null, pinned: { userId: ada.userId, rev } })
    t.equal((await pin(ada, id, seq)).json<Message>().rev, rev)
    const after = await page(ben, id)
    t.match(after.items.slice(-2), [
      { seq, pinned: { userId: ada.userId } },
      { text: '', senderId: ada.userId, system: { kind: 'message-pinned', seq } },
    ])
    t.equal(after.headSeq, before.headSeq + 1, 'told once')
    const changes = (await ben.get(`/conversations/${id}/changes?after=${before.rev}`)).json<ChangePage>()
    t.match(changes.items, [{ seq, pinned: { rev } }, { system: { kind: 'message-pinned' } }])
    t.match((await ben.get(`/conversations/${id}/pins`)).json(), { items: [{ seq }], rev: after.rev })
    for (const _ of [1, 2]) t.notOk('pinned' in (await unpin(ada, id, seq)).json<Message>())
    t.equal((await page(ben, id)).rev, after.rev + 1, 'and nobody is told that it was unpinned')
    t.same(await pinned(ben, id), [])
  },
)

t.test('What is deleted is unpinned in the same change, and its text is nowhere', async (t) => {
  const { ada, ben, id, seq } = await group()
  await pin(ada, id, seq)
  const { rev } = await page(ben, id)
  await ben.delete(place(id, seq))
  t.same(await pinned(ada, id), [])
  const after = await page(ada, id)
  t.equal(after.rev, rev + 1)
  t.notOk(JSON.stringify(after).includes('tea at four'))
  t.notOk('pinned' in (after.items.find((one) => one.seq === seq) ?? {}))
  refused(t, await pin(ada, id, seq), 'message_deleted')
  t.equal((await unpin(ada, id, seq)).statusCode, 200, 'it is as it was asked to be')
})

t.test('Two who pin the hundredth at once make a hundred, and what is pinned stays', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  for (let at = 0; at < limits.pinsMax + 2; at += 1) await ada.say(id, `message ${at}`)
  for (let seq = 1; seq < limits.pinsMax; seq += 1) await pin(seq % 2 ? ada : ben, id, seq)
  const last = await Promise.all([pin(ada, id, limits.pinsMax), pin(ben, id, limits.pinsMax + 1)])
  t.same(last.map(({ statusCode }) => String(statusCode)).toSorted(), ['200', '409'])
  t.equal((await pinned(ben, id)).length, limits.pinsMax)
  refused(t, await pin(ada, id, limits.pinsMax + 2), 'too_many_pins')
  const twice = await Promise.all([pin(ada, id, 7), pin(ben, id, 7)])
  for (const { statusCode } of twice) t.equal(statusCode, 200)
})

t.test('In a group its owner pins; whose message it is deletes it, pin and all', async (t) => {
  const { ada, ben, cleo, id, seq } = await group()
  await ben.say(id, 'and cake')
  const later = (await page(ada, id)).headSeq
  refused(t, await pin(ben, id, seq), 'not_moderator')
  await pin(ada, id, seq)
  await pin(ada, id, later)
  refused(t, await unpin(ben, id, seq), 'not_moderator')
  t.equal((await ben.delete(place(id, seq))).statusCode, 200)
  t.same(seqsOf(await pinned(cleo, id)), [later])
  await ada.put(`/conversations/${id}/owner`, { userId: cleo.userId })
  t.match(await pinned(ben, id), [{ seq: later, pinned: { userId: ada.userId } }], 'what was pinned stays')
  refused(t, await unpin(ada, id, later), 'not_moderator')
  t.equal((await unpin(cleo, id, later)).statusCode, 200)
})

t.test('Pins follow edits, lie in the order of their revs, and end where one reads from', async (t) => {
  const [ada, ben, eve] = await api.people('ada', 'ben', 'eve')
  const id = await ada.group([ben], { visibility: 'closed' })
  await ben.say(id, 'secret plan')
  const secret = (await page(ada, id)).headSeq
  await ada.patch(`/conversations/${id}`, { visibility: 'open' })
  await ben.say(id, 'tea at four')
  const { headSeq: tea } = await page(ada, id)
  await eve.post(`/conversations/${id}/join`)
  await pin(ada, id, tea)
  await pin(ada, id, secret)
  await ben.patch(place(id, tea), { text: 'tea at five' })
  t.match(await pinned(ada, id), [{ seq: secret }, { seq: tea, text: 'tea at five' }])
  t.same(seqsOf(await pinned(eve, id)), [tea])
  t.notOk(JSON.stringify(await page(eve, id)).includes('secret plan'))
  await eve.put(`/me/blocks/${ben.userId}`)
  t.same(seqsOf(await pinned(eve, id)), [tea], 'whose words are folded is for the client to know')
})

t.test('In a direct conversation both pin, in notes oneself, and at a closed door nobody', async (t) => {
  const [ada, ben, eve] = await api.people('ada', 'ben', 'eve')
  const id = await ada.direct(ben)
  await ada.say(id, 'tea?')
  await ben.say(id, 'yes')
  t.equal((await pin(ben, id, 1)).statusCode, 200)
  t.equal((await unpin(ada, id, 1)).statusCode, 200)
  const notes = await ada.direct(ada)
  await ada.say(notes, 'buy tea')
  t.equal((await pin(ada, notes, 1)).statusCode, 200)
  refused(t, await pin(ada, notes, 2), 'no_pins_here', 'what the system has written')
  refused(t, await unpin(ada, notes, 2), 'no_pins_here')
  refused(t, await pin(ada, id, 99), 'message_not_found')
  for (const reply of [await pin(eve, id, 1), await eve.get(`/conversations/${id}/pins`)])
    refused(t, reply, 'conversation_not_found')
  await ada.put(`/me/blocks/${ben.userId}`)
  refused(t, await pin(ben, id, 2), 'not_available')
  refused(t, await unpin(ben, id, 2), 'not_available')
  refused(t, await pin(ada, id, 2), 'blocked_by_you')
  await ben.delete(`/conversations/${id}/messages`)
  t.same(await pinned(ben, id), [])
})
