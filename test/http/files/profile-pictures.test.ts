import { createHash } from 'node:crypto'

import type { Conversation, ConversationList, ConversationSummary, Me, UserCard } from '@parley/shared'
import sharp from 'sharp'
import t from 'tap'

import { DomainError } from '../../../api/src/domain/errors.ts'
import { sweepPictures } from '../../../api/src/domain/pictures/picture-sweep.ts'
import type { FileInspector } from '../../../api/src/domain/ports.ts'
import { buildTestApp, signUp, testPassword, type Person, type TestApp } from '../../support/app/app.ts'
import { TestClock } from '../../support/app/clock.ts'
import { newScene, nextName, type Scene } from '../../support/app/scene.ts'
import { hugePng } from '../../support/files/huge-png.ts'
import { get, setPicture } from '../../support/files/uploads.ts'

const day = 24 * 60 * 60_000
const clock = new TestClock()
let app: TestApp
let scene: Scene

t.before(async () => {
  app = await buildTestApp(t, { ports: { clock } })
})
t.beforeEach(async () => {
  scene = await newScene(app)
})

/** Half of it red, half of it blue, side by side. */
async function halves(width = 400, height = 200) {
  const half = { width: width / 2, height, channels: 3, background: '#00f' } as const
  const blue = await sharp({ create: half }).png().toBuffer()
  const whole = sharp({ create: { width, height, channels: 3, background: '#f00' } })
  return whole.composite([{ input: blue, left: width / 2, top: 0 }])
}
const tea = await (await halves()).png().toBuffer()
const cake = await sharp({ create: { width: 90, height: 80, channels: 3, background: '#0a0' } })
  .jpeg()
  .toBuffer()

const inspectorWithoutSharp: FileInspector = {
  sha256: () => createHash('sha256'),
  typeOf: () => Promise.resolve('image/png'),
  picture: () => Promise.resolve(null),
  squares: () => Promise.reject(new DomainError('pictures_unavailable')),
}

const put = (...[person, path, bytes, headers]: [Person, string, Uint8Array, Record<string, string>?]) =>
  setPicture(app, person, path, bytes, headers)
const remove = ({ headers }: Person, path: string) =>
  app.inject({ method: 'DELETE', url: `/api/v1${path}`, headers })

/** Sets it, and answers with the path of its address. */
async function ownPicture(person: Person, bytes: Uint8Array, query = ''): Promise<string> {
  const reply = await put(person, `/me/picture${query}`, bytes)
  if (reply.statusCode !== 200) throw new Error(reply.body)
  return `/users/${person.user.id}/picture/${reply.json<Me>().picture}`
}

async function groupPicture(bytes: Uint8Array): Promise<string> {
  const path = `/conversations/${scene.groupId}/picture`
  const { conversation } = (await put(scene.owner, path, bytes)).json<ConversationSummary>()
  return `${path}/${conversation.picture}`
}

/** All that is ever to be removed, as things are. */
const due = () => app.parts.stores.pictures.due(new Date(8.64e15), 1_000)

const statusOf = async (person: Person, path: string) => (await get(app, person, path)).statusCode

/** What one sees in its left and in its right half, and which form it has. */
async function seen(path: string) {
  const { rawPayload } = await get(app, scene.other, path)
  const { data, info } = await sharp(rawPayload).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number) => {
    const [red = 0, , blue = 0, alpha = 0] = data.subarray(4 * ((info.height / 2) * info.width + x))
    if (alpha < 128) return 'nothing'
    return red > blue ? 'red' : 'blue'
  }
  const { format, exif, pages, width, height } = await sharp(rawPayload).metadata()
  return { halves: [at(10), at(info.width - 10)], format, exif, pages, width, height }
}

