import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import type { Person } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'

const stage = await Stage.open(t)
const ada = await stage.person('Ada')
const ben = await stage.person('Ben')
await Promise.all([ada.register(), ben.register()])
await ben.startWith(ada)
await ben.say('Hello')
await ada.rowNamed('Ben').click()
await ada.say('Hello yourself')
await ben.sees('Hello yourself')
const phone = await stage.person('Ada')
await phone.page.goto('/')
await phone.signIn()
await phone.rowNamed('Ben').click()
await phone.sees('Hello yourself')

async function does(person: Person, action: string): Promise<void> {
  await person.page.getByRole('button', { name: 'Conversation actions' }).click()
  await person.page.getByRole('menuitem', { name: action }).click()
}

t.test('whoever closes a conversation is told so, and the other is told nothing', async (t) => {
  await ada.composer.fill('half a thought')
  await ben.composer.fill('half an answer')
  await does(ada, 'Close conversation')
  await ada.foot.getByText('You have closed this conversation.').waitFor()
  await phone.foot.getByText('You have closed this conversation.').waitFor()
  await ben.foot.getByText('Ada is not available for messages.').waitFor()
  await comes(
    t,
    () =>
      ben.page
        .getByText(/closed/i)
        .filter({ visible: true })
        .count(),
    0,
  )
  t.equal(
    await ada.page.locator('.closed-line').evaluate((line) => getComputedStyle(line).outlineStyle),
    'none',
  )
})

t.test('it is opened again from any device, with what was typed', async (t) => {
  await phone.foot.getByRole('button', { name: 'Open again' }).click()
  await Promise.all([ada.composer.waitFor(), ben.composer.waitFor(), phone.composer.waitFor()])
  await comes(t, () => ada.composer.inputValue(), 'half a thought')
  await comes(t, () => ben.composer.inputValue(), 'half an answer')
  await ben.composer.press('Enter')
  await ada.sees('half an answer')
})

t.test('the panel of the person closes it and opens it too, and keeps the focus', async (t) => {
  await ada.page.getByRole('button', { name: 'Details' }).click()
  const panel = ada.page.getByRole('complementary')
  await panel.getByRole('button', { name: 'Close conversation' }).press('Enter')
  await panel.getByRole('button', { name: 'Open again' }).waitFor()
  await comes(t, () => ada.focused(), 'Open again')
  await panel.getByRole('button', { name: 'Open again' }).press('Enter')
  await ben.composer.waitFor()
  await panel.getByRole('button', { name: 'Close', exact: true }).click()
  await ada.composer.fill('') // or the list would show that, and not what comes
})

t.test('what is hidden is out of the list, found by its name, and back with the next message', async (t) => {
  await does(ada, 'Hide from list')
  await ada.toast('Hidden until the next message.').waitFor()
  await comes(t, async () => ada.page.url(), /\/$/)
  await ada.page.getByText('Your conversations will stand here, newest first.').waitFor()
  await phone.rowNamed('Ben').waitFor({ state: 'detached' })
  await phone.sees('Hello yourself') // what is open stays so
  await phone.page.goto('/')
  await ada.page.getByRole('searchbox', { name: 'Search' }).fill('ben')
  await ada.rowNamed('Ben').click()
  await ada.sees('Hello yourself')
  await ada.page.reload()
  await ada.sees('Hello yourself')
  await ada.rowNamed('Ben').waitFor({ state: 'detached' }) // the device may have kept the list of a moment ago
  await ada.page.goto('/')
  await ada.page.getByText('Your conversations will stand here, newest first.').waitFor()
  await ben.say('Are you there?')
  await ada.rowNamed('Ben').getByText('Are you there?').waitFor()
  await ada.titled('(1) Parley')
  await phone.rowNamed('Ben').click()
  await phone.sees('Are you there?')
})

t.test('what is deleted for oneself is gone on all devices, and stays with the other', async (t) => {
  await ada.rowNamed('Ben').click()
  await ada.sees('Are you there?')
  await does(ada, 'Delete for me')
  const dialog = ada.page.getByRole('dialog')
  await dialog.getByText('Ben keeps it.').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await ada.sees('Are you there?')
  await does(ada, 'Delete for me')
  await dialog.getByRole('button', { name: 'Delete for me' }).click()
  await ada.page.getByText('Your conversations will stand here, newest first.').waitFor()
  await phone.message('Are you there?').waitFor({ state: 'detached' })
  await phone.log.getByText('What was written before, you have deleted for yourself.').waitFor()
  await comes(t, () => phone.log.getByRole('article').count(), 0)
  await comes(t, () => phone.rowNamed('Ben').count(), 0)
  await ben.sees('Hello yourself')
  await ben.say('Once more')
  await phone.sees('Once more')
  await ada.rowNamed('Ben').click()
  await ada.sees('Once more')
  await ada.log.getByText('What was written before, you have deleted for yourself.').waitFor()
  await comes(t, () => ada.log.getByRole('article').count(), 1)
})

t.test('notes are hidden and deleted, and not closed', async (t) => {
  await ada.opens('People')
  await ada.page.getByRole('button', { name: 'Notes to yourself' }).click()
  await ada.page.getByText('Only you can see this').waitFor()
  await ada.say('Milk')
  await ada.sees('Milk')
  await ada.page.getByRole('button', { name: 'Conversation actions' }).click()
  await comes(t, () => ada.page.getByRole('menuitem').allTextContents(), ['Hide from list', 'Delete for me'])
  await ada.page.getByRole('menuitem', { name: 'Delete for me' }).click()
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete for me' }).click()
  await ada.row('Notes to yourself').waitFor({ state: 'detached' })
  await comes(t, () => ada.focused(), await ada.row('Ben').textContent(), 'the focus is in the list')
})

t.test('nothing complains', async (t) => {
  t.same(stage.complaints(), [])
})
