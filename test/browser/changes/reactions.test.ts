import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('people react to what others say, at a desk and on a phone', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.direct(bela)
  await anna.say(id, 'Tea at four?')
  const [ada, ben] = [await stage.person('Ada'), await stage.person('Ben', phone)]
  for (const person of [ada, ben]) {
    await person.page.goto(`/c/${id}`)
    await person.signIn(actorPassword)
    await person.sees('Tea at four?')
  }
  const chip = (person: typeof ada, name: string, isOwn: boolean) =>
    person.message('Tea at four?').getByRole('button', { name, pressed: isOwn })
  const picker = ada.page.getByRole('dialog', { name: 'Emoji' })

  await t.test('by the keyboard, from a picker that finds them by name', async () => {
    await ada.composer.focus()
    await ada.types('Shift+Tab', 'ArrowUp', '+')
    await picker.getByRole('searchbox').fill('party pop')
    await picker.getByRole('button', { name: 'party popper' }).waitFor()
    await ada.types('Enter')
    await chip(ada, '🎉, 1 reaction', true).waitFor()
    await chip(ben, '🎉, 1 reaction', false).waitFor()
  })

  await t.test('by a tap, which joins them and leaves again', async () => {
    await chip(ben, '🎉, 1 reaction', false).tap()
    await chip(ben, '🎉, 2 reactions', true).waitFor()
    await chip(ada, '🎉, 2 reactions', true).hover()
    await ada.page.getByRole('tooltip').filter({ hasText: 'You and Ben' }).waitFor()
    await chip(ben, '🎉, 2 reactions', true).tap()
    await chip(ada, '🎉, 1 reaction', true).waitFor()
  })

  await t.test('what is refused is taken back', async (t) => {
    await ada.page.route('**/reactions/**', (route) => route.fulfill({ status: 409, json: {} }), { times: 1 })
    await chip(ada, '🎉, 1 reaction', true).click()
    await ada.page.locator('.toast').waitFor()
    await chip(ada, '🎉, 1 reaction', true).waitFor()
    await comes(t, () => ada.message('Tea at four?').locator('.reaction[data-emoji]').count(), 1)
  })

  await t.test('a picker in the message box, and names behind a colon', async (t) => {
    await ada.composer.fill('so ')
    await ada.page.getByRole('button', { name: 'Emoji' }).click()
    await picker.getByRole('searchbox').fill('teacup')
    await picker.getByRole('button', { name: 'teacup without handle' }).click()
    await comes(t, () => ada.composer.inputValue(), 'so 🍵')
    const offered = ada.page.getByRole('listbox').getByRole('option')
    await ada.composer.pressSequentially(' :tad')
    await offered.first().waitFor()
    await ada.types('Tab')
    await comes(t, () => ada.composer.inputValue(), 'so 🍵 🎉 ')
    for (const text of ['at 10:30:15', '`:tad', '```\n:tad']) {
      await ada.composer.fill('')
      await ada.composer.pressSequentially(':tad')
      await offered.first().waitFor()
      await ada.composer.fill(text)
      await offered.first().waitFor({ state: 'detached' })
    }
  })
  t.same(
    stage.complaints().filter((one) => !one.includes('409')),
    [],
  )
})
