import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('two people see whose words are whose, and how far they have come', async (t) => {
  const stage = await Stage.open(t)
  const [ada, charles] = [await stage.person('Ada'), await stage.person('Charles')]
  await ada.register()
  await charles.register()
  await ada.startWith(charles)
  const mark = (text: string, name: string) => ada.message(text).getByRole('img', { name })

  await t.test('one tick when it is stored, two when the other has seen it', async (t) => {
    await ada.page.context().setOffline(true)
    await ada.say('Is it ready?')
    await mark('Is it ready?', 'Sending').waitFor()
    await ada.page.context().setOffline(false)
    await mark('Is it ready?', 'Sent').waitFor()
    await comes(t, () => mark('Is it ready?', 'Seen').count(), 0)
    await charles.row('Ada').click()
    await charles.sees('Is it ready?')
    await mark('Is it ready?', 'Seen').waitFor()
    await comes(t, () => charles.message('Is it ready?').getByRole('img').count(), 0, 'only of one’s own')
    await ada.page.reload()
    await mark('Is it ready?', 'Seen').waitFor()
  })

  await t.test('one’s own stand at the end, and what the other says at the start', async (t) => {
    await charles.say('Nearly')
    await ada.sees('Nearly')
    const bubble = (text: string) => ada.message(text).locator('.bubble').boundingBox()
    const [own, other] = [await bubble('Is it ready?'), await bubble('Nearly')]
    t.ok(own && other && own.x > other.x && own.x + own.width > other.x + other.width)
    const name = await ada.message('Nearly').getAttribute('aria-describedby')
    await comes(
      t,
      () => ada.page.locator(`[id="${name}"]`).textContent(),
      'Charles',
      'which is said to whoever does not see it',
    )
  })

  await t.test('the time stands behind the last word, and below it where it does not fit', async (t) => {
    const place = async (text: string) => {
      const words = await ada.message(text).locator('.message-lines').boundingBox()
      const time = await ada.message(text).locator('time').boundingBox()
      return words && time
        ? { beside: time.x >= words.x + words.width, within: time.y < words.y + words.height }
        : {}
    }
    t.same(await place('Nearly'), { beside: true, within: true })
    const full = 'It is as long as a line can be and some more until it fills all of it'
    await charles.say(full)
    await ada.sees(full)
    const shown = await ada.message(full).locator('.bubble').boundingBox()
    const pane = await ada.log.boundingBox()
    t.ok(shown && pane && shown.width <= 33 * 16 + 2 && shown.x >= pane.x)
  })
  t.same(stage.complaints(), [])
})
