import { limits, type ConversationSummary, type Message, type MessagePage } from '@parley/shared'
import t from 'tap'

import { openApi, refused, type ApiClient } from '../../support/network/api-client.ts'

const api = await openApi(t)
const [day] = limits.expireAfterSeconds

const setExpiry = (person: ApiClient, id: string, expireAfterSeconds: number | null) =>
  person.put(`/conversations/${id}/expiry`, { expireAfterSeconds })

const latest = async (person: ApiClient, id: string): Promise<Message | undefined> =>
  (await person.get(`/conversations/${id}/messages`)).json<MessagePage>().items.at(-1)

t.test('A conversation says how long its messages last, and each message when it ends', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  const summary = (await setExpiry(ada, id, day)).json<ConversationSummary>()
  t.equal(summary.conversation.expireAfterSeconds, day)
  t.match(await latest(ben, id), {
    senderId: ada.userId,
    system: { kind: 'expiry-changed', expireAfterSeconds: day },
  })
  t.notOk('expiresAt' in ((await latest(ben, id)) ?? {}), 'the line stays')
  await ben.say(id, 'tea')
  const { createdAt = '', expiresAt = '' } = (await latest(ada, id)) ?? {}
  t.equal(Date.parse(expiresAt) - Date.parse(createdAt), day * 1_000)
  const after = (await setExpiry(ben, id, null)).json<ConversationSummary>()
  t.notOk('expireAfterSeconds' in after.conversation)
  await ben.say(id, 'cake')
  t.notOk('expiresAt' in ((await latest(ada, id)) ?? {}))
})

t.test('Whoever may not is refused, and so is another time', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([ben])
  refused(t, await setExpiry(ben, id, day), 'not_owner')
  refused(t, await setExpiry(cleo, id, day), 'conversation_not_found')
  for (const seconds of [0, 1, day + 1, -day])
    refused(t, await setExpiry(ada, id, seconds), 'invalid_request')
  const direct = await ada.direct(ben)
  await ada.put(`/me/blocks/${ben.userId}`)
  refused(t, await setExpiry(ada, direct, day), 'blocked_by_you')
  refused(t, await setExpiry(ben, direct, day), 'not_available')
  await ada.delete(`/me/blocks/${ben.userId}`)
  await ada.patch(`/conversations/${direct}/membership`, { closed: true })
  refused(t, await setExpiry(ada, direct, day), 'closed_by_you')
})
