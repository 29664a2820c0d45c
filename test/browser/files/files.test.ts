import { readFile } from 'node:fs/promises'

import sharp from 'sharp'
import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import type { Person } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'
import { chosen, pdf, photo, picture } from '../../support/files/pictures.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const tray = ({ page }: Person) => page.getByRole('list', { name: 'Files to send' }).getByRole('listitem')
const field = ({ page }: Person) => page.locator('input[type="file"]')
const pictures = ({ log }: Person) => log.getByRole('link', { name: 'Picture:' })
const placesOf = ({ log }: Person) =>
  log.locator('.file-box').evaluateAll((boxes) =>
    boxes.map((box) => {
      const { x, y, width, height } = box.getBoundingClientRect()
      return { x, y, width, height }
    }),
  )

t.test('files go with a message, at a desk and on a phone', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.direct(bela)
  await anna.say(id, 'Here they are')
  const [ada, ben] = [await stage.person('Ada'), await stage.person('Ben', phone)]
  for (const person of [ada, ben]) {
    await person.page.goto(`/c/${id}`)
    await person.signIn(actorPassword)
    await person.sees('Here they are')
  }

  await t.test('chosen, put in order and sent, and seen where there was room for them', async (t) => {
    const held = Promise.withResolvers<void>()
    await ben.page.route('**/preview', (route) => held.promise.then(() => route.continue()))
    const files = [await photo('turned.jpg'), await picture('wide.png', 900, 400), pdf('Minutes.pdf')]
    await field(ada).setInputFiles(files.map(chosen))
    await tray(ada).nth(2).waitFor()
    await tray(ada).getByRole('button', { name: 'Move Minutes.pdf forward' }).click()
    await ada.page.getByRole('button', { name: 'Move wide.png forward' }).press('Enter')
    await comes(t, () => tray(ada).allTextContents(), [/turned/, /wide/, /Minutes/])
    await ada.say('All three')
    await comes(t, () => tray(ada).count(), 0)
    await ben.message('All three').getByRole('link').nth(2).waitFor()
    const before = await placesOf(ben)
    held.resolve()
    await ben.page.locator('.picture-link.loaded').nth(1).waitFor()
    t.same(await placesOf(ben), before)
    t.equal(before.length, 3)
    await ada
      .message('All three')
      .getByRole('img', { name: 'Sent' })
      .or(ada.message('All three').getByRole('img', { name: 'Seen' }))
      .waitFor()
  })

  await t.test('a photo tells nothing of where it was taken, and stands upright', async (t) => {
    const href = await pictures(ada).first().getAttribute('href')
    const reply = await ada.page.request.get(href ?? '')
    const { width, height, exif, orientation } = await sharp(await reply.body()).metadata()
    t.same(
      { width, height, exif, orientation },
      { width: 300, height: 400, exif: undefined, orientation: undefined },
    )
  })

  await t.test('as a file it is untouched', async (t) => {
    const original = await photo('original.jpg')
    await field(ada).setInputFiles(chosen(original))
    await tray(ada).getByRole('button', { name: 'As picture' }).click()
    await tray(ada).getByRole('button', { name: 'As file' }).waitFor()
    await ada.say('Untouched')
    const link = ben.message('Untouched').getByRole('link', { name: 'Picture: original.jpg' })
    const reply = await ben.page.request.get((await link.getAttribute('href')) ?? '')
    t.same(await reply.body(), original.bytes)
  })

  await t.test('large, by the keyboard, and back', async (t) => {
    await pictures(ada).first().focus()
    await ada.types('Enter')
    const viewer = ada.page.getByRole('dialog', { name: 'Pictures' })
    await viewer.getByText('1 of 2').waitFor()
    await ada.types('ArrowRight')
    await viewer.getByText('2 of 2').waitFor()
    await viewer.getByRole('img', { name: 'Picture: wide.png' }).waitFor()
    const width = () =>
      viewer
        .getByRole('img')
        .first()
        .evaluate((image) => Math.round(image.getBoundingClientRect().width))
    const usual = await width()
    await ada.types('+')
    await ada.page.waitForFunction(
      (from) => (document.querySelector('.viewer-image')?.getBoundingClientRect().width ?? 0) > 1.9 * from,
      usual,
    )
    await ada.types('0', 'ArrowLeft')
    await viewer.getByText('1 of 2').waitFor()
    await ada.types('Escape')
    await viewer.waitFor({ state: 'detached' })
    await comes(t, () => ada.focused(), /Picture/)
  })

  await t.test('a file is there to be had', async (t) => {
    const download = ben.page.waitForEvent('download')
    await ben.log.getByRole('link', { name: 'Download Minutes.pdf' }).tap()
    const file = await download
    t.equal(file.suggestedFilename(), 'Minutes.pdf')
    t.same(await readFile(await file.path()), pdf('').bytes)
  })

  await t.test('pasted and dropped, without a text, and told of in the list', async () => {
    const bytes = [...(await picture('pasted.png', 60, 40)).bytes]
    const give = (selector: string, type: 'paste' | 'dragover' | 'drop', name: string) =>
      ada.page
        .locator(selector)
        .first()
        .evaluate(
          (element, [kind, content, called]) => {
            const data = new DataTransfer()
            data.items.add(new File([new Uint8Array(content)], called, { type: 'image/png' }))
            const common = { bubbles: true, cancelable: true }
            element.dispatchEvent(
              kind === 'paste'
                ? new ClipboardEvent(kind, { ...common, clipboardData: data })
                : new DragEvent(kind, { ...common, dataTransfer: data }),
            )
          },
          [type, bytes, name] as const,
        )
    await give('.composer-input', 'paste', 'pasted.png')
    await tray(ada).nth(0).waitFor()
    await give('.timeline', 'dragover', 'dropped.png')
    await ada.page.getByText('Drop files here to add them').waitFor()
    await give('.timeline', 'drop', 'dropped.png')
    await ada.page.getByText('Drop files here to add them').waitFor({ state: 'detached' })
    await tray(ada).nth(1).waitFor()
    await tray(ada).getByRole('button', { name: 'Remove pasted.png' }).click()
    await ada.composer.press('Enter')
    await ben.log.getByRole('link', { name: 'Picture: dropped.png' }).waitFor()
    await ada.row('Ben').getByText('Picture').waitFor()
  })

  await t.test('what cannot be sent yet is kept with its files across a new page', async (t) => {
    await ada.page.context().setOffline(true)
    await field(ada).setInputFiles(chosen(await picture('later.png', 300, 300)))
    await tray(ada).nth(0).waitFor()
    await ada.say('From the train')
    await ada.say('And then this')
    await ada.message('From the train').locator('.picture-link.loaded').waitFor()
    await ada.keeps('sending', 'From the train', 'And then this')
    await ada.page.close()
    await ada.returns()
    await ada.page.context().setOffline(false)
    await ada.page.goto(`/c/${id}`)
    await ben.message('From the train').getByRole('link', { name: 'Picture: later.png' }).waitFor()
    await ben.sees('And then this')
    const texts = await ben.log.getByRole('article').allTextContents()
    const [first, then] = ['From the train', 'And then this'].map((text) =>
      texts.findIndex((one) => one.includes(text)),
    )
    t.ok((first ?? 0) < (then ?? 0), 'in their order')
  })
  t.same(
    stage.complaints().filter((one) => !/ERR_INTERNET_DISCONNECTED|Failed to load resource/.test(one)),
    [],
  )
})

