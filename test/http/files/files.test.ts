import { randomUUID } from 'node:crypto'

import type { MessageAck, MessagePage } from '@parley/shared'
import t, { type Test } from 'tap'

import { FileSweep } from '../../../api/src/domain/files/file-sweep.ts'
import { buildTestApp, signUp, type TestApp } from '../../support/app/app.ts'
import { TestClock } from '../../support/app/clock.ts'
import { get, gif, sendFiles, sentFiles, uploaded } from '../../support/files/uploads.ts'
import { silentLog } from '../../support/app/log.ts'
import { newScene, type Scene } from '../../support/app/scene.ts'

const minute = 60_000
const day = 24 * 60 * minute
const clock = new TestClock()

let app: TestApp
let scene: Scene

t.before(async () => {
  app = await buildTestApp(t, { ports: { clock } })
})
t.beforeEach(async () => {
  scene = await newScene(app)
})

const statusOf = async (...[person, path]: [Parameters<typeof get>[1], string]) =>
  (await get(app, person, path)).statusCode

const sweep = () => new FileSweep(app.parts.stores, silentLog).sweep(clock.now())
const bytesOf = (id: string) => app.parts.stores.fileBytes.size(id as never, 'content')

const ask = (method: 'DELETE' | 'POST' | 'PATCH', path: string, payload?: object) =>
  app.inject({
    method,
    url: `/api/v1${path}`,
    headers: scene.owner.headers,
    ...(payload && { payload }),
  })

/** In a group of the scene: a file that its owner has sent. */
async function sent() {
  const file = await uploaded(app, scene.owner, gif)
  return { file, seq: await sentFiles(app, scene.owner, scene.groupId, [file.id]) }
}

t.test('a file goes with a message, and is there for its members', async (t) => {
  const { owner, other, groupId } = scene
  const file = await uploaded(app, owner, gif, { name: 'Tee für zwei.gif' })
  t.match(file, { name: 'Tee für zwei.gif', type: 'image/gif', bytes: gif.length, width: 1, height: 1 })
  t.equal(await statusOf(other, `/files/${file.id}`), 404, 'not before it is sent')
  t.equal(await statusOf(owner, `/files/${file.id}`), 200)

  const seq = await sentFiles(app, owner, groupId, [file.id])
  const page = await get(app, other, `/conversations/${groupId}/messages?around=${seq}&limit=1`)
  t.match(page.json<MessagePage>().items, [{ seq, text: '', attachments: [file] }])
  const reply = await get(app, other, `/files/${file.id}`)
  t.ok(reply.rawPayload.equals(gif))
})

t.test('nobody else has it: no stranger, nobody who has left, nobody who came later', async (t) => {
  const { owner, other, groupId } = scene
  const { file } = await sent()
  const path = `/files/${file.id}`
  t.equal(await statusOf(await signUp(app, `eve.${randomUUID().slice(0, 8)}`), path), 404)
  t.equal(await statusOf(owner, `/files/${randomUUID()}`), 404)
  await ask('PATCH', `/conversations/${groupId}`, { visibility: 'closed' })
  await ask('PATCH', `/conversations/${groupId}`, { visibility: 'open' })
  const late = await signUp(app, `late.${randomUUID().slice(0, 8)}`)
  await app.inject({ method: 'POST', url: `/api/v1/conversations/${groupId}/join`, headers: late.headers })
  t.equal(await statusOf(late, path), 404, 'below the start')
  t.equal(await statusOf(other, path), 200)
  await ask('DELETE', `/conversations/${groupId}/members/${other.user.id}`)
  for (const one of [path, `${path}/preview`]) t.equal(await statusOf(other, one), 404, one)
})

t.test('a message needs a text or a file, and no file is in two', async (t) => {
  const { owner, other, groupId } = scene
  const [file, more] = [await uploaded(app, owner, gif), await uploaded(app, owner, 'tea')]
  const refused = async (...sending: Parameters<typeof sendFiles>) => {
    const { statusCode, body } = await sendFiles(...sending)
    return [statusCode, JSON.parse(body).code]
  }
  t.same(await refused(app, owner, groupId, []), [400, 'invalid_request'])
  t.same(await refused(app, owner, groupId, [randomUUID()]), [404, 'file_not_found'])
  t.same(await refused(app, other, groupId, [file.id]), [404, 'file_not_found'], 'somebody else’s')
  t.same(await refused(app, owner, groupId, [file.id, file.id]), [400, 'invalid_request'])
  const eleven = Array.from({ length: 11 }, () => randomUUID())
  t.same(await refused(app, owner, groupId, eleven), [400, 'invalid_request'])
  const both = [sendFiles(app, owner, groupId, [file.id]), sendFiles(app, owner, groupId, [file.id])]
  const codes = (await Promise.all(both)).map(({ statusCode }) => statusCode)
  t.same(new Set(codes), new Set([201, 409]))
  t.same(await refused(app, owner, groupId, [more.id, file.id]), [409, 'file_taken'])
  t.equal((await sendFiles(app, owner, groupId, [more.id], { text: ' \n ' })).statusCode, 201)
})

