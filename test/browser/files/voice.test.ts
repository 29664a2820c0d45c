import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import type { Person } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'
import { until } from '../../support/until.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const speaking = { permissions: ['microphone'] }

const begin = ({ foot }: Person) => foot.getByRole('button', { name: 'Record a voice message' })
const bar = ({ foot }: Person) => foot.getByRole('group', { name: 'Recording' })
const tray = ({ page }: Person) => page.getByRole('list', { name: 'Files to send' }).getByRole('listitem')
const voices = ({ log }: Person) => log.getByRole('group', { name: 'Voice message' })
const wave = (person: Person) => voices(person).last().getByRole('slider')
const audio = (person: Person) => voices(person).last().locator('audio')
const isPaused = (person: Person) => audio(person).evaluate((media: HTMLAudioElement) => media.paused)

/** Until so many seconds are recorded, or a little more. */
const speaks = (person: Person, seconds: number) =>
  until(async () => {
    const text = await bar(person).getByRole('timer').textContent()
    return Number(text?.replace(':', '')) >= seconds
  }, `${seconds} seconds are recorded`)

t.test('one speaks, and others hear it', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.direct(bela)
  await anna.say(id, 'Listen')
  const [ada, ben] = [await stage.person('Ada', speaking), await stage.person('Ben', phone)]
  for (const person of [ada, ben]) {
    await person.page.goto(`/c/${id}`)
    await person.signIn(actorPassword)
    await person.sees('Listen')
  }

  await t.test('the button stands where nothing is written', async (t) => {
    await begin(ada).waitFor()
    await comes(t, () => ada.foot.getByRole('button', { name: 'Send' }).count(), 0)
    await ada.composer.fill('Words')
    await ada.foot.getByRole('button', { name: 'Send' }).waitFor()
    await comes(t, () => begin(ada).count(), 0)
    await ada.composer.fill('')
    await begin(ada).waitFor()
    await ada.composer.press('ArrowUp')
    await ada.page.getByText('Editing a message').waitFor()
    await ada.composer.fill('')
    await comes(t, () => begin(ada).count(), 0, 'an edit has nothing to be spoken')
    await ada.types('Escape')
    await begin(ada).waitFor()
  })

  await t.test('what is given up, or was a slip of the finger, is not kept', async (t) => {
    await begin(ada).press('Enter')
    await speaks(ada, 1)
    await comes(t, () => ada.focused(), 'Stop recording')
    await ada.types('Escape')
    await begin(ada).waitFor()
    await comes(t, () => ada.focused(), 'Record a voice message')
    await begin(ada).click()
    await bar(ada).getByRole('button', { name: 'Stop recording' }).press('Enter')
    await ada.toast('Less than a second was recorded, and is not kept.').waitFor()
    await comes(t, () => tray(ada).count(), 0)
  })

  await t.test('it can be heard before it is sent', async (t) => {
    await begin(ada).click()
    await speaks(ada, 2)
    await bar(ada).getByRole('button', { name: 'Stop recording' }).click()
    await tray(ada).getByRole('button', { name: 'Play' }).click()
    await tray(ada).getByRole('button', { name: 'Pause' }).waitFor()
    await tray(ada)
      .getByRole('button', { name: /^Remove Voice message, 0:\d\d$/ })
      .click()
    await begin(ada).waitFor()
    await comes(t, () => tray(ada).count(), 0)
  })

  await t.test('at once, to a phone, where it is told of in words, played and sought', async (t) => {
    await begin(ada).click()
    await speaks(ada, 3)
    await bar(ada).getByRole('button', { name: 'Send' }).click()
    await ben.page.getByRole('group', { name: /^Voice message, 0:\d\d$/ }).waitFor()
    await ada
      .row('Ben')
      .getByText(/^Voice message, 0:\d\d$/)
      .waitFor()
    t.equal(await isPaused(ben), true)
    await voices(ben).last().getByRole('button', { name: 'Play' }).tap()
    await voices(ben).last().getByRole('button', { name: 'Pause' }).waitFor()
    await voices(ben).last().getByRole('button', { name: 'Play' }).waitFor()
    t.ok((await audio(ben).evaluate((media: HTMLAudioElement) => media.played.end(0))) > 2.5)
    await comes(t, () => wave(ben).getAttribute('aria-valuetext'), /^0:00 of/, 'at its end it is as before')
    const box = await wave(ben).boundingBox()
    if (!box) throw new Error('There is no wave.')
    await ben.page.touchscreen.tap(box.x + box.width * 0.75, box.y + box.height / 2)
    await comes(t, () => wave(ben).getAttribute('aria-valuetext'), /^0:0[2-9] of/)
    await wave(ben).press('Home')
    await comes(t, () => wave(ben).getAttribute('aria-valuetext'), /^0:00 of/)
    for (const _ of [1, 2, 3]) await wave(ben).press('ArrowRight')
    await comes(t, () => wave(ben).getAttribute('aria-valuetext'), /^0:0[1-9] of/)
  })

  await t.test('faster, and as fast the next time', async (t) => {
    await voices(ben).last().getByRole('button', { name: 'Speed: 1×' }).tap()
    await voices(ben).last().getByRole('button', { name: 'Speed: 1.5×' }).waitFor()
    await ben.page.reload()
    await voices(ben).last().getByRole('button', { name: 'Speed: 1.5×' }).waitFor()
    t.equal(await audio(ben).evaluate((media: HTMLAudioElement) => media.playbackRate), 1.5)
  })

  await t.test('without a network it waits with its length and wave, over a new page', async (t) => {
    await ada.page.context().setOffline(true)
    await begin(ada).click()
    await speaks(ada, 2)
    await bar(ada).getByRole('button', { name: 'Send' }).click()
    await voices(ada).nth(1).waitFor()
    await ada.keeps('sending', '')
    await ada.page.close()
    await ada.returns()
    await ada.page.context().setOffline(false)
    await ada.page.goto(`/c/${id}`)
    await voices(ben).nth(1).waitFor()
    const bars = await wave(ben).locator('.wave-rest').getAttribute('d')
    t.ok(new Set(bars?.match(/v[\d.]+/g)).size > 1, 'it is not flat')
  })

  await t.test('one at a time is heard, until it is deleted', async (t) => {
    const plays = (at: number) =>
      voices(ben)
        .nth(at)
        .locator('audio')
        .evaluate((media: HTMLAudioElement) => !media.paused)
    await voices(ben).nth(0).getByRole('button', { name: 'Play' }).tap()
    await voices(ben).nth(0).getByRole('button', { name: 'Pause' }).waitFor()
    await voices(ben).nth(1).getByRole('button', { name: 'Play' }).tap()
    await voices(ben).nth(1).getByRole('button', { name: 'Pause' }).waitFor()
    t.equal(await plays(0), false)
    const handle = await voices(ben).nth(1).locator('audio').elementHandle()
    await anna.call('DELETE', `/conversations/${id}/messages/3`)
    await ben.sees('This message was deleted.')
    t.equal(await handle?.evaluate((media) => (media as HTMLAudioElement).paused), true)
  })

  t.same(
    stage.complaints().filter((one) => !/ERR_INTERNET_DISCONNECTED|Failed to load resource/.test(one)),
    [],
  )
})

