import type { ChangePage, Message, MessageAck } from '@parley/shared'
import t from 'tap'

import { openApi, refused } from '../../support/network/api-client.ts'

const api = await openApi(t)

t.test('The owner of a group deletes what members wrote; others delete their own', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([ben, cleo])
  const say = async (text: string) => (await ben.say(id, text)).json<MessageAck>().seq
  const seqs = [await say('one'), await say('two')]
  const [first, second] = seqs.map((seq) => `/conversations/${id}/messages/${seq}`) as [string, string]
  refused(t, await cleo.delete(first), 'not_author')
  t.match((await ada.delete(first)).json(), { text: '', deletedBy: ada.userId })
  t.match((await ben.delete(first)).json(), { deletedBy: ada.userId }, 'a second time changes nothing')
  t.notHas((await ben.delete(second)).json<Message>(), { deletedBy: ben.userId })
  t.notHas((await ada.delete(second)).json<Message>(), { deletedBy: ada.userId }, 'the author was first')
  refused(t, await ada.patch(first, { text: 'mine' }), 'not_author')
  refused(t, await ada.delete(`/conversations/${id}/messages/1`), 'not_author', 'of the system')
  const { items } = (await cleo.get(`/conversations/${id}/changes?after=0`)).json<ChangePage>()
  t.match(items.find(({ seq }) => seq === seqs[0])?.deletedBy, ada.userId)
  await ada.put(`/conversations/${id}/owner`, { userId: cleo.userId })
  const third = await say('three')
  refused(
    t,
    await ada.delete(`/conversations/${id}/messages/${third}`),
    'not_author',
    'not the owner any more',
  )
  t.match((await cleo.delete(`/conversations/${id}/messages/${third}`)).json(), { deletedBy: cleo.userId })
})

t.test('In a direct conversation nobody deletes what the other wrote', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  await ben.say(id, 'one')
  refused(t, await ada.delete(`/conversations/${id}/messages/1`), 'not_author')
})
