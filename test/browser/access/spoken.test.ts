import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('news are told in a place that was there before them', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  await (await stage.person('Charles')).register()
  const news = ada.page.locator('body > .toasts[role=status]')
  await ada.page.goto('/register')
  await news.waitFor({ state: 'attached' })
  await ada.register()
  await ada.opens('New group')
  const dialog = ada.page.getByRole('dialog')
  await dialog.getByLabel('Name of the group').fill('Engine')
  await dialog.getByRole('button', { name: 'Create the group' }).click()
  await ada.page.getByRole('button', { name: 'Details' }).click()
  await ada.page.getByRole('button', { name: 'Add people' }).click()
  await dialog.getByPlaceholder('Find people').fill('char')
  await dialog.getByText('@charles').click()
  await ada.page.route('**/members', (route) => route.abort())
  await dialog.getByRole('button', { name: 'Add 1 person' }).click()
  await dialog.locator('.toasts .toast').waitFor()
  await ada.page.keyboard.press('Escape')
  await news.locator('.toast').waitFor()
  t.pass()
})

t.test('on a phone the focus goes where one looks, and back', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const charles = await stage.person('Charles')
  await Promise.all([ada.register(), charles.register()])
  await ada.startWith(charles)
  await ada.page.getByRole('heading', { name: 'Charles' }).first().waitFor()
  await comes(t, () => ada.focused(), 'Charles', 'and no keyboard comes up')
  await ada.page.getByRole('button', { name: 'Details' }).tap()
  await ada.page.getByText('@charles').waitFor()
  await comes(t, () => ada.focused(), 'Profile')
  await ada.page.getByRole('complementary').getByRole('button', { name: 'Close', exact: true }).tap()
  await ada.composer.waitFor()
  await comes(t, () => ada.focused(), 'Details')
  t.same(stage.complaints(), [])
})