t.test('a recording that ends by itself is kept, and sends nothing', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.direct(bela)
  await anna.say(id, 'Listen')
  const harbour = await anna.group('Harbour', '', [bela])
  const ada = await stage.person('Ada', speaking)
  await ada.page.addInitScript(() => {
    const { mediaDevices } = navigator
    const open = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted)
      Object.assign(globalThis, { track: stream.getTracks()[0] })
      return stream
    }
  })
  await ada.page.goto(`/c/${id}`)
  await ada.signIn(actorPassword)
  await ada.sees('Listen')

  const isKept = async () => {
    await tray(ada)
      .getByRole('group', { name: /^Voice message, 0:\d\d$/ })
      .waitFor()
    await comes(t, () => voices(ada).count(), 0)
    await tray(ada).getByRole('button', { name: 'Remove' }).click()
    await begin(ada).waitFor()
  }

  await t.test('the microphone goes', async () => {
    await begin(ada).click()
    await speaks(ada, 1)
    await ada.page.evaluate(() => {
      const { track } = globalThis as unknown as { track: MediaStreamTrack }
      track.stop()
      track.dispatchEvent(new Event('ended')) // as nobody is told who has stopped it
    })
    await ada.toast('The microphone has gone.').waitFor()
    await isKept()
  })

  await t.test('the page is hidden', async () => {
    await begin(ada).click()
    await speaks(ada, 1)
    await ada.page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
      Reflect.deleteProperty(document, 'hidden')
    })
    await ada.toast('The recording stopped when you left this page.').waitFor()
    await isKept()
  })

  await t.test('one goes to another conversation', async () => {
    await begin(ada).click()
    await speaks(ada, 1)
    await ada.row('Harbour').click()
    await ada.page.waitForURL(`**/c/${harbour}`)
    await ada.rowNamed('Ben').click()
    await isKept()
  })

  await t.test('it is as long as one may be', async () => {
    await begin(ada).click()
    await speaks(ada, 1)
    await ada.page.evaluate(() => {
      const now = performance.now.bind(performance)
      performance.now = () => now() + 15 * 60_000
    })
    await ada.toast('A voice message lasts 15 minutes at most. The recording has stopped.').waitFor()
    await tray(ada).getByRole('group', { name: 'Voice message, 15:00' }).waitFor()
  })
  t.same(stage.complaints(), [])
})

t.test('where there is no microphone for it, this is said', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.direct(bela)
  const ada = await stage.person('Ada')
  await ada.page.goto(`/c/${id}`)
  await ada.signIn(actorPassword)
  await begin(ada).click()
  await ada.toast('Parley may not use the microphone.').waitFor()
  await begin(ada).waitFor()
  await ada.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))
  })
  await begin(ada).press('Enter')
  await ada.toast('No microphone could be used.').waitFor()
  await comes(t, () => ada.focused(), 'Record a voice message')
  await comes(t, () => tray(ada).count(), 0)
  t.same(stage.complaints(), [])
})
