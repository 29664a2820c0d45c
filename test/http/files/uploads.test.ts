import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'

import type { UploadedFile } from '@parley/shared'
import t, { type Test } from 'tap'

import { usualFileLimits } from '../../../api/src/config/file-limits.ts'
import { buildTestApp, signUp, type Person, type TestApp } from '../../support/app/app.ts'
import { silence } from '../../support/files/pictures.ts'
import { get, gif, upload, uploaded } from '../../support/files/uploads.ts'
import { until } from '../../support/until.ts'

const kilo = 1024
const limits = {
  ...usualFileLimits,
  maxFileBytes: 600 * kilo,
  filesPerPersonBytes: 2_000 * kilo,
  freeDiskBytesMin: 0,
}

async function open(t: Test, fileLimits = limits) {
  const app = await buildTestApp(t, { config: { fileLimits } })
  return { app, ada: await signUp(app, `ada.${randomUUID().slice(0, 8)}`) }
}

const onDisk = ({ places }: TestApp): string[] => {
  const folder = join(places.dataDir, 'files')
  return existsSync(folder) ? readdirSync(folder) : []
}

/** Of rows, bytes and what is charged. */
async function nothingIsLeft(t: Test, app: TestApp, ada: Person): Promise<void> {
  t.same(onDisk(app), [])
  t.same(await app.parts.stores.files.due(new Date(8.64e15), 10), [])
  const all = randomBytes(500 * kilo)
  for (let at = 0; at < 4; at += 1) await uploaded(app, ada, all) // as much as one may have
}

t.test('the answer says what arrived, and the same upload is the same file', async (t) => {
  const { app, ada } = await open(t)
  const bytes = randomBytes(10 * kilo)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const uploadId = randomUUID()
  const first = await upload(app, ada, bytes, { uploadId })
  t.equal(first.json<UploadedFile>().sha256, sha256)
  t.same((await upload(app, ada, bytes, { uploadId })).json(), first.json())
  t.equal(onDisk(app).length, 1)
  const other = await upload(app, await signUp(app, 'ben'), bytes, { uploadId })
  t.not(other.json<UploadedFile>().file.id, first.json<UploadedFile>().file.id, 'somebody else’s is theirs')
  const same = await uploaded(app, ada, bytes)
  t.not(same.id, first.json<UploadedFile>().file.id, 'nothing tells that the bytes were there')
})

t.test('what is too large, or more than one may have, is refused and leaves nothing', async (t) => {
  const { app, ada } = await open(t)
  const tooLarge = await upload(app, ada, Buffer.alloc(600 * kilo + 1))
  t.match([tooLarge.statusCode, tooLarge.json()], [413, { code: 'file_too_large' }])
  t.equal((await upload(app, ada, Buffer.alloc(600 * kilo))).statusCode, 201)
  t.equal((await upload(app, ada, Buffer.alloc(600 * kilo))).statusCode, 201)
  t.equal((await upload(app, ada, Buffer.alloc(600 * kilo))).statusCode, 201)
  const full = await upload(app, ada, Buffer.alloc(600 * kilo))
  t.match([full.statusCode, full.json()], [409, { code: 'files_full' }])
  t.equal(onDisk(app).length, 3)
})

t.test('without a length it is counted on the way', async (t) => {
  const { app, ada } = await open(t)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const send = (size: number) => {
    const parts = [randomBytes(size / 2), randomBytes(size / 2)]
    const body = new ReadableStream({
      pull: (controller) => {
        const part = parts.shift()
        if (part) controller.enqueue(part)
        else controller.close()
      },
    })
    const headers = { ...ada.headers, 'x-file-name': 'a', 'content-type': 'application/x-anything' }
    const options = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    return fetch(`${url}/api/v1/files?uploadId=${randomUUID()}`, options)
  }
  t.equal((await send(800 * kilo)).status, 413)
  for (const status of [201, 201, 201, 409]) t.equal((await send(600 * kilo)).status, status)
  t.equal(onDisk(app).length, 3)
})

t.test('the disk keeps some room for everything else', async (t) => {
  const { app, ada } = await open(t, { ...limits, freeDiskBytesMin: 1024 ** 5 })
  const refused = await upload(app, ada, 'tea')
  t.match([refused.statusCode, refused.json()], [507, { code: 'storage_full' }])
  t.same(onDisk(app), [])
})

t.test('room that ends midway ends the upload', async (t) => {
  const { app, ada } = await open(t)
  const { fileBytes } = app.parts.stores
  let looks = 0
  const { freeBytes } = fileBytes
  fileBytes.freeBytes = () => Promise.resolve((looks += 1) > 1 ? -1 : 1024 ** 4)
  const refused = await upload(app, ada, randomBytes(599 * kilo))
  t.equal(refused.json().code, 'storage_full')
  fileBytes.freeBytes = freeBytes
  await nothingIsLeft(t, app, ada)
})

t.test('a digest is checked where there is one', async (t) => {
  const { app, ada } = await open(t)
  const digestOf = (text: string, name = 'sha-256') =>
    `${name}=:${createHash('sha256').update(text).digest('base64')}:`
  const send = (digest: string) => upload(app, ada, 'tea', { headers: { 'repr-digest': digest } })
  t.equal((await send(digestOf('tea'))).statusCode, 201)
  t.equal((await send(`md5=:AAAA:, ${digestOf('tea')}`)).statusCode, 201)
  t.equal((await send(digestOf('coffee', 'sha-512'))).statusCode, 201, 'of a kind that is not looked at')
  t.equal((await send('sha-256=tea')).json().code, 'invalid_request')
  const wrong = await send(digestOf('coffee'))
  t.match([wrong.statusCode, wrong.json()], [400, { code: 'digest_mismatch' }])
  t.equal(onDisk(app).length, 3)
})

