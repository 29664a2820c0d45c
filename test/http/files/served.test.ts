import { randomBytes } from 'node:crypto'

import type { Attachment } from '@parley/shared'
import t from 'tap'

import { buildTestApp, signUp, type Person, type TestApp } from '../../support/app/app.ts'
import { get, upload, uploaded } from '../../support/files/uploads.ts'

const bytes = randomBytes(1_000)
let app: TestApp
let ada: Person
let file: Attachment

t.before(async () => {
  app = await buildTestApp(t)
  ada = await signUp(app, 'ada')
  file = await uploaded(app, ada, bytes)
})

const named = async (name: string, content: Uint8Array | string = 'tea') => {
  const one = await uploaded(app, ada, content, { name })
  const { headers } = await get(app, ada, `/files/${one.id}`)
  return { ...one, disposition: String(headers['content-disposition']), served: headers['content-type'] }
}

t.test('what is served runs nowhere, and is asked for each time', async (t) => {
  const reply = await get(app, ada, `/files/${file.id}`)
  t.match(reply.headers, {
    'content-type': 'application/octet-stream',
    'content-length': '1000',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
  })
  const known = { 'if-none-match': String(reply.headers.etag) }
  const again = await get(app, ada, `/files/${file.id}`, known)
  t.match([again.statusCode, again.body], [304, ''])
  const other = await signUp(app, 'ben')
  t.equal((await get(app, other, `/files/${file.id}`, known)).statusCode, 404, 'also of who knows what it is')
})

t.test('parts of it', async (t) => {
  for (const [range, first, last] of [
    ['bytes=0-0', 0, 0],
    ['bytes=10-19', 10, 19],
    ['bytes=990-', 990, 999],
    ['bytes=990-5000', 990, 999],
    ['bytes=-10', 990, 999],
    ['bytes=-5000', 0, 999],
  ] as const) {
    const reply = await get(app, ada, `/files/${file.id}`, { range })
    t.equal(reply.statusCode, 206, range)
    t.equal(reply.headers['content-range'], `bytes ${first}-${last}/1000`)
    t.ok(reply.rawPayload.equals(bytes.subarray(first, last + 1)), range)
  }
  for (const range of ['bytes=1000-', 'bytes=5-4', 'bytes=-0']) {
    const reply = await get(app, ada, `/files/${file.id}`, { range })
    t.match([reply.statusCode, reply.json().code], [416, 'range_not_satisfiable'], range)
    t.equal(reply.headers['content-range'], 'bytes */1000')
  }
  const thousand = `bytes=${Array.from({ length: 1_000 }, (_, at) => `${at}-${at}`).join(',')}`
  for (const range of [thousand, 'bytes=-', 'bytes=a-b', 'lines=0-1', 'bytes=9999999999999999-']) {
    const { statusCode, rawPayload } = await get(app, ada, `/files/${file.id}`, { range })
    t.match([statusCode, rawPayload.length], [200, 1_000], range.slice(0, 30))
  }
  const changed = { range: 'bytes=0-0', 'if-range': '"other"' }
  t.equal((await get(app, ada, `/files/${file.id}`, changed)).statusCode, 200)
})

t.test('without its bytes, by HEAD', async (t) => {
  const reply = await app.inject({ method: 'HEAD', url: `/api/v1/files/${file.id}`, headers: ada.headers })
  t.match([reply.statusCode, reply.headers['content-length'], reply.rawPayload.length], [200, '1000', 0])
})

t.test('an empty file has no parts', async (t) => {
  const { id } = await uploaded(app, ada, '')
  const reply = await get(app, ada, `/files/${id}`)
  t.match([reply.statusCode, reply.rawPayload.length], [200, 0])
  t.equal((await get(app, ada, `/files/${id}`, { range: 'bytes=0-' })).statusCode, 416)
})

