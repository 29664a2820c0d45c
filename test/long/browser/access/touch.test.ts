import t from 'tap'

import { comes } from '../../../support/browser/comes.ts'
import { Stage } from '../../../support/browser/stage.ts'

const byTouch = { hasTouch: true, isMobile: true }
const devices = [
  { name: 'a phone', options: { ...byTouch, viewport: { width: 390, height: 844 } } },
  { name: 'a tablet', options: { ...byTouch, viewport: { width: 820, height: 1180 } } },
]

t.test('on touch', async (t) => {
  const stage = await Stage.open(t)
  const charles = await stage.person('Charles')
  await charles.register()
  for (const { name, options } of devices) {
    await t.test(`on ${name}`, async (t) => {
      const ada = await stage.person(`Ada with ${name}`, options)
      await ada.register()
      await ada.startWith(charles)
      await ada.composer.tap()
      await comes(t, () => ada.composer.getAttribute('enterkeyhint'), 'enter', 'the key says what it does')

      await ada.composer.pressSequentially('One')
      await ada.tapsEnter()
      await comes(t, () => ada.composer.inputValue(), 'One\n', 'which is a new line')
      await ada.composer.pressSequentially('two')
      for (const modifier of ['Control', 'Meta']) {
        if (modifier === 'Meta') await ada.composer.pressSequentially('three')
        await ada.composer.press(`${modifier}+Enter`)
        await comes(t, () => ada.composer.inputValue(), '', `${modifier}+Enter sends`)
      }
      await ada.sees('One\ntwo')
      await ada.sees('three')

      await ada.composer.pressSequentially('four')
      await ada.composer.press('Shift+Enter')
      await comes(t, () => ada.composer.inputValue(), 'four\n', 'Shift+Enter is a new line')
      await ada.composer.pressSequentially('five')
      await ada.composer.press('Enter')
      await comes(t, () => ada.composer.inputValue(), '', 'and Enter of a real keyboard sends')
      await ada.sees('five')

      await t.test('but not of one that takes its part of the page, whatever it says', async (t) => {
        await ada.page.evaluate(() => {
          const seen = { height: window.innerHeight - 300, scale: 1 }
          Object.defineProperty(window, 'visualViewport', { value: seen })
        })
        await ada.composer.fill('six')
        await ada.composer.press('Enter')
        await comes(t, () => ada.composer.inputValue(), 'six\n')
        await ada.page.getByRole('button', { name: 'Send' }).tap()
        await ada.sees('six')
      })
    })
  }
  await t.test('and where there is a mouse, Enter sends with Ctrl and without', async (t) => {
    const grace = await stage.person('Grace')
    await grace.register()
    await grace.startWith(charles)
    await comes(t, () => grace.composer.getAttribute('enterkeyhint'), 'send')
    await grace.composer.fill('Seven')
    await grace.composer.press('Control+Enter')
    await grace.sees('Seven')
    await grace.composer.fill('Eight')
    await grace.composer.press('Enter')
    await grace.sees('Eight')
    await comes(t, () => grace.composer.inputValue(), '')
  })
  t.same(stage.complaints(), [])
})
