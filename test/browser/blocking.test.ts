import { randomUUID } from 'node:crypto'

import type { Locator } from 'playwright-core'
import t from 'tap'

import { comes } from '../support/browser/comes.ts'
import { Stage } from '../support/browser/stage.ts'

const stage = await Stage.open(t)
const ada = await stage.person('Ada')
const ben = await stage.person('Ben')
await Promise.all([ada.register(), ben.register()])
const dialog = ada.page.getByRole('dialog')
const fold = (name: string): Locator => ada.log.getByRole('button', { name })

await ada.startWith(ben)
await ada.say('Hello')
await ada.composer.fill('half a thought')
await ben.rowNamed('Ada').click()
await ben.composer.fill('half an answer')
await ben.makesGroup('Garden', ada)
await ben.say('One')
await ben.say('Two')
await ada.row('Garden').click()
await ada.sees('Two')

t.test('it says beforehand what comes of it, and can be left alone', async (t) => {
  await ada.chooses('Block Ben', 'Two')
  await dialog.getByText('Ben cannot write to you or see when you are online. Ben is not told.').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await ada.sees('Two')
  await comes(t, () => ada.message('One').count(), 1)
})

t.test('what they wrote in a group is folded away, and can be shown', async (t) => {
  await ada.chooses('Block Ben', 'Two')
  await dialog.getByRole('button', { name: 'Block' }).click()
  await ada.toast('Ben is blocked.').waitFor()
  await comes(t, () => ada.focused(), 'Messages', 'the focus, whose message is gone, is where the others are')
  await fold('2 messages from someone you blocked').click()
  await ada.sees('One')
  await comes(t, () => fold('2 messages').getAttribute('aria-expanded'), 'true')
  await ben.say('Three')
  await ada.sees('Three')
  await fold('3 messages from someone you blocked').press('Enter')
  await ada.message('Three').waitFor({ state: 'detached' })
  await fold('3 messages').press('Space')
  await ada.sees('Three')
  await ada.log.focus()
  await ada.page.keyboard.press('ArrowUp')
  for (let row = 0; row < 3; row += 1) await ada.page.keyboard.press('ArrowUp')
  await comes(t, () => ada.focused(), /3 messages from someone you blocked/, 'the arrow keys lead to it')
  await ada.page.keyboard.press('Enter')
  await ada.message('Three').waitFor({ state: 'detached' })
  await comes(
    t,
    () => ada.page.getByRole('status').filter({ hasText: 'Three' }).count(),
    0,
    'it was not spoken',
  )
})

t.test('in the talk of the two, each is told what they may know, and keeps what was typed', async (t) => {
  await ben.rowNamed('Ada').click()
  await ben.foot.getByText('Ada is not available for messages.').waitFor()
  await comes(t, () => ben.composer.count(), 0)
  await comes(t, () => ben.page.getByText(/block/i).filter({ visible: true }).count(), 0)
  await ada.rowNamed('Ben').click()
  await ada.foot.getByText('You blocked Ben.').waitFor()
  await comes(t, () => ada.composer.count(), 0)
})

