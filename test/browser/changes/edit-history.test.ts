import type { Route } from 'playwright-core'
import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('what a message said before is a step away, until its author drops it', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.direct(bela)
  await anna.say(id, 'Tea at **for**?')
  const [ada, ben] = [await stage.person('Ada'), await stage.person('Ben', phone)]
  for (const person of [ada, ben]) {
    await person.page.goto(`/c/${id}`)
    await person.signIn(actorPassword)
    await person.sees('Tea at for?')
  }
  const history = (person: typeof ada) => person.page.getByRole('dialog', { name: 'Edit history' })
  const mark = (person: typeof ada, text: string) =>
    person.message(text).getByRole('button', { name: 'edited', exact: true })

  await t.test('by a tap, the newest first, with its formatting', async (t) => {
    await ada.chooses('Edit', 'Tea at for?')
    await ada.say('Tea at four?')
    await mark(ben, 'Tea at four?').tap()
    const items = history(ben).getByRole('listitem')
    await items.last().waitFor()
    await comes(t, () => items.allInnerTexts(), [/^Now · .*\n+Tea at four\?$/s, /Tea at for\?$/])
    await items.last().locator('strong', { hasText: 'for' }).waitFor()
    await comes(t, () => history(ben).getByRole('button', { name: 'Delete earlier versions' }).count(), 0)
    await history(ben).getByRole('button', { name: 'Close' }).tap()
    await history(ben).waitFor({ state: 'detached' })
  })

  await t.test('a click is one although the message changes meanwhile', async () => {
    const box = await mark(ada, 'Tea at four?').boundingBox()
    if (!box) throw new Error('unreachable')
    await ada.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await ada.page.mouse.down()
    await anna.call('PATCH', `/conversations/${id}/messages/1`, { text: 'Tea at nine?' })
    await ada.sees('Tea at nine?')
    await ada.page.mouse.up()
    await history(ada).waitFor()
    await ada.types('Escape')
    await history(ada).waitFor({ state: 'detached' })
  })

  await t.test('by the keyboard, and its author drops what was there', async () => {
    await mark(ada, 'Tea at nine?').focus()
    await ada.types('Enter')
    await history(ada).getByRole('button', { name: 'Delete earlier versions' }).click()
    const question = ada.page.getByRole('dialog', { name: 'Delete the earlier versions?' })
    await question.getByRole('button', { name: 'Delete earlier versions' }).click()
    await history(ada).waitFor({ state: 'detached' })
    await mark(ben, 'Tea at nine?').tap()
    await history(ben).getByText('Nothing is kept').waitFor()
    await history(ben).getByRole('button', { name: 'Close' }).tap()
  })

  await t.test('who edits what was edited since is told, and keeps both texts', async (t) => {
    await ada.chooses('Edit', 'Tea at nine?')
    await ada.composer.fill('Tea at six?')
    const first = async (route: Route) => {
      await anna.call('PATCH', `/conversations/${id}/messages/1`, { text: 'Tea at five?' })
      await route.continue()
    }
    await ada.page.route('**/messages/1', first, { times: 1 })
    await ada.composer.press('Enter')
    await ada.page.locator('.toast').getByText('was edited since').waitFor()
    await ada.sees('Tea at five?')
    await comes(t, () => ada.composer.inputValue(), 'Tea at six?')
    await ada.page.getByText('Editing a message that was changed meanwhile').waitFor()
    await ada.composer.press('Enter')
    await ben.sees('Tea at six?')
  })
  t.same(
    stage.complaints().filter((one) => !one.includes('409')),
    [],
  )
})
