import t from 'tap'

import { Actor, actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('whom to talk with is there before one types', async (t) => {
  const stage = await Stage.open(t)
  const actor = (username: string, name: string) => new Actor(stage.server.url).register(username, name)
  const [ada, ben] = [await actor('ada', 'Ada'), await actor('ben', 'Ben')]
  for (const name of ['Mei', 'Oskar']) await actor(name.toLowerCase(), name)
  await ben.say(await ada.direct(ben), 'Hello')
  await ben.goOnline()
  const reader = await stage.person('Ada')
  const { page } = reader
  await page.goto('/')
  await reader.signIn(actorPassword)
  await reader.opens('People')
  const dialog = page.getByRole('dialog', { name: 'New conversation' })
  const known = dialog.getByRole('list', { name: 'People you talk with' })
  const others = dialog.getByRole('list', { name: 'Everyone else' })
  const field = dialog.getByPlaceholder('Find people')

  await t.test('first those with whom one talks, and who of them is here', async (t) => {
    await known.getByRole('button', { name: /Ben/ }).waitFor()
    await known.getByText('Online').waitFor({ state: 'attached' })
    await others.getByRole('button', { name: /Oskar/ }).waitFor()
    await comes(t, () => others.getByRole('listitem').count(), 2, 'neither them once more nor oneself')
  })

  await t.test('whom one has walked to has the focus still when the search has answered', async (t) => {
    const mei = others.getByRole('button', { name: /Mei/ })
    const held = Promise.withResolvers<void>()
    await page.route('**/users?q=me*', (route) => held.promise.then(() => route.continue()))
    await field.fill('me')
    await mei.focus()
    held.resolve()
    await others.getByRole('button', { name: /Oskar/ }).waitFor({ state: 'detached' })
    await comes(t, () => mei.evaluate((element) => element === document.activeElement), true)
  })

  await t.test('Enter opens the first hit, also of a username', async () => {
    await field.fill('@osk')
    await others.getByRole('button', { name: /Mei/ }).waitFor({ state: 'detached' })
    await field.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'Oskar' }).first().waitFor()
  })

  await t.test('several that are chosen make a group', async (t) => {
    await reader.opens('People')
    await dialog.getByRole('checkbox', { name: 'Choose Ben' }).check()
    await dialog.getByRole('button', { name: 'Open the conversation' }).waitFor()
    await dialog.getByRole('button', { name: /Mei/ }).click()
    await comes(
      t,
      () => dialog.getByRole('checkbox', { name: 'Choose Mei' }).isChecked(),
      true,
      'a click chooses another one',
    )
    await dialog.getByText('2 people chosen').waitFor()
    await dialog.getByRole('button', { name: /^Remove.*Mei$/ }).click()
    await comes(t, () => dialog.getByRole('checkbox', { name: 'Choose Mei' }).isChecked(), false)
    await dialog.getByRole('checkbox', { name: 'Choose Mei' }).check()
    await dialog.getByRole('button', { name: 'Start a group of 3' }).click()
    await dialog.getByLabel('Name of the group').fill('Swap shelf')
    await dialog.getByRole('button', { name: 'Create the group' }).click()
    await reader.log.getByText(/^You added (Ben and Mei|Mei and Ben)\.$/).waitFor()
  })

  await t.test('also when the list comes after the dialog was opened', async () => {
    const held = Promise.withResolvers<void>()
    await page.route('**/api/v1/conversations', (route) => held.promise.then(() => route.continue()))
    await page.addInitScript(() => localStorage.removeItem('parley.kept')) // it would show the list of before
    await page.goto('/')
    await reader.opens('People')
    await others.getByRole('button', { name: /Ben/ }).waitFor()
    held.resolve()
    await known.getByRole('button', { name: /Ben/ }).waitFor()
    await others.getByRole('button', { name: /Ben/ }).waitFor({ state: 'detached' })
  })

  t.same(stage.complaints(), [])
})