t.test('what they write is no news', async (t) => {
  await ben.row('Garden').click()
  await ben.say('Four')
  await ben.sees('Four')
  await ben.page.getByRole('button', { name: 'Details' }).click()
  await ben.choosesOfGroup('Edit the group')
  await ben.page.getByRole('dialog').getByLabel('Name of the group').fill('Orchard')
  await ben.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  // The system tells of it, and told it after the message.
  await ada.row('Orchard').getByText('Ben named the group').waitFor()
  await comes(t, () => ada.row('Orchard').locator('.badge').count(), 0)
  t.notMatch(await ada.page.title(), /\(/)
  await ada.page.reload()
  await ada.row('Orchard').getByText('Ben named the group').waitFor()
  await comes(t, () => ada.row('Orchard').locator('.badge').count(), 0)
  await ada.row('Orchard').click()
  await fold('4 messages from someone you blocked').waitFor()
  await comes(t, () => ada.log.getByRole('separator', { name: 'New messages' }).count(), 0)
})

t.test('they are marked wherever people are chosen', async (t) => {
  await ada.page.getByRole('button', { name: 'Details' }).click()
  await ada.page
    .getByRole('complementary')
    .getByRole('link', { name: /Ben.*Blocked/ })
    .waitFor()
  await ada.opens('People')
  await dialog.getByPlaceholder('Find people').fill('ben')
  await dialog.getByRole('button', { name: /Ben.*Blocked/ }).waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await ada.makesGroup('Alone', ben)
  await ada.toast('You blocked Ben.').waitFor()
  await ben.makesGroup('Without her', ada)
  await ben.toast('Ada was not added: not available.').waitFor()
  await comes(t, () => ada.row('Without her').count(), 0)
})

t.test('unblocking brings everything back at once', async (t) => {
  await ben.rowNamed('Ada').click()
  await ada.rowNamed('Ben').click()
  await ada.foot.getByRole('button', { name: 'Unblock' }).click()
  await ada.toast('Ben is not blocked any more.').waitFor()
  await comes(t, () => ada.composer.inputValue(), 'half a thought')
  await comes(t, () => ada.focused(), 'Message')
  await ben.composer.waitFor()
  await comes(t, () => ben.composer.inputValue(), 'half an answer')
  await ada.row('Orchard').click()
  await ada.sees('Four')
  await comes(t, () => fold('messages from').count(), 0)
})

t.test('the panel of a person and the settings lead there too', async (t) => {
  await ada.rowNamed('Ben').click()
  await ada.page.getByRole('button', { name: 'Details' }).click()
  const panel = ada.page.getByRole('complementary')
  await panel.getByRole('button', { name: 'Block Ben' }).click()
  await dialog.getByRole('button', { name: 'Block' }).click()
  await panel.getByRole('button', { name: 'Unblock Ben' }).waitFor()
  await comes(t, () => ada.focused(), 'Unblock Ben', 'the focus is where it was')
  await ada.page.getByRole('link', { name: 'Profile and settings' }).click()
  await ada.page.getByRole('link', { name: 'Privacy' }).click()
  const list = ada.page.getByRole('list', { name: 'Blocked people' })
  await list.getByText('@ben').waitFor()
  await list.getByRole('button', { name: 'Unblock Ben' }).click()
  await ada.page.getByText('You have blocked nobody.').waitFor()
  await ben.composer.waitFor()
})

t.test('a message that was sought is folded away too, when its author is blocked for it', async () => {
  await ada.page.getByRole('searchbox', { name: 'Search' }).fill('Four')
  await ada.page.getByRole('region', { name: 'Messages' }).getByRole('link').click()
  await ada.sees('Four')
  await ada.chooses('Block Ben', 'Four')
  await dialog.getByRole('button', { name: 'Block' }).click()
  await fold('4 messages from someone you blocked').waitFor()
  await ada.message('Four').waitFor({ state: 'detached' })
})

t.test('however much they write, it takes nobody else’s messages from the page', async (t) => {
  await ada.page.getByRole('searchbox', { name: 'Search' }).fill('')
  const id = new URL(ada.page.url()).pathname.split('/')[2]
  for (let said = 0; said < 300; said += 10) {
    const message = () => ({ clientId: randomUUID(), text: 'noise' })
    const sending = () => ben.request('POST', `/conversations/${id}/messages`, message())
    await Promise.all(Array.from({ length: 10 }, sending))
  }
  await ada.say('Still here')
  await ada.sees('Still here')
  await ada.page.goto('/')
  await ada.row('Orchard').click()
  await ada.page.waitForLoadState('networkidle') // it loads what is above until it has enough
  await fold('messages from someone you blocked').first().waitFor()
  await ada.sees('Still here') // which may come after what this device has kept
  await comes(t, () => ada.message('Still here').count(), 1)
})

t.test('nothing complains', async (t) => {
  t.same(stage.complaints(), [])
})
