import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { atRest } from '../../support/browser/ink.ts'
import { Stage } from '../../support/browser/stage.ts'

const all = ['Reply', 'Copy text', 'Edit', 'Copy link', 'Forward', 'Save for later', 'Pin', 'Delete']

t.test('what can be done with a message', async (t) => {
  const stage = await Stage.open(t)
  const [ada, charles] = [await stage.actor('ada', 'Ada'), await stage.actor('charles', 'Charles')]
  const id = await ada.direct(charles)
  await charles.say(id, 'Not mine')
  await ada.say(id, 'Mine')
  const reader = await stage.person('Ada')
  const { page } = reader
  await page.goto('/')
  await reader.signIn(actorPassword)
  await reader.row('Charles').click()
  await reader.sees('Mine')
  const tools = page.getByRole('toolbar')
  const items = async () => {
    await page.getByRole('menuitem').first().waitFor() // it opens a moment after the button is let go
    return page.getByRole('menuitem').allTextContents()
  }

  await t.test('stands beside it under the pointer, and nowhere else', async (t) => {
    await reader.message('Not mine').hover()
    await comes(t, () => tools.count(), 1)
    await comes(t, () => reader.message('Not mine').getByRole('toolbar').count(), 1)
    await comes(
      t,
      () => tools.getByRole('button', { name: 'Edit' }).count(),
      0,
      'what others wrote is theirs',
    )
    await reader.message('Mine').last().hover()
    await comes(t, () => reader.message('Not mine').getByRole('toolbar').count(), 0)
    await tools.getByRole('button', { name: 'Edit' }).click()
    await comes(t, () => reader.composer.inputValue(), 'Mine')
    await reader.composer.press('Escape')
  })

  await t.test('comes by the keyboard', async (t) => {
    await page.mouse.move(0, 0)
    await reader.composer.focus()
    await reader.types('Shift+Tab', 'ArrowUp')
    await tools.waitFor()
    await reader.types('Tab')
    await comes(t, () => reader.focused(), 'React')
    await page.keyboard.press('e')
    await comes(t, () => reader.composer.inputValue(), 'Mine')
    await reader.composer.press('Escape')
    await reader.types('Shift+Tab', 'ArrowUp')
    await page.keyboard.press('Shift+F10')
    await comes(t, () => items(), all)
    await reader.types('Escape')
    await comes(t, () => reader.focused(), /Mine/, 'and the focus goes back to the message')
  })

  await t.test('and by the right button, at the pointer', async (t) => {
    const box = await reader.message('Mine').last().locator('.bubble').boundingBox()
    const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 10 }
    await page.mouse.click(at.x, at.y, { button: 'right' })
    await comes(t, () => items(), all)
    await page.evaluate(atRest) // it grows while it opens
    const menu = await page.getByRole('menu').boundingBox()
    t.ok(menu && Math.abs(menu.x - at.x) <= menu.width && Math.abs(menu.y - at.y) <= menu.height + 8)
    await reader.types('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
  })

  await t.test('and by a finger that lies on it, on a phone that shows nothing of it before', async (t) => {
    const phone = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } }
    const walker = await stage.person('Ada', phone)
    await walker.page.goto('/')
    await walker.signIn(actorPassword)
    await walker.row('Charles').tap()
    await walker.sees('Mine')
    await comes(t, () => walker.page.getByRole('toolbar').count(), 0)
    await walker.message('Mine').last().tap()
    await comes(t, () => walker.page.getByRole('menu').count(), 0, 'a tap does nothing')
    await walker.holds(walker.message('Mine').last().locator('.bubble'))
    await comes(t, () => walker.page.getByRole('menuitem').allTextContents(), all)
    t.equal(
      await walker.page
        .locator('.press-lifted')
        .textContent()
        .then((text) => text?.includes('Mine')),
      true,
    )
    await walker.page.getByRole('menuitem', { name: 'Edit' }).tap()
    await comes(t, () => walker.composer.inputValue(), 'Mine')
  })
  t.same(stage.complaints(), [])
})
