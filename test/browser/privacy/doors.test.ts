import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import type { Person } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'
import { until } from '../../support/until.ts'

const stage = await Stage.open(t)
const ada = await stage.person('Ada')
const ben = await stage.person('Ben')
await Promise.all([ada.register(), ben.register()])
await ben.startWith(ada)
await ben.say('Hello')
await ada.rowNamed('Ben').click()
await ada.say('Hello yourself')
await ben.sees('Hello yourself')

/** In the settings, where she stays. */
async function chooses(person: Person, setting: string, choice: string): Promise<void> {
  await person.page.getByRole('link', { name: 'Profile and settings' }).click()
  await person.page.getByRole('link', { name: 'Privacy' }).click()
  await person.page.getByLabel(setting).selectOption({ label: choice })
  await saves(person)
  await person.toast('Saved').waitFor()
}

async function saves({ page }: Person): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().method() === 'PATCH')
  await page.getByRole('button', { name: 'Save' }).click()
  await answer
}

t.test('who lets nobody write to them shuts the door while the other types', async (t) => {
  await ben.composer.fill('half an answer')
  await chooses(ada, 'Who may write to me', 'Nobody at all')
  await ben.foot.getByText('Ada is not available for messages.').waitFor()
  await comes(t, () => ben.composer.count(), 0)
  await comes(t, () => ben.foot.getByRole('button').count(), 0, 'there is no way out')
  await ada.rowNamed('Ben').click()
  await ada.say('I may still write')
  await ben.sees('I may still write')
})

t.test('and opens it again, with what was typed', async (t) => {
  await chooses(ada, 'Who may write to me', 'Nobody new')
  await ben.composer.waitFor()
  await comes(t, () => ben.composer.inputValue(), 'half an answer')
  await ben.composer.press('Enter')
  await ada.rowNamed('Ben').click()
  await ada.sees('half an answer')
})

t.test('who does not show that they are here is not seen at once, and does not see either', async (t) => {
  const shown = (person: Person) => person.page.locator('.header-sub').getByText('Online')
  await Promise.all([shown(ada).waitFor(), shown(ben).waitFor()])
  await chooses(ada, 'Who sees when I am here', 'Nobody')
  await shown(ben).waitFor({ state: 'detached' })
  await ada.rowNamed('Ben').click()
  await ada.page.waitForLoadState('networkidle')
  await comes(t, () => shown(ada).count(), 0)
  await chooses(ada, 'Who sees when I am here', 'Everyone')
  await shown(ben).waitFor()
  await ada.rowNamed('Ben').click()
  await shown(ada).waitFor()
})

t.test('what was chosen is there after a reload, and what was not stays as it was', async (t) => {
  await chooses(ada, 'Who may add me to groups', 'People I talk with')
  const receipts = ada.page.getByRole('switch', { name: 'Read receipts' })
  await receipts.press('Space')
  await saves(ada)
  await ada.page.reload()
  const value = (setting: string) => ada.page.getByLabel(setting).inputValue()
  // The device may have kept what oneself was a moment ago.
  await until(async () => (await value('Who may add me to groups')) === 'contacts', 'it is what was saved')
  t.equal(await value('Who may write to me'), 'known')
  await comes(t, () => receipts.isChecked(), false)
})

t.test('the list of blocked people follows another device', async (t) => {
  const phone = await stage.person('Ada')
  await phone.page.goto('/')
  await phone.signIn()
  await phone.rowNamed('Ben').waitFor()
  await ada.page.getByText('You have blocked nobody.').waitFor()
  await phone.request('PUT', `/me/blocks/${await ben.ownId()}`, {})
  const list = ada.page.getByRole('list', { name: 'Blocked people' })
  await list.getByText('@ben').waitFor()
  await phone.rowNamed('Ben').click()
  await phone.foot.getByRole('button', { name: 'Unblock' }).click()
  await ada.page.getByText('You have blocked nobody.').waitFor()
  await comes(t, () => list.getByText('@ben').count(), 0)
})

t.test('nothing complains', async (t) => {
  t.same(stage.complaints(), [])
})
