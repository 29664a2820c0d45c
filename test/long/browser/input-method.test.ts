import type { CDPSession, Locator } from 'playwright-core'
import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const keys = ['Enter', 'Escape', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Tab']
/** What a browser says instead of the code of a key that an input method has taken. */
const takenKeyCode = 229

declare global {
  var heardKeys: string[]
}

/** An input method that is in the middle of a word in this field, and is given all these keys. */
async function compose(session: CDPSession, field: Locator): Promise<void> {
  await field.focus()
  await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 })
  for (const key of keys)
    for (const type of ['rawKeyDown', 'keyUp'] as const)
      await session.send('Input.dispatchKeyEvent', { type, key, windowsVirtualKeyCode: takenKeyCode })
}

t.test('keys that an input method takes reach nothing of the page', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const { page } = ada
  const session = await page.context().newCDPSession(page)
  const composesIn = (field: Locator) => compose(session, field)
  await page.addInitScript(() => {
    globalThis.heardKeys = []
    for (const type of ['keydown', 'keyup'])
      document.addEventListener(type, (event) => {
        if (event instanceof KeyboardEvent) globalThis.heardKeys.push(`${type} ${event.key}`)
      })
  })
  const heard = () => page.evaluate(() => globalThis.heardKeys.splice(0))

  await t.test('at the door', async (t) => {
    await page.goto('/')
    await composesIn(page.getByLabel('Username'))
    t.same(await heard(), [])
    await comes(t, () => page.locator('.form-error').textContent(), '', 'the form was not sent')
    await session.send('Input.insertText', { text: '日本' })
    await page.keyboard.press('ArrowLeft')
    t.same(await heard(), ['keydown ArrowLeft', 'keyup ArrowLeft'], 'and the others do')
  })

  await ada.register()
  await page.getByRole('button', { name: 'New conversation' }).first().click()
  const dialog = page.getByRole('dialog')

  await t.test('in a search of a dialog, and its list', async (t) => {
    await heard()
    await composesIn(page.getByPlaceholder('Find people'))
    t.same(await heard(), [])
    await comes(t, () => dialog.isVisible(), true)
    await dialog.getByRole('tab', { name: 'New group' }).click()
    await heard()
    await composesIn(dialog.getByLabel('Name of the group'))
    await composesIn(page.getByPlaceholder('Find people'))
    t.same(await heard(), [])
    await comes(t, () => dialog.isVisible(), true)
  })

  await dialog.getByRole('tab', { name: 'People', exact: true }).click()
  await dialog.getByText('Notes to yourself').click()
  await ada.say('A first note')
  await ada.message('A first note').getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' })

  await t.test('in the search of the list', async (t) => {
    await heard()
    await composesIn(page.getByLabel('Search'))
    t.same(await heard(), [])
    await comes(t, () => ada.focused(), 'Search or jump to', 'no arrow led away')
    await session.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 })
  })

  await t.test('in the box, where nothing is sent and no edit is given up', async (t) => {
    await composesIn(ada.composer)
    await comes(t, () => ada.composer.inputValue(), 'に')
    await session.send('Input.insertText', { text: '日本' })
    await ada.composer.fill('')
    await ada.chooses('Edit', 'A first note')
    await heard()
    await composesIn(ada.composer)
    t.same(await heard(), [])
    await session.send('Input.insertText', { text: '日本' })
    await comes(t, () => ada.composer.inputValue(), 'A first note日本')
    await comes(t, () => page.getByText('Editing a message').isVisible(), true)
    await ada.composer.press('Enter')
    await ada.sees('A first note日本')
    await comes(t, () => ada.log.getByRole('article').count(), 1)
  })

  t.same(stage.complaints(), [])
})
