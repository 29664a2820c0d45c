import { randomUUID } from 'node:crypto'

import type { ConversationSummary, Message, MessagePage } from '@parley/shared'
import t from 'tap'

import { buildTestApp } from '../../support/app/app.ts'
import { newScene } from '../../support/app/scene.ts'
import { silence } from '../../support/files/pictures.ts'
import { get, sentFiles, upload, uploaded } from '../../support/files/uploads.ts'

const query = '&durationMs=4200&wave=0,50,100'
const recording = { durationMs: 4_200, wave: [0, 50, 100] }

t.test(
  'A message has the length and the wave that came with its file, and so have its forwards',
  async (t) => {
    const app = await buildTestApp(t)
    const { owner, other, groupId } = await newScene(app)
    const { bytes } = silence('')
    const sent = { name: 'voice.wav', query, uploadId: randomUUID() }
    const file = await uploaded(app, owner, bytes, sent)
    const again = await upload(app, owner, bytes, { ...sent, query: '&durationMs=1&wave=1' })
    t.match(again.json(), { file: recording }, 'a repeated upload is the first one')
    const seq = await sentFiles(app, owner, groupId, [file.id])
    const latest = async (id: string): Promise<Message | undefined> =>
      (await get(app, other, `/conversations/${id}/messages`)).json<MessagePage>().items.at(-1)
    t.match((await latest(groupId))?.attachments, [{ id: file.id, type: 'audio/wav', ...recording }])

    const post = (path: string, payload: object) =>
      app.inject({ method: 'POST', url: `/api/v1${path}`, headers: other.headers, payload })
    const made = await post('/conversations/groups', { name: 'Elsewhere', visibility: 'closed' })
    const { id } = made.json<ConversationSummary>().conversation
    const forward = { conversationId: groupId, seq }
    await post(`/conversations/${id}/messages`, { clientId: randomUUID(), text: '', forward })
    t.match((await latest(id))?.attachments, [{ type: 'audio/wav', ...recording }])
    t.not((await latest(id))?.attachments?.[0]?.id, file.id)

    const part = await get(app, other, `/files/${file.id}`, { range: 'bytes=0-3' })
    t.match([part.statusCode, part.headers['content-type']], [206, 'audio/wav'])
    t.match(part.headers['content-disposition'], /^inline/, 'it is heard where it stands')
  },
)
