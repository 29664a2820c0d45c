import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import type { Person } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'

const stage = await Stage.open(t, { GROUPS_PER_DAY: '1' })
const ada = await stage.person('Ada')
const ben = await stage.person('Ben')
await Promise.all([ada.register(), ben.register()])
await ada.request('PATCH', '/me', { privacy: { adders: 'nobody' } })
const phone = await stage.person('Ada', { viewport: { width: 390, height: 844 } })
await phone.page.goto('/')
await phone.signIn()
const notice = (person: Person) => person.page.getByRole('region', { name: 'Invitations' })

async function invitesAgain(): Promise<void> {
  await ben.page.getByRole('button', { name: 'Details' }).click()
  await ben.page.getByRole('button', { name: 'Add people' }).click()
  const dialog = ben.page.getByRole('dialog')
  await dialog.getByPlaceholder('Find people').fill('ada')
  await dialog.getByText('@ada').click()
  await dialog.getByRole('button', { name: 'Add 1 person' }).click()
  await dialog.waitFor({ state: 'detached' })
}

t.test('whom one may not add is invited, and the answer says so', async (t) => {
  await ben.makesGroup('Garden', ada)
  await ben.toast('Ada decides themselves: invited.').waitFor()
  await notice(ada).getByText('Garden').waitFor()
  await notice(ada)
    .getByText(/Ben invites you · 1\smember/)
    .waitFor()
  await notice(phone).getByText('Garden').waitFor()
  await comes(t, () => ada.row('Garden').count(), 0)
  await comes(
    t,
    () => ada.page.getByRole('status').filter({ hasText: 'Ben invites you to Garden.' }).count(),
    1,
  )
})

t.test('it is declined with a key, on all devices, and the focus is not lost', async (t) => {
  await notice(ada).getByRole('button', { name: 'Decline: Garden' }).press('Enter')
  await notice(ada).waitFor({ state: 'hidden' })
  await notice(phone).waitFor({ state: 'hidden' })
  await comes(t, () => ada.row('Garden').count(), 0)
  await comes(t, () => ada.focused(), 'Mentions', 'which is the first that is left of the list')
})

t.test('it may come again, is there after a reload, and opens the group when it is accepted', async (t) => {
  await invitesAgain()
  await ben.toast('Ada decides themselves: invited.').waitFor()
  await comes(t, () => ben.toast('added').count(), 0, 'nobody was added')
  await notice(phone).getByText('Garden').waitFor()
  await ada.page.reload()
  await notice(ada).getByRole('button', { name: 'Accept: Garden' }).press('Enter')
  await ada.page.getByRole('heading', { name: 'Garden' }).first().waitFor()
  await ada.say('Here I am')
  await ben.sees('Here I am')
  await notice(ada).waitFor({ state: 'hidden' })
  await notice(phone).waitFor({ state: 'hidden' })
  await phone.row('Garden').waitFor()
})

t.test('who has created as many groups as one can is told in the form how long to wait', async (t) => {
  await ben.opens('New group')
  const form = ben.page.getByRole('dialog')
  await form.getByLabel('Name of the group').fill('One more')
  await form.getByRole('button', { name: 'Create the group' }).click()
  const why = form.getByRole('alert').filter({ hasText: 'You have created many groups.' })
  await comes(t, () => why.textContent(), /Try again in (?:\d+ hours|\d+ minutes)\.$/)
})

t.test('nothing else complains', async (t) => {
  t.same(
    stage.complaints().filter((complaint) => !complaint.includes('status of 429')),
    [],
  )
})
