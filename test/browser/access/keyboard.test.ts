import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('everything works without a pointer', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const charles = await stage.person('Charles')
  await charles.register()

  await ada.page.goto('/register')
  await ada.page.getByLabel('Your name').waitFor()
  await ada.types('Ada', 'Tab', 'ada', 'Tab', 'a sentence nobody else has', 'Enter')
  await ada.page.getByRole('button', { name: 'New conversation' }).first().waitFor()

  await ada.tabTo('New conversation')
  await ada.types('Enter')
  await ada.page.getByRole('dialog').waitFor()
  await ada.types('char')
  await ada.page.getByRole('dialog').getByText('@charles').waitFor()
  await ada.types('ArrowDown', 'Enter')
  await ada.composer.waitFor()
  await comes(t, () => ada.focused(), 'Message', 'one can write at once')

  await ada.types('Line one', 'Shift+Enter', 'Line two', 'Enter')
  await ada.sees('Line two')
  await ada.message('Line two').getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' })
  await comes(t, () => ada.message('Line one').locator('.message-text').textContent(), /Line one\nLine two/)

  await t.test('up edits the last message, Escape leaves it', async (t) => {
    await ada.types('ArrowUp')
    await ada.page.getByText('Editing a message').waitFor()
    await comes(t, () => ada.composer.inputValue(), 'Line one\nLine two')
    await ada.types('Escape')
    await comes(t, () => ada.composer.inputValue(), '')
  })

  await t.test('the menu of a message', async (t) => {
    await ada.types('Shift+Tab')
    await comes(t, () => ada.focused(), 'Messages')
    await ada.types('ArrowUp', 'Enter')
    await ada.page.getByRole('menu').waitFor()
    await ada.types('ArrowDown')
    await comes(t, () => ada.focused(), 'Copy text')
    await ada.types('Escape')
    await ada.page.getByRole('menu').waitFor({ state: 'detached' })
  })

  await t.test('the list of conversations, and back with Escape', async (t) => {
    await ada.tabTo('Search or jump to')
    await ada.types('ArrowDown')
    await comes(t, () => ada.focused(), /Charles/)
    await ada.types('Enter')
    await comes(t, () => ada.focused(), 'Message')
    await ada.page.getByRole('button', { name: 'Details' }).press('Enter')
    await ada.page.getByText('@charles').waitFor()
    await comes(t, () => ada.focused(), 'Profile', 'what was opened has the focus')
    await ada.types('Escape')
    await ada.page.getByText('@charles').waitFor({ state: 'detached' })
    await comes(t, () => ada.focused(), 'Details', 'and what opened it has it back')
    await ada.types('Escape')
    await comes(t, () => ada.focused(), 'Message')
  })

  await t.test('a dialog gives the focus back', async (t) => {
    await ada.tabTo('New conversation')
    await ada.types('Enter')
    await ada.page.getByRole('dialog').waitFor()
    await ada.types('Escape')
    await ada.page.getByRole('dialog').waitFor({ state: 'detached' })
    await comes(t, () => ada.focused(), 'New conversation')
  })

  await t.test('on a phone, back leads to where one left the list', async (t) => {
    await ada.page.setViewportSize({ width: 390, height: 844 })
    await ada.page.getByRole('button', { name: 'Back' }).press('Enter')
    await ada.row('Charles').waitFor()
    await comes(t, () => ada.focused(), /Charles/)
  })

  t.same(stage.complaints(), [])
})
