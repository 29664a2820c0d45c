import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('one saves messages for later, in all one’s tabs, and nobody else sees it', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.direct(bela)
  await anna.say(id, 'Tea at four', 'The key is under the mat', 'See you')
  const [desk, mobile] = [await stage.person('Ben'), await stage.person('Ben', phone)]
  for (const person of [desk, mobile]) {
    await person.page.goto(`/c/${id}`)
    await person.signIn(actorPassword)
    await person.sees('See you')
  }
  const row = (person: typeof desk, text: string) =>
    person.page.getByRole('list', { name: 'Saved' }).getByRole('link', { name: text })
  const remove = (person: typeof desk, text: string) =>
    person.page.getByRole('listitem').filter({ hasText: text }).getByRole('button', { name: 'Remove' })

  await t.test('from the menu of a message, by keyboard and by a finger held down', async () => {
    await desk.message('Tea at four').focus()
    await desk.types('Enter')
    await desk.page.getByRole('menuitem', { name: 'Save for later' }).press('Enter')
    await mobile.holds(mobile.message('The key').locator('.message-text'))
    await mobile.page.getByRole('menuitem', { name: 'Save for later' }).tap()
    await desk.page.getByRole('button', { name: 'Ben', exact: false }).last().click()
    await desk.page.getByRole('menuitem', { name: 'Saved' }).click()
    await desk.page.getByRole('heading', { name: 'Saved' }).waitFor()
    await row(desk, 'The key is under the mat').waitFor()
    await row(desk, 'Tea at four').waitFor()
  })

  await t.test('each follows its message, and what was deleted is gone', async (t) => {
    await anna.call('PATCH', `/conversations/${id}/messages/1`, { text: 'Tea at five' })
    await anna.call('DELETE', `/conversations/${id}/messages/2`)
    await mobile.page.goto('/saved')
    await row(mobile, 'Tea at five').waitFor()
    await mobile.page.getByText('The message was deleted.').waitFor()
    await comes(t, () => mobile.page.getByText('under the mat').count(), 0)
  })

  await t.test('what is removed in one tab goes from the other, and a row leads to its message', async () => {
    await remove(mobile, 'The message was deleted.').tap()
    await desk.page.getByRole('listitem').filter({ hasText: 'The key' }).waitFor({ state: 'detached' })
    await row(desk, 'Tea at').click()
    await desk.page.locator('[data-seq="1"]').waitFor()
    await desk.asksFor(desk.message('Tea at five'))
    await desk.page.getByRole('menuitem', { name: 'Remove from saved' }).click()
    await mobile.page.getByText('Nothing is saved yet.').waitFor()
  })

  await t.test('the switcher leads there', async () => {
    await desk.composer.focus()
    await desk.page.keyboard.press('Control+k')
    await desk.page.getByRole('dialog', { name: 'Jump to' }).waitFor()
    await desk.page.keyboard.type('saved')
    await desk.page.getByRole('option', { name: 'Saved', exact: true }).waitFor()
    await desk.types('Enter')
    await desk.page.getByText('Nothing is saved yet.').waitFor()
  })
  t.same(stage.complaints(), [])
})
