import t, { type Test } from 'tap'

import { Actor, actorPassword } from '../../../support/app/actor.ts'
import { comes } from '../../../support/browser/comes.ts'
import { Stage } from '../../../support/browser/stage.ts'

t.test('a key that comes before what it does is not lost', async (t) => {
  const stage = await Stage.open(t)
  const ada = await new Actor(stage.server.url).register('ada', 'Ada')
  const charles = await new Actor(stage.server.url).register('charles', 'Charles')
  const id = await ada.direct(charles)
  await ada.say(id, 'Mistaken')
  const reader = await stage.person('Ada')
  const { page, log, composer } = reader
  // It would answer for what is asked of the network here.
  await page.addInitScript(() => Object.defineProperty(navigator, 'serviceWorker', { value: undefined }))
  await page.goto(`/c/${id}`)
  await reader.signIn(actorPassword)
  await reader.sees('Mistaken')

  /** Opens the conversation anew, without this part until it is let through. */
  const without = async (t: Test, part: string) => {
    const held = Promise.withResolvers<void>()
    await page.route(`**/${part}-*.js`, (route) => held.promise.then(() => route.continue()))
    t.teardown(() => page.unroute(`**/${part}-*.js`))
    await page.goto(`/c/${id}`)
    await reader.sees('Mistaken')
    return held
  }

  await t.test('to change a message', async (t) => {
    const held = await without(t, 'row-gestures')
    await log.focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('e')
    await comes(t, () => page.getByText('Editing a message').count(), 0)
    held.resolve()
    await page.getByText('Editing a message').waitFor()
    await comes(t, () => composer.inputValue(), 'Mistaken')
    await composer.press('Escape')
  })

  await t.test('to go on with a change that was begun', async (t) => {
    await composer.press('ArrowUp')
    await page.getByText('Editing a message').waitFor()
    await composer.fill('Corrected')
    const held = await without(t, 'editing')
    held.resolve()
    await page.getByText('Editing a message').waitFor()
    await comes(t, () => composer.inputValue(), 'Corrected')
    await composer.press('Escape')
  })

  await t.test('to find something', async (t) => {
    const held = await without(t, 'find-bar')
    await log.focus()
    await page.keyboard.press('Control+f')
    held.resolve()
    await page.getByRole('searchbox', { name: 'Find in this conversation' }).waitFor()
    await page.keyboard.type('mist')
    await log.locator('mark').getByText('Mist').waitFor()
    await page.keyboard.press('Escape')
    await comes(t, () => log.evaluate((element) => element === document.activeElement), true)
  })

  await t.test('to make words stand out', async (t) => {
    const held = await without(t, 'late-formatting')
    await composer.fill('dark')
    await composer.selectText()
    await composer.press('Control+b')
    await comes(t, () => composer.inputValue(), 'dark')
    held.resolve()
    await page.waitForFunction(() => document.querySelector('textarea')?.value === '**dark**')
    await page.locator('.typed-strong').getByText('dark').waitFor()
    await composer.fill('')
  })

  await t.test('and what is sought is found when what seeks is there', async (t) => {
    const held = await without(t, 'message-hits')
    await page.getByRole('searchbox', { name: 'Search or jump to' }).fill('charl')
    await page.locator('nav .late .skeleton').waitFor()
    await comes(t, () => page.getByText('Nothing here by that name.').count(), 0)
    held.resolve()
    await reader.row('Charles').waitFor()
    await page.getByRole('searchbox', { name: 'Search or jump to' }).fill('nobody')
    await page.getByText('Nothing here by that name.').waitFor()
  })

  await t.test('a picture has its place before it is drawn', async (t) => {
    await page.emulateMedia({ reducedMotion: 'reduce' }) // a menu that opens grows by parts of a pixel
    const held = await without(t, 'late-icon-paths')
    await page.getByRole('button', { name: 'Your account' }).click()
    const icon = page.getByRole('menuitem', { name: 'Profile', exact: true }).locator('svg')
    const before = await icon.boundingBox()
    await comes(t, () => icon.locator('path').count(), 0)
    held.resolve()
    await icon.locator('path').waitFor({ state: 'attached' })
    t.same(await icon.boundingBox(), before)
    await page.keyboard.press('Escape')
  })

  t.same(stage.complaints(), [])

  await t.test('a message is sent also where what keeps it cannot be had', async (t) => {
    await page.route('**/outbox-database-*.js', (route) => route.abort())
    t.teardown(() => page.unroute('**/outbox-database-*.js'))
    await page.goto(`/c/${id}`)
    await reader.say('Unkept')
    await reader.message('Unkept').getByRole('img', { name: 'Sent' }).waitFor()
  })
})