t.test('an upload that breaks off leaves nothing, and can be repeated', async (t) => {
  const { app, ada } = await open(t)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo // listening on TCP
  const uploadId = randomUUID()
  const socket = connect(port, '127.0.0.1')
  socket.write(
    `POST /api/v1/files?uploadId=${uploadId} HTTP/1.1\r\nHost: parley.test\r\nOrigin: http://parley.test\r\n` +
      `Cookie: ${ada.cookie}\r\nX-File-Name: a\r\nContent-Type: image/png\r\nContent-Length: 500000\r\n\r\n`,
  )
  socket.write(randomBytes(100_000))
  await until(() => onDisk(app).length === 1, 'it has begun')
  socket.destroy()
  await until(() => onDisk(app).length === 0, 'its bytes are gone')
  await until(
    async () => (await app.parts.stores.files.byUploadId(ada.user.id, uploadId)) === null,
    'it is forgotten',
  )
  t.equal((await upload(app, ada, 'tea', { uploadId })).statusCode, 201)
})

t.test('a slow line is not cut off, as it is where there is no file', async (t) => {
  const { app, ada } = await open(t)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo // listening on TCP
  app.server.headersTimeout = 200
  app.server.requestTimeout = 400
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  let answer = ''
  socket.on('data', (data: string) => (answer += data))
  socket.write(
    `POST /api/v1/files?uploadId=${randomUUID()} HTTP/1.1\r\nHost: parley.test\r\nOrigin: http://parley.test\r\n` +
      `Cookie: ${ada.cookie}\r\nX-File-Name: a\r\nContent-Type: a/b\r\nContent-Length: 30\r\nConnection: close\r\n\r\n`,
  )
  let left = 30
  const dripping = setInterval(() => (left-- > 0 ? socket.write('x') : clearInterval(dripping)), 100)
  await new Promise((resolve) => socket.once('close', resolve))
  clearInterval(dripping)
  t.match(answer, /^HTTP\/1\.1 201 /)
})

t.test('twenty at once that fit one by one are not more than fit', async (t) => {
  const { app, ada } = await open(t)
  const bytes = randomBytes(200 * kilo)
  const replies = await Promise.all(Array.from({ length: 20 }, () => upload(app, ada, bytes)))
  const stored = replies.filter(({ statusCode }) => statusCode === 201)
  t.equal(stored.length, 10)
  t.same(
    [...new Set(replies.filter((one) => !stored.includes(one)).map((one) => one.json().code))],
    ['files_full'],
  )
  t.equal(onDisk(app).length, 10)
  for (const one of stored) {
    const { rawPayload } = await get(app, ada, `/files/${one.json<UploadedFile>().file.id}`)
    t.ok(rawPayload.equals(bytes))
  }
})

t.test('more at a time than anybody needs wait', async (t) => {
  const { app, ada } = await open(t)
  const replies = await Promise.all(Array.from({ length: 24 }, () => upload(app, ada, 'tea')))
  const refused = replies.filter(({ statusCode }) => statusCode !== 201)
  t.equal(refused.length, 4)
  for (const one of refused) t.match([one.statusCode, one.headers['retry-after']], [429, '1'])
})

t.test('what is said of a recording is kept, within bounds', async (t) => {
  const { app, ada } = await open(t)
  const sound = silence('').bytes
  const file = await uploaded(app, ada, sound, { query: '&durationMs=999999999999&wave=0,7,999999' })
  t.match(file, { type: 'audio/wav', durationMs: 86_400_000, wave: [0, 7, 100] })
  const whole = Array.from({ length: 100 }, (_, at) => at)
  const longest = await uploaded(app, ada, sound, { query: `&durationMs=900000&wave=${whole.join()}` })
  t.match(longest, { durationMs: 900_000, wave: whole })
  for (const query of ['&wave=', '&wave=a', `&wave=${'1,'.repeat(100)}1`, '&durationMs=-1'])
    t.equal((await upload(app, ada, 'tea', { query })).json().code, 'invalid_request', query)
})

t.test('what is said of a recording is kept only where there is something to hear', async (t) => {
  const { app, ada } = await open(t)
  const query = '&durationMs=4200&wave=0,50,100'
  for (const content of ['tea', gif]) {
    const { durationMs, wave } = await uploaded(app, ada, content, { query })
    t.same([durationMs, wave], [undefined, undefined])
  }
  const short = await uploaded(app, ada, silence('').bytes, { query: '&wave=0,50,100' })
  t.equal(short.wave, undefined, 'a wave without a length is no voice message')
})

t.test('nothing is taken without a name and an id', async (t) => {
  const { app, ada } = await open(t)
  const headers = { ...ada.headers, 'content-type': 'image/png' }
  const send = (url: string, more = {}) =>
    app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { ...headers, ...more }, payload: 'tea' })
  for (const [url, more] of [
    [`/files?uploadId=${randomUUID()}`, {}],
    [`/files?uploadId=${randomUUID()}`, { 'x-file-name': '%E0%A4%A' }],
    ['/files', { 'x-file-name': 'a' }],
    ['/files?uploadId=a', { 'x-file-name': 'a' }],
  ] as const)
    t.equal((await send(url, more)).json().code, 'invalid_request', url)
  for (const type of ['text/plain', 'Text/Plain; charset=utf-8', 'multipart/form-data; boundary=x'])
    t.equal((await upload(app, ada, 'tea', { headers: { 'content-type': type } })).statusCode, 415, type)
  t.same(onDisk(app), [])
  t.equal((await upload(app, ada, '')).statusCode, 201, 'an empty one is a file as well')
})
