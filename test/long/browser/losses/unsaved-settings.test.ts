import t, { type Test } from 'tap'

import { comes } from '../../../support/browser/comes.ts'
import { Stage } from '../../../support/browser/stage.ts'
import { until } from '../../../support/until.ts'

t.test('what is changed in the settings and not saved is not lost', async (t) => {
  const stage = await Stage.open(t)
  const [ada, charles] = [await stage.person('Ada'), await stage.person('Charles')]
  await Promise.all([ada.register(), charles.register()])
  await ada.startWith(charles)
  const { page } = ada
  const name = page.getByLabel('Name', { exact: true })
  const about = page.getByLabel('About you')
  const note = page.getByText('Not saved yet.')
  const toSettings = async () => {
    await page.getByRole('link', { name: 'Profile and settings' }).click()
    await name.waitFor()
  }
  const isAsTyped = async (t: Test, what: string) => {
    await comes(t, () => name.inputValue(), 'Ada King', what)
    await comes(t, () => about.inputValue(), 'I count.', what)
    await comes(t, () => note.isVisible(), true, what)
  }
  await toSettings()
  await comes(t, () => note.isVisible(), false)
  await name.fill('Ada King')
  await about.fill('I count.')

  const question = page.getByRole('dialog', { name: 'Leave without saving?' })
  const stays = async () => {
    await question.getByRole('button', { name: 'Keep editing' }).click()
    await question.waitFor({ state: 'detached' })
  }

  await t.test('by choosing a conversation, by pointer and by key', async (t) => {
    await ada.row('Charles').click()
    await stays()
    await isAsTyped(t, 'clicked')
    await ada.tabTo('Search or jump to')
    await ada.types('ArrowDown', 'Enter')
    await stays()
    await isAsTyped(t, 'by key')
    await comes(t, async () => page.url(), /\/settings$/)
  })

  await t.test('by what closes the settings, or by going back', async (t) => {
    await about.press('Escape')
    await question.waitFor()
    await page.keyboard.press('Escape') // which is a no
    await question.waitFor({ state: 'detached' })
    await isAsTyped(t, 'Escape')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await stays()
    await isAsTyped(t, 'closed')
    await page.goBack()
    await stays()
    await isAsTyped(t, 'back')
    await comes(t, async () => page.url(), /\/settings$/, 'and the address is that of what is shown')
  })

  await t.test('by another section, or by going back', async (t) => {
    await page.getByRole('link', { name: 'Privacy' }).click()
    const receipts = page.getByLabel('Read receipts')
    await receipts.click()
    await page.getByLabel('Who may write to me').selectOption({ label: 'Nobody new' })
    await page.getByRole('link', { name: 'Password' }).click()
    await page.getByLabel('New password').fill('a secret that is not kept')
    await page.getByRole('link', { name: 'Privacy' }).click()
    await comes(t, () => receipts.isChecked(), false)
    await comes(t, () => page.getByLabel('Who may write to me').inputValue(), 'known')
    await page.getByRole('button', { name: 'Discard changes' }).click()
    await comes(t, () => receipts.isChecked(), true, 'until they are discarded')
    await comes(t, () => note.isVisible(), false)
    await page.getByRole('link', { name: 'Password' }).click()
    await comes(t, () => page.getByLabel('New password').inputValue(), '', 'but no password is kept')
    for (let steps = 0; steps < 2; steps += 1) await page.goBack()
    await page.getByRole('link', { name: 'Profile', exact: true }).click()
    await isAsTyped(t, 'back')
  })

  await t.test('by a reload, which asks', async (t) => {
    const asked = page.waitForEvent('dialog')
    const reloading = page.evaluate(() => location.reload())
    const dialog = await asked
    t.equal(dialog.type(), 'beforeunload')
    await dialog.dismiss()
    await reloading
    await isAsTyped(t, 'stayed')
  })

  await t.test('unless one says so', async (t) => {
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await question.getByRole('button', { name: 'Leave without saving' }).click()
    await name.waitFor({ state: 'detached' })
    await toSettings()
    await comes(t, () => name.inputValue(), 'Ada')
    await comes(t, () => note.isVisible(), false)
    await name.fill('Ada King')
    await about.fill('I count.')
  })

  await t.test('until it is saved', async (t) => {
    const held = Promise.withResolvers<void>()
    await page.route('**/me', async (route) => {
      await held.promise
      await route.continue()
    })
    await page.getByRole('button', { name: 'Save' }).click()
    await about.fill('I count, and more.')
    held.resolve()
    await ada.toast('Saved').waitFor()
    await comes(t, () => note.isVisible(), true, 'what was typed meanwhile is not')
    await page.getByRole('button', { name: 'Save' }).click()
    await note.waitFor({ state: 'hidden' })
    await ada.row('Charles').click()
    await toSettings()
    await comes(t, () => name.inputValue(), 'Ada King')
    await comes(t, () => about.inputValue(), 'I count, and more.')
    await comes(t, () => note.isVisible(), false)
    await page.reload()
    const shows = (text: string) => until(async () => (await about.inputValue()) === text, `${text} is shown`)
    await shows('I count, and more.')
    await comes(t, () => note.isVisible(), false, 'and nothing asks any more')
    // What the device has kept is older than that, and must not be saved again.
    await ada.request('PATCH', '/me', { bio: 'I wrote this elsewhere.' })
    await page.reload()
    await shows('I wrote this elsewhere.')
  })
  t.same(stage.complaints(), [])
})
