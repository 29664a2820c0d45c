import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('somebody is banned from a group, kept out of it, and let in again', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada', phone)
  const charles = await stage.person('Charles')
  await Promise.all([ada.register(), charles.register()])
  const group = { name: 'Engine', visibility: 'open', memberIds: [await charles.ownId()] }
  await ada.request('POST', '/conversations/groups', group)
  await charles.row('Engine').click()
  await charles.say('Buy my tea')
  await ada.row('Engine').click()
  await ada.sees('Buy my tea')
  const panel = ada.page.getByRole('complementary')
  const dialog = ada.page.getByRole('dialog')
  const openBans = async () => {
    await panel.getByRole('button', { name: 'More' }).click()
    await ada.page.getByRole('menuitem', { name: 'Banned people' }).click()
  }
  const add = async () => {
    await panel.getByRole('button', { name: 'Add people' }).click()
    await dialog.getByRole('searchbox').or(dialog.getByRole('combobox')).first().fill('charles')
    await dialog.getByText('@charles').first().click()
    await dialog.getByRole('button', { name: /^Add 1/ }).click()
  }

  await t.test('with a reason, and is gone from it at once', async (t) => {
    await ada.page.getByRole('button', { name: 'Details' }).click()
    await panel.getByRole('button', { name: 'Actions for Charles' }).click()
    await ada.page.getByRole('menuitem', { name: 'Ban…' }).click()
    await dialog.getByLabel('Reason').fill('Advertising')
    await dialog.getByRole('button', { name: 'Ban', exact: true }).click()
    await comes(t, () => charles.row('Engine').count(), 0, 'not in the list of Charles')
    await comes(t, () => charles.page.getByText('Buy my tea').count(), 0)
    await comes(t, () => panel.getByText('@charles').count(), 0)
  })

  await t.test('does not come in by name', async (t) => {
    await add()
    await ada.page.getByText('Lift the ban first').first().waitFor()
    await comes(t, () => panel.getByText('@charles').count(), 0)
  })

  await t.test('is listed with the reason, which fits on a phone', async (t) => {
    await openBans()
    const row = dialog.getByRole('listitem')
    await comes(t, () => row.count(), 1)
    await row.getByText('Advertising').waitFor()
    await row.getByText('By Ada').waitFor()
    const isWide = () => ada.page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    await comes(t, isWide, false, 'nothing is wider than the screen')
  })

  await t.test('and may come back once the ban is lifted', async (t) => {
    await dialog.getByRole('button', { name: 'Lift the ban of Charles' }).click()
    await dialog.getByText('Nobody is banned.').waitFor()
    await ada.page.keyboard.press('Escape')
    await add()
    await charles.row('Engine').waitFor()
    await comes(t, () => panel.getByText('@charles').count(), 1)
  })

  t.same(stage.complaints(), [])
})
