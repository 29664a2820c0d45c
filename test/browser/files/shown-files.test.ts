import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import type { Person } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'
import { pdf, picture, silence } from '../../support/files/pictures.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** A finger that draws what is in the middle so far. */
async function draws({ page }: Person, [x, y]: readonly [number, number]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', part: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: 195 + x * part, y: 420 + y * part }],
    })
  await touch('touchStart', 0)
  for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', part)
  await touch('touchEnd', 1)
  await session.detach()
}

t.test('files are shown as they are there', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela, cara] = await Promise.all(
    (['Ada', 'Ben', 'Cleo'] as const).map((name) => stage.actor(name.toLowerCase(), name)),
  )
  if (!anna || !bela || !cara) throw new Error('Nobody came.')
  const id = await anna.group('Harbour', '', [bela, cara])
  const pictures = await Promise.all([picture('boat.jpg', 800, 500), picture('gull.png', 300, 600, 200)])
  await cara.sendFiles(id, 'From the pier', pictures)
  await bela.sendFiles(id, 'A song', [silence('song.wav')])
  const [ada, cleo] = [await stage.person('Ada'), await stage.person('Cleo', phone)]
  const asked: string[] = []
  ada.page.on('request', (request) => void (request.url().includes('/files/') && asked.push(request.url())))
  for (const person of [ada, cleo]) {
    await person.page.goto(`/c/${id}`)
    await person.signIn(actorPassword)
    await person.sees('A song')
  }

  await t.test('sound plays on while the message changes', async (t) => {
    const song = ada.message('A song').locator('audio')
    const isPlaying = () => song.evaluate((audio: HTMLAudioElement) => !audio.paused)
    t.same(await song.evaluate((audio: HTMLAudioElement) => [audio.controls, audio.preload]), [
      true,
      'metadata',
    ])
    await song.evaluate(async (audio: HTMLAudioElement) => {
      audio.loop = audio.muted = true
      await audio.play()
    })
    const { items } = await bela.call<{ items: { seq: number; text: string }[] }>(
      'GET',
      `/conversations/${id}/messages`,
    )
    const seq = items.find(({ text }) => text === 'A song')?.seq
    await bela.call('PUT', `/conversations/${id}/messages/${seq}/reactions/${encodeURIComponent('🎉')}`)
    await ada.message('A song').getByRole('button', { name: '🎉' }).waitFor()
    t.ok(await isPlaying())
    await song.evaluate((audio: HTMLAudioElement) => audio.pause())
  })

  await t.test('by a finger from one to the next, and away', async (t) => {
    await cleo.log.getByRole('link', { name: 'Picture: boat.jpg' }).tap()
    const viewer = cleo.page.getByRole('dialog', { name: 'Pictures' })
    await viewer.getByText('1 of 2').waitFor()
    await draws(cleo, [-160, 10])
    await viewer.getByText('2 of 2').waitFor()
    await draws(cleo, [160, 0])
    await viewer.getByText('1 of 2').waitFor()
    await viewer.locator('.viewer-stage').dblclick()
    await cleo.page.locator('.viewer-stage.enlarged').waitFor()
    await draws(cleo, [-160, 0])
    await comes(t, () => viewer.getByText('1 of 2').count(), 1, 'what is enlarged is moved')
    await viewer.locator('.viewer-stage').dblclick()
    await cleo.page.locator('.viewer-stage:not(.enlarged)').waitFor()
    await draws(cleo, [0, 200])
    await viewer.waitFor({ state: 'detached' })
  })

  await t.test('of somebody who is blocked nothing is loaded before it is to be seen', async (t) => {
    await ada.page.getByRole('link', { name: 'Picture: boat.jpg' }).waitFor()
    await anna.call('PUT', `/me/blocks/${cara.id}`)
    const fold = ada.log.getByRole('button', { name: 'A message from someone you blocked' })
    await fold.waitFor()
    await ada.page.waitForTimeout(2_500) // by then the device has it, too
    await ada.page.goto('/')
    await ada.row('Harbour').waitFor()
    asked.length = 0
    await ada.page.goto(`/c/${id}`)
    await ada.message('A song').getByText('song.wav').waitFor()
    t.same(
      asked.filter((url) => url.endsWith('/preview')),
      [],
    )
    await fold.click()
    await ada.page.locator('.picture-link.loaded').nth(1).waitFor()
    t.equal(asked.filter((url) => url.endsWith('/preview')).length, 2)
  })

  await t.test('what is gone says so, and what is out of reach comes when it can', async () => {
    await cleo.page.route('**/preview', (route) => route.fulfill({ status: 404, json: {} }), { times: 1 })
    await anna.sendFiles(id, 'Gone', [await picture('gone.png', 90, 90)])
    await cleo.message('Gone').getByText('This file is not there any more.').waitFor()
    await cleo.page.reload()
    await cleo.message('Gone').locator('.picture-link.loaded').waitFor()
  })

  await t.test('a card has the whole name, without what would turn it', async (t) => {
    await anna.sendFiles(id, 'Papers', [pdf('minutes\u202Efdp.exe.pdf')])
    const card = cleo.message('Papers').getByRole('link', { name: 'Download minutesfdp.exe.pdf' })
    await card.waitFor()
    await comes(t, () => card.locator('.file-name').getAttribute('title'), 'minutesfdp.exe.pdf')
  })
  t.same(
    stage.complaints().filter((one) => !/404|ERR_ABORTED/.test(one)),
    [],
  )
})