t.test('what is refused says why, and can be sent again or taken back', async (t) => {
  const stage = await Stage.open(t, { MAX_FILE_BYTES: '5000' })
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.direct(bela)
  const ada = await stage.person('Ada')
  await ada.page.goto(`/c/${id}`)
  await ada.signIn(actorPassword)
  await ada.composer.waitFor()

  await t.test('too large, and too many', async (t) => {
    const large = { name: 'large.bin', mimeType: '', buffer: Buffer.alloc(5_001) }
    await field(ada).setInputFiles([large, chosen(pdf('small.pdf'))])
    await ada.toast('large.bin is too large. A file may have 4.9 kB.').waitFor()
    await comes(t, () => tray(ada).count(), 1)
    await field(ada).setInputFiles(Array.from({ length: 10 }, (_, at) => chosen(pdf(`${at}.pdf`))))
    await ada.toast('A message may have 10 files.').waitFor()
    await comes(t, () => tray(ada).count(), 10)
    for (let left = 9; left >= 1; left -= 1)
      await tray(ada).nth(left).getByRole('button', { name: 'Remove' }).click()
  })

  await t.test('by the server: the message stays, with its files', async () => {
    const json = { type: 'about:blank', title: '', status: 507, code: 'storage_full' }
    await ada.page.route('**/files?**', (route) => route.fulfill({ status: 507, json }))
    await ada.say('The papers')
    const message = ada.message('The papers')
    await message.getByText('Not sent. The server has no room for more files.').waitFor()
    await message.getByText('small.pdf').waitFor()
    await message.getByRole('button', { name: 'Discard' }).click()
    await tray(ada).getByText('pdf').waitFor()
    await ada.composer.press('Enter')
    await message.getByText('Not sent.').waitFor()
    await ada.page.unroute('**/files?**')
    await message.getByRole('button', { name: 'Try again' }).click()
    await message.getByRole('img', { name: 'Sent' }).waitFor()
  })
  t.same(
    stage.complaints().filter((one) => !one.includes('507')),
    [],
  )
})
