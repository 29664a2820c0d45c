import t from 'tap'

import { comes } from '../support/browser/comes.ts'
import { Stage } from '../support/browser/stage.ts'

t.test('two people meet and talk', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada Lovelace')
  const charles = await stage.person('Charles Babbage')

  await ada.register()
  await charles.register()
  await comes(t, () => ada.page.title(), 'Parley')

  await ada.startWith(charles)
  await comes(t, async () => ada.page.url(), /\/c\/[0-9a-f-]{36}$/, 'a conversation has an address')
  await ada.say('Hello, Charles')

  const row = charles.row('Ada Lovelace')
  await row.getByText('1 unread').waitFor({ state: 'attached' })
  await charles.titled('(1) Parley')
  // What comes between press and release draws the row anew, and takes nothing from the click.
  await row.locator('.row-last').hover()
  await charles.page.mouse.down()
  await ada.say('Are you there?')
  await row.getByText('Are you there?').waitFor()
  await charles.page.mouse.up()
  await charles.sees('Hello, Charles')
  await row.getByText('unread').waitFor({ state: 'detached' })
  await charles.titled('Ada Lovelace · Parley')

  await charles.say('Good morning, Ada')
  await ada.sees('Good morning, Ada')

  await t.test('each sees that the other types, and is there', async (t) => {
    await ada.page.getByText('Online', { exact: true }).first().waitFor()
    await Promise.all([
      charles.composer.pressSequentially('The engine', { delay: 350 }),
      ada.page.getByText('Charles Babbage is typing…').waitFor(),
      ada.row('Charles Babbage').getByText('typing…').waitFor(),
    ])
    await charles.composer.press('Enter')
    await ada.sees('The engine')
    await ada.page.getByText('Charles Babbage is typing…').waitFor({ state: 'detached' })
    t.pass()
  })

  await t.test('one edits, and the other sees it', async (t) => {
    await charles.chooses('Edit', 'The engine')
    await comes(t, () => charles.composer.inputValue(), 'The engine')
    await charles.say('The engine turns')
    await ada.sees('The engine turns')
    await ada.message('The engine turns').getByText('edited').waitFor()
    await charles.page.getByText('Editing a message').waitFor({ state: 'hidden' })
    await comes(t, () => charles.composer.inputValue(), '', 'an edit leaves nothing behind')
  })

  await t.test('one deletes, and both keep the place', async (t) => {
    await charles.chooses('Delete', 'The engine turns')
    await charles.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await ada.sees('This message was deleted.')
    await comes(t, () => ada.message('The engine turns').count(), 0)
  })

  await t.test('one may not change what the other wrote', async (t) => {
    await ada.message('Good morning, Ada').hover()
    await ada.message('Good morning, Ada').getByRole('button', { name: 'Message actions' }).click()
    await comes(t, () => ada.page.getByRole('menuitem').allTextContents(), [
      'Reply',
      'Copy text',
      'Copy link',
      'Forward',
      'Save for later',
      'Pin',
      'Show profile',
      'Block Charles Babbage',
    ])
    await ada.page.keyboard.press('Escape')
  })

  await t.test('a profile is two clicks away from a message', async (t) => {
    await ada.chooses('Show profile', 'Good morning, Ada')
    await ada.page.getByText('@charles.babbage').waitFor()
    await ada.page.goBack()
    await ada.page.getByText('@charles.babbage').waitFor({ state: 'detached' })
    t.pass()
  })

  await t.test('when one leaves, the other is told', async (t) => {
    await charles.page.context().close()
    await ada.page.getByText(/^Last seen at/).waitFor()
    t.pass()
  })

  await t.test('signing out leads to the door, and back in', async (t) => {
    await ada.page.getByRole('link', { name: 'Profile and settings' }).click()
    await ada.page.getByRole('link', { name: 'Account' }).click()
    await ada.page.getByRole('button', { name: 'Sign out' }).click()
    await ada.page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    await comes(t, () => ada.page.getByText('Good morning, Ada').count(), 0, 'nothing stays on the screen')
    await ada.signIn('not the password at all')
    await ada.page.getByText('The username or the password is wrong.').waitFor()
    await ada.signIn()
    await ada.row('Charles Babbage').click()
    await ada.sees('Good morning, Ada')
  })

  t.same(stage.complaints().filter(unexpected), [])
})

/** The wrong password is answered with a 401, which the browser reports. */
const unexpected = (complaint: string) => !complaint.includes('status of 401')
