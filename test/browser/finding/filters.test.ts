import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('messages are found by who wrote them, where, when and word by word', async (t) => {
  const stage = await Stage.open(t)
  const [ada, ben] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const direct = await ada.direct(ben)
  const club = await ada.group('Book club', '', [ben], 'open')
  await ben.say(club, 'The **red** book', 'a book, red')
  await ada.say(club, 'My red book')
  await ben.say(direct, 'red: the cover')
  const reader = await stage.person('Ada')
  const { page } = reader
  await page.goto('/')
  await reader.signIn(actorPassword)
  await reader.rowNamed('Book club').waitFor()
  const box = page.getByRole('searchbox', { name: 'Search' })
  const hits = page.getByRole('region', { name: 'Messages' }).getByRole('link')
  const offers = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')

  await t.test('what can be said is told where nothing is said yet, and begun by a click', async (t) => {
    await box.click()
    const help = page.getByRole('group', { name: 'Narrow it down' })
    await help.getByRole('button', { name: 'from: who' }).click()
    await comes(t, () => box.inputValue(), 'from:')
    await help.waitFor({ state: 'hidden' })
    await offers.filter({ hasText: 'Ben' }).waitFor()
  })

  await t.test('names are completed with the keyboard, and filters alone find', async (t) => {
    await box.pressSequentially('be')
    await offers.filter({ hasText: 'Ben' }).waitFor()
    await box.press('Enter')
    await comes(t, () => box.inputValue(), 'from:ben ')
    await hits.filter({ hasText: 'red: the cover' }).waitFor()
    await comes(t, () => hits.count(), 3)
    await comes(t, () => page.locator('.conversations li').count(), 0, 'no conversation is meant')
    await box.pressSequentially('in:bo')
    await offers.getByText('Book club').waitFor()
    await box.press('Tab')
    await comes(t, () => box.inputValue(), 'from:ben in:"Book club" ')
    await hits.filter({ hasText: 'red: the cover' }).waitFor({ state: 'detached' })
    await comes(t, () => hits.count(), 2)
  })

  await t.test('a filter is taken back, and a phrase is marked as the server has found it', async (t) => {
    // As long as a finger presses: what is clicked must still be there when it is let go.
    await page.getByRole('button', { name: /^Remove .*Book club/ }).click({ delay: 100 })
    await comes(t, () => box.inputValue(), 'from:ben')
    await box.pressSequentially(' "red book"')
    await hits.filter({ hasText: 'a book, red' }).waitFor({ state: 'detached' })
    await hits.filter({ hasText: 'The red book' }).waitFor()
    await comes(t, () => hits.count(), 1)
    t.equal(
      await hits
        .locator('mark')
        .allTextContents()
        .then((marks) => marks.join('')),
      'red book',
    )
  })

  await t.test('SE7: a hit that is deleted meanwhile opens where it was', async () => {
    await ben.call('DELETE', `/conversations/${club}/messages/3`)
    await Promise.all([
      page.locator('[data-sought]').getByText('This message was deleted.').waitFor(),
      hits.first().click(),
    ])
  })

  await t.test('in a conversation, what is marked is what was found', async (t) => {
    const bar = page.getByRole('search', { name: 'Find here' })
    await page.getByRole('button', { name: 'Find here' }).click()
    await bar.getByRole('searchbox').fill('red from:me')
    await bar.getByText('1 of 1').waitFor()
    await comes(t, () => page.locator('.message mark').allTextContents(), ['red'], 'not in what Ben wrote')
    await bar.getByRole('searchbox').fill('red on:')
    await offers.getByText('Today').click()
    await bar.getByText('1 of 2').waitFor()
  })
  t.same(stage.complaints(), [])
})
