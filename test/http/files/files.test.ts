import { randomUUID } from 'node:crypto'

import type { MessagePage, UploadedFile } from '@parley/shared'
import t, { type Test } from 'tap'

import { buildTestApp, signUp, type Overrides } from '../../support/app/app.ts'
import { get, sendFiles, sentFiles, upload, uploaded } from '../../support/app/files.ts'
import { newScene } from '../../support/app/scene.ts'

const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

async function open(t: Test, overrides: Overrides = {}) {
  const app = await buildTestApp(t, overrides)
  return { app, scene: await newScene(app) }
}

t.test('a file goes with a message, and is there for its members', async (t) => {
  const { app, scene } = await open(t)
  const { owner, other, groupId } = scene
  const file = await uploaded(app, owner, gif, { name: 'Tee für zwei.gif' })
  t.match(file, { name: 'Tee für zwei.gif', type: 'image/gif', bytes: gif.length, width: 1, height: 1 })
  t.equal((await get(app, other, `/files/${file.id}`)).statusCode, 404, 'not before it is sent')
  t.equal((await get(app, owner, `/files/${file.id}`)).statusCode, 200)

  const seq = await sentFiles(app, owner, groupId, [file.id])
  const page = await get(app, other, `/conversations/${groupId}/messages?around=${seq}&limit=1`)
  t.match(page.json<MessagePage>().items, [{ seq, text: '', attachments: [file] }])

  const reply = await get(app, other, `/files/${file.id}`)
  t.equal(reply.statusCode, 200)
  t.ok(reply.rawPayload.equals(gif))
  t.match(reply.headers, {
    'content-type': 'image/gif',
    'content-length': String(gif.length),
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    'content-disposition': `inline; filename="Tee f_r zwei.gif"; filename*=UTF-8''Tee%20f%C3%BCr%20zwei.gif`,
  })
  const again = await get(app, other, `/files/${file.id}`, { 'if-none-match': String(reply.headers.etag) })
  t.equal(again.statusCode, 304)
  t.equal((await get(app, other, `/files/${file.id}/preview`)).headers['content-type'], 'image/webp')
})
