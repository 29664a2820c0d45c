import { randomUUID } from 'node:crypto'

import type { ConversationSummary, MessagePage } from '@parley/shared'
import t from 'tap'

import { FileSweep } from '../../../api/src/domain/files/file-sweep.ts'
import { buildTestApp } from '../../support/app/app.ts'
import { TestClock } from '../../support/app/clock.ts'
import { silentLog } from '../../support/app/log.ts'
import { newScene } from '../../support/app/scene.ts'
import { get, gif, sentFiles, uploaded } from '../../support/files/uploads.ts'

const clock = new TestClock()

t.test('A forwarded file is a file of its own, which keeps the bytes that it shares', async (t) => {
  const app = await buildTestApp(t, { ports: { clock } })
  const { owner, other, groupId } = await newScene(app)
  const call = async (
    method: 'DELETE' | 'POST',
    path: string,
    { headers }: typeof owner,
    payload?: object,
  ) => {
    const reply = await app.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) })
    if (reply.statusCode >= 300) throw new Error(reply.body)
    return reply
  }
  const swept = async (id: string) => {
    clock.advance(60_000)
    await new FileSweep(app.parts.stores, silentLog).sweep(clock.now())
    return app.parts.stores.fileBytes.size(id as never, 'content')
  }
  const file = await uploaded(app, owner, gif, { name: 'tea.gif' })
  const seq = await sentFiles(app, owner, groupId, [file.id])
  const group = { name: 'Elsewhere', visibility: 'closed' }
  const reply = await call('POST', '/conversations/groups', other, group)
  const { id } = reply.json<ConversationSummary>().conversation
  const forward = { clientId: randomUUID(), text: '', forward: { conversationId: groupId, seq } }
  for (let time = 0; time < 2; time += 1) await call('POST', `/conversations/${id}/messages`, other, forward)
  const { items } = (await get(app, other, `/conversations/${id}/messages`)).json<MessagePage>()
  const message = items.at(-1)
  const [copy] = message?.attachments ?? []
  if (!message || !copy) throw new Error('unreachable')
  t.match(copy, { name: 'tea.gif', type: 'image/gif', bytes: gif.length, width: 1, height: 1 })
  t.not(copy.id, file.id)
  const isServed = async (person: typeof owner, fileId: string) => {
    const { statusCode, rawPayload } = await get(app, person, `/files/${fileId}`)
    return statusCode === 200 && rawPayload.equals(gif)
  }
  t.ok(await isServed(other, copy.id))
  t.notOk(await isServed(owner, copy.id), 'whoever is not there has nothing of it')

  await call('DELETE', `/conversations/${groupId}/messages/${seq}`, owner)
  t.equal(await swept(file.id), gif.length, 'the bytes are still somebody’s')
  t.notOk(await isServed(other, file.id))
  t.ok(await isServed(other, copy.id))
  await call('DELETE', `/conversations/${id}/messages/${message.seq}`, other)
  t.equal(await swept(file.id), null, 'and go with the last one')
})
