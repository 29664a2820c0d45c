import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { password, type Person } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 } }

/** Of a group whose details are open: makes a link, and returns it. */
async function makesLink(owner: Person): Promise<string> {
  const dialog = owner.page.getByRole('dialog', { name: 'Invitation links' })
  if (!(await dialog.isVisible())) await owner.choosesOfGroup('Invitation links')
  const before = await dialog.getByRole('listitem').count()
  await dialog.getByRole('button', { name: 'Make a link' }).click()
  await dialog.getByRole('listitem').nth(before).waitFor()
  return dialog.locator('.made-link .copy-field > span').innerText()
}

async function fills({ page, name, username }: Person): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(password)
}

t.test('a stranger comes in by a link where one registers by invitation alone', async (t) => {
  const stage = await Stage.open(t, { REGISTRATION: 'invited' })
  const ada = await stage.person('Ada')
  await ada.register() // nobody is there who could have invited her
  await ada.page.getByRole('button', { name: 'Details' }).waitFor({ state: 'hidden' })
  await ada.opens('New group')
  const form = ada.page.getByRole('dialog')
  await form.getByLabel('Name of the group').fill('Garden')
  await form.getByLabel('By invitation').check()
  await form.getByRole('button', { name: 'Create the group' }).click()
  await form.waitFor({ state: 'detached' })
  await ada.page.getByRole('button', { name: 'Details' }).click()
  const link = await makesLink(ada)
  const dialog = ada.page.getByRole('dialog', { name: 'Invitation links' })

  await t.test('the link is shown once, to be copied, and as a picture', async (t) => {
    t.match(link, /\/join\/[0-9A-Za-z]{43}$/)
    await comes(t, () => ada.focused(), /Copy/)
    await dialog.getByRole('img', { name: 'QR code of the link' }).waitFor()
    await ada.types('Escape')
    await comes(t, () => dialog.isVisible(), true, 'it is nowhere else')
    await dialog.getByText(/0 of 1 joined · works until/).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await ada.choosesOfGroup('Invitation links')
    await dialog.getByRole('listitem').first().waitFor()
    t.notMatch(await ada.page.content(), link)
    await dialog.getByRole('button', { name: 'Close' }).click()
  })

  const ben = await stage.person('Ben', phone)
  await t.test('without one the stranger reads whom to ask', async (t) => {
    await ben.page.goto('/register')
    await ben.page.getByText('One registers here by an invitation link.').waitFor()
    await comes(t, () => ben.page.getByRole('button', { name: 'Create account' }).isVisible(), false)
  })

  await t.test('with it they register on a phone, and are in; both see that', async () => {
    await ben.page.goto(link)
    await ben.page.getByText('You are invited to a group. With an account').waitFor()
    await fills(ben)
    await ben.page.getByRole('button', { name: 'Create account' }).click()
    await ben.page.getByRole('heading', { name: 'Garden' }).first().waitFor()
    await ada.log.getByText('Ben joined').waitFor()
    await ben.log.getByText('You joined').waitFor()
    await ben.say('Here I am')
    await ada.sees('Here I am')
  })

  await t.test('a third who has it is told that it does not work, and keeps what they typed', async (t) => {
    const cleo = await stage.person('Cleo')
    await cleo.page.goto(link)
    await fills(cleo)
    await cleo.page.getByRole('button', { name: 'Create account' }).click()
    await cleo.page.getByText('This invitation link does not work').waitFor()
    await comes(t, () => cleo.page.getByLabel('Your name').inputValue(), 'Cleo')
  })

  await t.test('who is in already goes straight in, however often', async () => {
    await ben.page.goto(link)
    await ben.page.getByRole('heading', { name: 'Garden' }).first().waitFor()
    await ben.sees('Here I am')
  })

  t.same(
    stage.complaints().filter((complaint) => !complaint.includes('status of 404')),
    [],
  )
})

t.test('who has an account looks first, may come as another, and joins', async (t) => {
  const stage = await Stage.open(t)
  const [ada, ben, cleo] = [await stage.person('Ada'), await stage.person('Ben'), await stage.person('Cleo')]
  await Promise.all([ada.register(), ben.register(), cleo.register()])
  await ada.makesGroup('Garden', ben)
  await ada.page.getByRole('button', { name: 'Details' }).click()
  const link = await makesLink(ada)

  await cleo.page.goto(link)
  await cleo.page.getByRole('heading', { name: 'Garden' }).waitFor()
  await cleo.page.getByText('Joining as Cleo.').waitFor()
  await cleo.page.getByText(/2.members/).waitFor()
  await comes(t, () => cleo.row('Garden').count(), 0, 'nothing is used by looking')
  await cleo.page.getByRole('button', { name: 'Use another account' }).click()
  await cleo.page.getByText('You are invited to a group. With an account').waitFor()
  await cleo.page.getByRole('link', { name: 'Sign in' }).click()
  await cleo.page.getByText('You are invited to a group. Sign in').waitFor()
  await cleo.signIn()
  await cleo.page.getByRole('button', { name: 'Join', exact: true }).click()
  await cleo.row('Garden').waitFor()
  await cleo.log.getByText('You joined').waitFor()

  const second = await makesLink(ada)
  const dialog = ada.page.getByRole('dialog', { name: 'Invitation links' })
  await dialog.getByText('used up').waitFor()
  await dialog.getByRole('button', { name: /^Revoke/ }).click()
  await ada.page
    .getByRole('dialog', { name: 'Revoke this link?' })
    .getByRole('button', { name: 'Revoke' })
    .click()
  await dialog.getByText(/^revoked by/).waitFor()
  const dora = await stage.person('Dora')
  await dora.register()
  for (const dead of [second, link]) {
    await dora.page.goto(dead)
    await dora.page.getByRole('heading', { name: 'This link does not work' }).waitFor()
  }
  await dora.page.getByRole('button', { name: 'Go to the start' }).click()
  await dora.page.getByRole('button', { name: 'New conversation' }).first().waitFor()
  t.same(
    stage.complaints().filter((complaint) => !complaint.includes('status of 404')),
    [],
  )
})
