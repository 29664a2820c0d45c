import t from 'tap'

import { Stage } from '../../support/browser/stage.ts'
import { until } from '../../support/until.ts'

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
  const isAsTyped = async (t: { equal(a: unknown, b: unknown, what: string): void }, what: string) => {
    t.equal(await name.inputValue(), 'Ada King', what)
    t.equal(await about.inputValue(), 'I count.', what)
    t.equal(await note.isVisible(), true, what)
  }
  await toSettings()
  t.equal(await note.isVisible(), false)
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
    t.match(page.url(), /\/settings$/)
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
    t.match(page.url(), /\/settings$/, 'and the address is that of what is shown')
  })

  await t.test('by another section, or by going back', async (t) => {
    await page.getByRole('link', { name: 'Privacy' }).click()
    const receipts = page.getByLabel('Read receipts')
    await receipts.click()
    await page.getByLabel('Who may write to me').selectOption({ label: 'Nobody new' })
    await page.getByRole('link', { name: 'Password' }).click()
    await page.getByLabel('New password').fill('a secret that is not kept')
    await page.getByRole('link', { name: 'Privacy' }).click()
    t.equal(await receipts.isChecked(), false)
    t.equal(await page.getByLabel('Who may write to me').inputValue(), 'known')
    await page.getByRole('button', { name: 'Discard changes' }).click()
    t.equal(await receipts.isChecked(), true, 'until they are discarded')
    t.equal(await note.isVisible(), false)
    await page.getByRole('link', { name: 'Password' }).click()
    t.equal(await page.getByLabel('New password').inputValue(), '', 'but no password is kept')
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
    t.equal(await name.inputValue(), 'Ada')
    t.equal(await note.isVisible(), false)
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
    t.equal(await note.isVisible(), true, 'what was typed meanwhile is not')
    await page.getByRole('button', { name: 'Save' }).click()
    await note.waitFor({ state: 'hidden' })
    await ada.row('Charles').click()
    await toSettings()
    t.equal(await name.inputValue(), 'Ada King')
    t.equal(await about.inputValue(), 'I count, and more.')
    t.equal(await note.isVisible(), false)
    await page.reload()
    const shows = (text: string) => until(async () => (await about.inputValue()) === text, `${text} is shown`)
    await shows('I count, and more.')
    t.equal(await note.isVisible(), false, 'and nothing asks any more')
    // What the device has kept is older than that, and must not be saved again.
    await ada.request('PATCH', '/me', { bio: 'I wrote this elsewhere.' })
    await page.reload()
    await shows('I wrote this elsewhere.')
  })
  t.same(stage.complaints(), [])
})