t.test('one’s picture is a square in two sizes, on one’s card wherever that is', async (t) => {
  const { owner, other, groupId } = scene
  const address = await ownPicture(owner, tea)
  const picture = address.split('/').at(-1)
  t.match(picture, /^[0-9a-f]{32}$/)
  for (const size of [64, 256]) {
    const shown = await seen(`${address}/${size}`)
    t.match(shown, { halves: ['red', 'blue'], format: 'webp', width: size, height: size })
  }
  const list = (await get(app, other, '/conversations')).json<ConversationList>()
  t.match(
    list.people.find(({ id }) => id === owner.user.id),
    { picture },
  )
  t.match((await get(app, other, `/users/${owner.user.id}`)).json(), { picture })
  t.match((await get(app, owner, '/me')).json(), { user: { picture } })
  t.match((await get(app, other, `/users?q=${owner.user.username}`)).json(), { items: [{ picture }] })
  const members = (await get(app, other, `/conversations/${groupId}/members`)).json<{
    items: { user: UserCard }[]
  }>()
  t.match(
    members.items.find(({ user }) => user.id === owner.user.id),
    { user: { picture } },
  )
  const faceless = await signUp(app, nextName())
  t.notOk('picture' in (await get(app, other, `/users/${faceless.user.id}`)).json<UserCard>())
})

t.test('it is kept for a day, asked for with what is known, and runs nowhere', async (t) => {
  const { owner, other } = scene
  const address = `${await ownPicture(owner, tea)}/256`
  const { headers } = await get(app, other, address)
  t.match(headers, {
    'content-type': 'image/webp',
    'cache-control': 'private, max-age=86400',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  })
  const again = await get(app, other, address, { 'if-none-match': String(headers.etag) })
  t.match([again.statusCode, again.body], [304, ''])
  t.equal((await app.inject({ url: `/api/v1${address}` })).statusCode, 401)
  for (const wrong of ['128', '../64']) t.not(await statusOf(other, address.replace(/256$/, wrong)), 200)
})

t.test(
  'the square is where it was asked for, as far as it is within, after the picture was turned',
  async (t) => {
    const { owner } = scene
    for (const [query, halvesSeen] of [
      ['?x=0&y=0&size=200', ['red', 'red']],
      ['?x=200&y=0&size=200', ['blue', 'blue']],
      ['?x=150&y=50&size=100', ['red', 'blue']],
      ['?x=9000&y=9000&size=200', ['blue', 'blue']],
      ['?x=0&y=0&size=9000', ['red', 'red']],
      ['?size=1', ['red', 'red']],
      ['', ['red', 'blue']],
    ] as const)
      t.same((await seen(`${await ownPicture(owner, tea, query)}/256`)).halves, halvesSeen, query)
    // Turned by half: what was to the left is to the right.
    const photo = await (
      await halves()
    )
      .withExif({ IFD0: { ImageDescription: 'secret place' } })
      .withMetadata({ orientation: 3 })
      .jpeg()
      .toBuffer()
    const turned = await seen(`${await ownPicture(owner, photo, '?x=0&y=0&size=200')}/256`)
    t.match(turned, { halves: ['blue', 'blue'] })
    t.equal(turned.exif, undefined)
    for (const query of ['?x=-1', '?size=0', '?size=a', '?x=1.5'])
      t.match((await put(owner, `/me/picture${query}`, tea)).json(), { code: 'invalid_request' }, query)
  },
)

