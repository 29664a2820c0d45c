import sharp from 'sharp'
import t from 'tap'

import { buildTestApp, signUp, type Person, type TestApp } from '../../support/app/app.ts'
import { hugePng } from '../../support/files/huge-png.ts'
import { get, uploaded } from '../../support/files/uploads.ts'

let app: TestApp
let ada: Person

t.before(async () => {
  app = await buildTestApp(t)
  ada = await signUp(app, 'ada')
})

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c60' } })

const previewOf = async (id: string) => {
  const { rawPayload } = await get(app, ada, `/files/${id}/preview`)
  return sharp(rawPayload).metadata()
}

t.test(
  'a turned photograph has its sizes as it is seen, and a preview without what the camera added',
  async (t) => {
    const photo = await picture(2_000, 1_000)
      .withExif({ IFD0: { Copyright: 'Ada', ImageDescription: 'secret place' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const file = await uploaded(app, ada, photo)
    t.match(file, { type: 'image/jpeg', width: 1_000, height: 2_000, hasPreview: true })
    t.equal(Buffer.from(file.blur ?? '', 'base64').length, 90)
    const preview = await previewOf(file.id)
    t.match(preview, { format: 'webp', width: 200, height: 400 })
    t.equal(preview.exif, undefined)
    t.equal(preview.orientation, undefined)
    const { headers } = await get(app, ada, `/files/${file.id}/preview`)
    t.match(headers, {
      'content-type': 'image/webp',
      'content-disposition': /^inline; filename="tea.bin.webp"/,
    })
  },
)

t.test('of every kind that is drawn there is a preview', async (t) => {
  const small = picture(40, 30)
  for (const bytes of [
    await small.clone().png().toBuffer(),
    await small.clone().gif().toBuffer(),
    await small.clone().webp().toBuffer(),
    await small.clone().avif().toBuffer(),
    await small.clone().tiff().toBuffer(),
    await small.clone().toColourspace('cmyk').jpeg().toBuffer(),
    await small.clone().toColourspace('rgb16').png().toBuffer(),
    await small.clone().ensureAlpha(0).png().toBuffer(),
  ]) {
    const file = await uploaded(app, ada, bytes)
    t.match(file, { width: 40, height: 30, hasPreview: true }, file.type)
    t.match(await previewOf(file.id), { width: 40, height: 30 })
  }
})

t.test('of one that moves, the first picture', async (t) => {
  const frames = await Promise.all(
    ['#f00', '#0f0'].map((background) =>
      sharp({ create: { width: 20, height: 10, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )
  const moving = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()
  const file = await uploaded(app, ada, moving)
  t.match(file, { type: 'image/gif', width: 20, height: 10 })
  t.notMatch(await previewOf(file.id), { pages: 2 })
})

t.test('pictures that would take all memory are files like any other', async (t) => {
  const startMs = performance.now()
  const before = process.memoryUsage().rss
  for (const bomb of [
    hugePng(50_000, 50_000, 2_000),
    hugePng(65_000, 800, 800),
    hugePng(8_000, 6_300, 6_300),
  ]) {
    const file = await uploaded(app, ada, bomb)
    t.match(file, { type: 'image/png', bytes: bomb.length })
    t.notOk(file.hasPreview)
    t.equal((await get(app, ada, `/files/${file.id}`)).statusCode, 200)
    t.equal((await get(app, ada, `/files/${file.id}/preview`)).statusCode, 404)
  }
  t.ok(performance.now() - startMs < 10_000)
  t.ok(process.memoryUsage().rss - before < 300 * 1024 ** 2)
})

t.test('broken pictures, and what only begins like one, are files like any other', async (t) => {
  const whole = await picture(300, 300).jpeg().toBuffer()
  const broken = Buffer.from(whole)
  broken.fill(0xff, 200)
  for (const bytes of [
    whole.subarray(0, 300),
    broken,
    Buffer.concat([Buffer.from('GIF89a/*'), Buffer.from('*/=1;alert(1)//<script>alert(1)</script>')]),
  ]) {
    const file = await uploaded(app, ada, bytes)
    t.match(file.type, /^image\//)
    t.notOk(file.hasPreview)
    t.equal((await get(app, ada, `/files/${file.id}`)).headers['x-content-type-options'], 'nosniff')
  }
})
