import type { ConversationId } from '@parley/shared'
import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('people pass on what others said, to several conversations at once', async (t) => {
  const stage = await Stage.open(t)
  const anna = await stage.actor('ada', 'Ada')
  const [bela, cara] = [await stage.actor('ben', 'Ben'), await stage.actor('cleo', 'Cleo')]
  const from = await anna.direct(cara)
  const tea = await anna.group('Tea', '', [bela])
  const boats = await anna.group('Boats', '', [bela])
  const closed = await anna.direct(bela)
  await cara.say(from, 'Tea at *four*!')
  await anna.say(tea, 'Welcome')
  await anna.say(boats, 'Ahoy')
  await bela.say(closed, 'Hello')
  const [ada, ben] = [await stage.person('Ada'), await stage.person('Ben', phone)]
  const opens = async (person: typeof ada, id: ConversationId, text: string) => {
    await person.page.goto(`/c/${id}`)
    if (await person.page.getByLabel('Password').isVisible()) await person.signIn(actorPassword)
    await person.sees(text)
  }
  await ada.page.goto(`/c/${from}`)
  await ada.signIn(actorPassword)
  await ada.sees('Tea at four!')
  await ben.page.goto(`/c/${tea}`)
  await ben.signIn(actorPassword)
  await ben.sees('Welcome')
  const dialog = ada.page.getByRole('dialog', { name: 'Forward to…' })

  await t.test('what is refused is told by its name, and stays chosen', async (t) => {
    await anna.call('PUT', `/me/blocks/${bela.id}`)
    await ada.chooses('Forward', 'Tea at four!')
    await comes(t, () => ada.focused(), /Find a conversation/)
    await dialog.getByRole('checkbox', { name: 'Boats' }).check()
    await dialog.getByRole('searchbox').fill('te')
    await dialog.getByRole('checkbox', { name: 'Boats' }).waitFor({ state: 'detached' })
    await dialog.getByRole('checkbox', { name: 'Tea' }).press('Space')
    await dialog.getByRole('searchbox').fill('ben')
    await dialog.getByRole('checkbox', { name: 'Ben' }).check()
    await dialog.getByRole('button', { name: 'Forward' }).click()
    await ada.page.locator('.toast').filter({ hasText: 'Forwarded to 2 conversations.' }).waitFor()
    t.match(await ada.page.locator('.toast').innerText(), /Ben.*: You have blocked/)
    await comes(t, () => dialog.locator('.token').count(), 1)
    await dialog.getByRole('button', { name: /Ben/ }).click()
    await comes(t, () => dialog.getByRole('button', { name: 'Forward' }).isDisabled(), true)
    await ada.types('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  await t.test('it says whose words they are, and they cannot be edited', async (t) => {
    await ben.sees('Tea at four!')
    const message = ben.message('Tea at four!')
    await message.getByText('Forwarded from Cleo').waitFor()
    await message.locator('em', { hasText: 'four' }).waitFor()
    await opens(ada, boats, 'Tea at four!')
    await ada.presses('Message actions', 'Tea at four!')
    await ada.page.getByRole('menuitem', { name: 'Forward' }).waitFor()
    await comes(t, () => ada.page.getByRole('menuitem', { name: 'Edit' }).count(), 0)
    await ada.types('Escape')
  })

  await t.test('who does not want to be named is not', async () => {
    await cara.call('PATCH', '/me', { privacy: { namedInForwards: false } })
    await cara.say(from, 'Or at five?')
    await opens(ada, from, 'Or at five?')
    await ada.chooses('Forward', 'Or at five?')
    await dialog.getByRole('checkbox', { name: 'Tea' }).check()
    await dialog.getByRole('button', { name: 'Forward' }).click()
    await dialog.waitFor({ state: 'detached' })
    await ben.message('Or at five?').getByText('Forwarded', { exact: true }).waitFor()
  })
  t.same(
    stage.complaints().filter((one) => !/403|409/.test(one)),
    [],
  )
})