t.test('what is sent again is answered as before, and is not another message', async (t) => {
  const { owner, groupId } = scene
  const ids = [(await uploaded(app, owner, gif)).id, (await uploaded(app, owner, 'tea')).id]
  const clientId = randomUUID()
  const send = (attachments: readonly string[], text = '') =>
    sendFiles(app, owner, groupId, attachments, { clientId, text })
  const ack = (await send(ids)).json<MessageAck>()
  t.same((await send(ids)).json(), ack)
  for (const other of [ids.slice(1), ids.toReversed()])
    t.equal((await send(other)).json().code, 'client_id_reused')
  t.equal((await send(ids, 'tea')).json().code, 'client_id_reused')
  t.equal((await ask('DELETE', `/conversations/${groupId}/messages/${ack.seq}`)).statusCode, 200)
  await sweep()
  t.same((await send(ids)).json(), ack, 'also when its files are gone')
  t.equal((await send(ids.toReversed())).json().code, 'client_id_reused')
})

t.test('a deleted message has no files: at once for everybody, and soon on the disk', async (t) => {
  const { owner, other, groupId } = scene
  const { file, seq } = await sent()
  t.equal((await ask('DELETE', `/conversations/${groupId}/messages/${seq}`)).statusCode, 200)
  for (const person of [owner, other])
    for (const path of [`/files/${file.id}`, `/files/${file.id}/preview`])
      t.equal(await statusOf(person, path), 404)
  const page = await get(app, other, `/conversations/${groupId}/messages?around=${seq}&limit=1`)
  t.notMatch(page.body, 'attachments')
  await sweep()
  t.equal(await bytesOf(file.id), null)
  t.equal(await app.parts.stores.files.byId(file.id as never), null)
})

t.test('a deletion that was refused, or broke off, leaves what is still there', async (t) => {
  const { other, groupId } = scene
  const { file, seq } = await sent()
  const url = `/api/v1/conversations/${groupId}/messages/${seq}`
  t.equal((await app.inject({ method: 'DELETE', url, headers: other.headers })).statusCode, 403)
  clock.advance(minute)
  await sweep()
  t.equal(await statusOf(other, `/files/${file.id}`), 200)
  t.equal((await app.parts.stores.files.byId(file.id as never))?.dueAt, null)
})

t.test('a deletion of which nobody told the files is found out', async (t) => {
  const { owner, groupId } = scene
  const { file, seq } = await sent()
  const { stores } = app.parts
  const [message] = await stores.messages.bySeqs(groupId as never, [seq])
  if (!message) throw new Error('There is no message.')
  await stores.files.doubt(owner.user.id, message, new Date(clock.now().getTime() + minute / 2))
  const change = { conversationId: message.conversationId, seq, senderId: message.senderId }
  await stores.messages.change([{ ...change, text: null, at: clock.now() }])
  clock.advance(minute / 2)
  await sweep()
  t.equal(await bytesOf(file.id), null)
})

t.test('what no message takes within a day is removed, and counts no more', async (t) => {
  const { owner, groupId } = scene
  const [unsent, taken] = [await uploaded(app, owner, gif), await sent()]
  clock.advance(day - minute)
  await sweep()
  t.ok(await bytesOf(unsent.id))
  clock.advance(minute)
  await sweep()
  t.equal(await bytesOf(unsent.id), null)
  t.ok(await bytesOf(taken.file.id))
  const reply = await sendFiles(app, owner, groupId, [unsent.id])
  t.equal(reply.json().code, 'file_not_found')
})

t.test('a file that its message never had goes after a day too', async (t) => {
  const { owner, groupId } = scene
  const file = await uploaded(app, owner, gif)
  const lost = { conversationId: groupId as never, clientId: randomUUID() as never }
  await app.parts.stores.files.claim([file.id], owner.user.id, lost, clock.now())
  await sweep()
  t.equal(await statusOf(owner, `/files/${file.id}`), 200, 'the message may come yet')
  clock.advance(day)
  await sweep()
  t.equal(await bytesOf(file.id), null)
})

t.test('the files of a closed group are gone', async (t) => {
  const { owner, groupId } = scene
  const { file } = await sent()
  t.equal((await ask('DELETE', `/conversations/${groupId}`)).statusCode, 204)
  t.equal(await statusOf(owner, `/files/${file.id}`), 404)
  await sweep()
  t.equal(await bytesOf(file.id), null)
})

t.test('one that is not sent can be taken back, by whom it is, and no other', async (t) => {
  const { owner, other } = scene
  const [file, taken] = [await uploaded(app, owner, gif), await sent()]
  const remove = async (id: string, person = owner) => {
    const url = `/api/v1/files/${id}`
    return (await app.inject({ method: 'DELETE', url, headers: person.headers })).statusCode
  }
  t.equal(await remove(file.id, other), 404)
  t.equal(await remove(file.id), 204)
  t.equal(await bytesOf(file.id), null)
  t.equal(await remove(file.id), 404)
  t.equal(await remove(taken.file.id), 409)
  t.equal(await remove(taken.file.id, other), 409)
  t.ok(await bytesOf(taken.file.id))
})

t.test(
  'where the bytes are missing, as after a backup, there is no such file and no error',
  async (t: Test) => {
    const { owner } = scene
    const { file } = await sent()
    await app.parts.stores.fileBytes.remove(file.id)
    for (const path of [`/files/${file.id}`, `/files/${file.id}/preview`])
      t.equal(await statusOf(owner, path), 404)
  },
)