t.test('of one that moves the first frame, and what is transparent stays so', async (t) => {
  const { owner } = scene
  const frames = await Promise.all(
    ['#f00', '#00f'].map((background) =>
      sharp({ create: { width: 20, height: 20, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )
  const moving = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()
  const still = await seen(`${await ownPicture(owner, moving)}/256`)
  t.match(still, { halves: ['red', 'red'], width: 256 })
  t.ok((still.pages ?? 1) === 1)
  const clear = { r: 0, g: 0, b: 0, alpha: 0 }
  const glass = await sharp({ create: { width: 90, height: 90, channels: 4, background: clear } })
    .png()
    .toBuffer()
  t.match(await seen(`${await ownPicture(owner, glass)}/64`), { halves: ['nothing', 'nothing'] })
})

t.test('what is no picture, or would take all memory, is refused and leaves nothing', async (t) => {
  const { owner, groupId } = scene
  const jpeg = await (await halves(300, 300)).jpeg().toBuffer()
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
  const before = process.memoryUsage().rss
  const dueBefore = (await due()).length
  for (const [what, bytes] of Object.entries({
    nothing: Buffer.alloc(0),
    svg: Buffer.from(svg),
    'svg in xml': Buffer.from(`<?xml version="1.0"?>${svg}`),
    html: Buffer.from('<!doctype html><script>alert(1)</script>'),
    pdf: Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj'),
    'a script that begins like a picture': Buffer.from('GIF89a/*\0\0*/=1;alert(1)//<script></script>'),
    'a picture cut off': jpeg.subarray(0, 300),
    '50,000 by 50,000': hugePng(50_000, 50_000, 2_000),
    '65,000 by 800': hugePng(65_000, 800, 800),
  }))
    for (const path of ['/me/picture', `/conversations/${groupId}/picture`]) {
      const reply = await put(owner, path, bytes)
      t.match([reply.statusCode, reply.json().code], [400, 'picture_invalid'], what)
    }
  t.ok(process.memoryUsage().rss - before < 300 * 1024 ** 2)
  const { picture } = (await get(app, owner, '/me')).json<{ user: Me }>().user
  t.equal(picture, undefined)
  t.equal((await due()).length, dueBefore)
})

t.test('of a picture that is something else as well only the picture is left', async (t) => {
  const both = Buffer.concat([tea, Buffer.from('<script>alert(1)</script>PK\x03\x04')])
  const { rawPayload } = await get(app, scene.other, `${await ownPicture(scene.owner, both)}/256`)
  t.equal(rawPayload.subarray(0, 4).toString(), 'RIFF')
  t.notOk(rawPayload.includes('script'))
})

t.test('too many bytes are refused, whether that was said or not', async (t) => {
  const large = Buffer.alloc(8 * 1024 * 1024 + 1)
  const reply = await put(scene.owner, '/me/picture', large)
  t.match([reply.statusCode, reply.json().code], [413, 'file_too_large'])
  const form = await put(scene.owner, '/me/picture', tea, { 'content-type': 'text/plain' })
  t.match([form.statusCode, form.json().code], [415, 'unsupported_media_type'])
})

t.test('a server without what draws pictures says so', async (t) => {
  const without = await buildTestApp(t, { ports: { inspector: inspectorWithoutSharp } })
  const reply = await setPicture(without, await signUp(without, 'ada'), '/me/picture', tea)
  t.match([reply.statusCode, reply.json().code], [501, 'pictures_unavailable'])
})

t.test('what was before stays for a day, and what is removed goes at once', async (t) => {
  const { owner, other } = scene
  const { fileBytes } = app.parts.stores
  const first = await ownPicture(owner, tea)
  const id = await app.parts.stores.pictures.byHash(owner.user.id, first.slice(-32), clock.now())
  if (id === null) throw new Error('It is not stored')
  const second = await ownPicture(owner, cake)
  t.not(first, second)
  t.equal(await statusOf(other, `${first}/64`), 200)
  clock.advance(day - 1_000)
  await sweepPictures(app.parts.stores, clock.now())
  t.equal(await statusOf(other, `${first}/64`), 200)
  clock.advance(2_000)
  t.equal(await statusOf(other, `${first}/64`), 404)
  await sweepPictures(app.parts.stores, clock.now())
  t.equal(await fileBytes.size(id, 'content'), null)
  t.equal(await fileBytes.size(id, 'preview'), null)

  const third = await ownPicture(owner, tea)
  const reply = await remove(owner, '/me/picture')
  t.equal(reply.statusCode, 200)
  t.notOk('picture' in reply.json<Me>())
  for (const address of [second, third])
    t.match((await get(app, other, `${address}/256`)).json(), { code: 'picture_not_found' })
  t.equal((await remove(owner, '/me/picture')).statusCode, 200, 'there is none already')
})

t.test('with an account its picture goes, and with a group the group’s', async (t) => {
  const { other, owner, groupId } = scene
  const gone = await signUp(app, `gone.${groupId.slice(0, 8)}`)
  const address = await ownPicture(gone, tea)
  await app.inject({
    method: 'POST',
    url: '/api/v1/me/deletion',
    headers: gone.headers,
    payload: { password: testPassword },
  })
  t.equal(await statusOf(other, `${address}/64`), 404)
  t.notOk('picture' in (await get(app, other, `/users/${gone.user.id}`)).json<UserCard>())
  const ofGroup = await groupPicture(tea)
  t.equal(await statusOf(other, `${ofGroup}/64`), 200)
  await remove(owner, `/conversations/${groupId}`)
  t.equal(await statusOf(other, `${ofGroup}/64`), 404)
  await sweepPictures(app.parts.stores, clock.now())
  t.same(await app.parts.stores.pictures.due(clock.now(), 10), [])
})

t.test('of two devices at once one is shown; two people have the same one for themselves', async (t) => {
  const { owner, other } = scene
  await Promise.all([ownPicture(owner, tea), ownPicture(owner, cake)])
  const { picture } = (await get(app, owner, '/me')).json<{ user: Me }>().user
  t.equal(await statusOf(other, `/users/${owner.user.id}/picture/${picture}/64`), 200)
  const [mine, theirs] = [await ownPicture(owner, tea), await ownPicture(other, tea)]
  t.equal(mine.slice(-32), theirs.slice(-32))
  await remove(owner, '/me/picture')
  await sweepPictures(app.parts.stores, clock.now())
  t.equal(await statusOf(owner, `${theirs}/256`), 200)
  t.equal(await statusOf(owner, `${mine}/256`), 404)
})

t.test('a group’s picture is set by its owner, and seen by its members alone', async (t) => {
  const { owner, other, groupId } = scene
  const path = `/conversations/${groupId}/picture`
  const stranger = await signUp(app, `stranger.${groupId.slice(0, 8)}`)
  const own = await ownPicture(owner, tea)
  const address = await groupPicture(tea)
  const picture = address.slice(-32)
  t.equal(await statusOf(other, `${address}/64`), 200)
  t.match((await get(app, other, `/conversations/${groupId}`)).json(), { conversation: { picture } })
  t.match((await get(app, stranger, `${address}/64`)).json(), { code: 'conversation_not_found' })
  t.equal(await statusOf(other, `${own.replace(owner.user.id, other.user.id)}/64`), 404, 'of somebody else')
  const found = (await get(app, stranger, '/groups')).json<{ items: { conversation: Conversation }[] }>()
  const group = found.items.find(({ conversation }) => conversation.id === groupId)
  t.ok(group)
  t.notOk('picture' in (group?.conversation ?? {}))

  t.match((await put(other, path, tea)).json(), { code: 'not_moderator' })
  t.match((await remove(other, path)).json(), { code: 'not_moderator' })
  t.match((await put(stranger, path, tea)).json(), { code: 'conversation_not_found' })
  const direct = await app.inject({
    method: 'POST',
    url: '/api/v1/conversations/direct',
    headers: owner.headers,
    payload: { userId: other.user.id },
  })
  const id = direct.json<ConversationSummary>().conversation.id
  t.match((await put(owner, `/conversations/${id}/picture`, tea)).json(), { code: 'not_a_group' })

  const removed = (await remove(owner, path)).json<ConversationSummary>()
  t.notOk('picture' in removed.conversation)
  t.match(removed.lastMessage, { system: { kind: 'picture-changed' } })
  t.equal(await statusOf(owner, `${address}/64`), 404)
  const again = (await remove(owner, path)).json<ConversationSummary>()
  t.equal(again.lastMessage?.seq, removed.lastMessage?.seq, 'nothing changed, and nobody is told')
})