t.test('hostile names are for reading, and go into a header in two forms', async (t) => {
  for (const [name, shown] of [
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\evil.exe', 'evil.exe'],
    ['/', 'file'],
    ['...', 'file'],
    [' . ', 'file'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['a\u0000b\u001bc.txt', 'abc.txt'],
    ['a"\r\nSet-Cookie: x=1', 'a" Set-Cookie: x=1'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['COM1.tar.gz', '_COM1.tar.gz'],
    ['console.txt', 'console.txt'],
    ['.profile', '.profile'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['__proto__', '__proto__'],
    ['Ｔéa 🫖.txt', 'Ｔéa 🫖.txt'],
  ] as const) {
    const one = await named(name)
    t.equal(one.name, shown)
    t.match(one.disposition, /^attachment; filename="[\w .()+-]*"; filename\*=UTF-8''[\w%.!~-]*$/)
    t.equal(decodeURIComponent(one.disposition.replace(/^.*''/, '')), shown)
  }
  const long = await named(`${'ü'.repeat(300)}.tar`)
  t.ok(Buffer.byteLength(long.name) <= 255)
  t.match(long.name, /^ü+\.tar$/)
  const pot = await named('🫖'.repeat(200))
  t.match(pot.name, /^(?:🫖){63}$/u, 'no character is cut in two')
})

const padded = (text: string): Buffer => Buffer.concat([Buffer.from(text), Buffer.alloc(100)])

t.test('what it is is found in its content, and what is not known is saved and not shown', async (t) => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  for (const [name, content, type] of [
    ['a.svg', svg, 'text/plain'],
    ['a.svg', `<?xml version="1.0"?>${svg}`, 'application/xml'],
    ['a.html', '<!doctype html><script>alert(1)</script>', 'text/plain'],
    ['a.png', '<script>alert(1)</script>', 'text/plain'],
    ['a.jpg.php', '<?php phpinfo() ?>', 'text/plain'],
    ['a.exe', padded('MZ'), 'application/x-msdownload'],
    ['a.pdf', '%PDF-1.7\n', 'application/pdf'],
    ['a.zip', padded('PK\u0003\u0004'), 'application/zip'],
    ['a.txt', 'Tee für zwei', 'text/plain'],
    ['a.txt', Buffer.from([0x54, 0xe9]), 'application/octet-stream'],
    ['a.bin', Buffer.from([0, 1, 2]), 'application/octet-stream'],
    ['a.txt', '', 'application/octet-stream'],
  ] as const) {
    const one = await named(name, content)
    t.equal(one.type, type, name)
    t.match([one.served, one.disposition], ['application/octet-stream', /^attachment;/])
    t.notOk(one.hasPreview)
  }
})

t.test('a text whose last character the head cuts in two is a text', async (t) => {
  t.equal((await named('a.txt', `x${'ü'.repeat(4_000)}`)).type, 'text/plain')
})

t.test('sound alone is told from pictures that move, since their containers do not', async (t) => {
  const mp4 = Buffer.from('\u0000\u0000\u0000\u0018ftypisom\u0000\u0000\u0002\u0000isomiso2', 'latin1')
  const typed = async (type: string, content: Buffer, query = '') => {
    const reply = await upload(app, ada, content, { headers: { 'content-type': type }, query })
    return reply.json().file.type
  }
  t.equal(await typed('video/mp4', mp4), 'video/mp4')
  t.equal(await typed('audio/mp4;codecs=mp4a.40.2', mp4), 'audio/mp4')
  const webm = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex')
  t.equal(await typed('video/webm', webm), 'video/webm')
  t.equal(await typed('audio/webm', webm), 'audio/webm')
  const recorded = '&durationMs=4200&wave=0,50,100'
  t.equal(await typed('application/octet-stream', webm, recorded), 'audio/webm', 'sound alone')
  t.equal(await typed('video/mp4', mp4, recorded), 'audio/mp4', 'sound alone')
  t.equal(await typed('audio/mpeg', Buffer.from('<script>')), 'text/plain', 'and of nothing else')
})

t.test('a head of any bytes is looked at in no time', async (t) => {
  const magics = [
    '\u001aE\u00df\u00a3',
    '0&\u00b2u\u008ef\u00cf\u0011',
    'PK\u0003\u0004',
    'RIFF',
    'ID3',
    '\u0000\u0000\u0001\u0000',
  ]
  const startMs = performance.now()
  for (const magic of magics)
    for (let at = 0; at < 20; at += 1)
      await app.parts.inspector.typeOf(Buffer.concat([Buffer.from(magic, 'latin1'), randomBytes(4_000)]))
  t.ok(performance.now() - startMs < 5_000)
})
