import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('what is pinned stands over the messages for both, at a desk and on a phone', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.direct(bela)
  for (const text of ['Tea at four', 'The key is under the mat', 'See you']) await anna.say(id, text)
  const [ada, ben] = [await stage.person('Ada'), await stage.person('Ben', phone)]
  for (const person of [ada, ben]) {
    await person.page.goto(`/c/${id}`)
    await person.signIn(actorPassword)
    await person.sees('See you')
  }
  const bar = (person: typeof ada) => person.page.getByRole('region', { name: 'Pinned messages' })
  const shown = (person: typeof ada, text: string) =>
    bar(person).getByRole('button', { name: text }).waitFor()

  await t.test('by the keyboard, and a line tells of it that leads there', async () => {
    await ada.message('Tea at four').focus()
    await ada.types('Enter')
    await ada.page.getByRole('menuitem', { name: 'Pin', exact: true }).press('Enter')
    for (const person of [ada, ben]) {
      await shown(person, 'Pinned You Tea at four'.replace('You', person === ada ? 'You' : 'Ada'))
      await person.message('Tea at four').getByRole('img', { name: 'Pinned' }).waitFor()
    }
    await ben.page.getByRole('button', { name: 'Ada pinned a message.' }).tap()
    await ben.page.locator('[data-seq="1"]:focus').waitFor()
  })

  await t.test('by a finger held down, and each press leads to one and shows the next', async () => {
    await ben.holds(ben.message('The key is under the mat').locator('.message-text'))
    await ben.page.getByRole('menuitem', { name: 'Pin', exact: true }).tap()
    for (const person of [ada, ben]) await shown(person, '1 of 2')
    await bar(ada).getByRole('button', { name: 'The key' }).click()
    await ada.page.locator('[data-seq="2"]:focus').waitFor()
    await shown(ada, '2 of 2')
    await bar(ada).getByRole('button', { name: 'Tea at four' }).click()
    await ada.page.locator('[data-seq="1"]:focus').waitFor()
    await shown(ada, '1 of 2')
  })

  await t.test('an edit shows in the bar, and a deletion takes the pin', async () => {
    await anna.call('PATCH', `/conversations/${id}/messages/2`, { text: 'The key is at Ben’s' })
    for (const person of [ada, ben]) await shown(person, 'The key is at Ben’s')
    await anna.call('DELETE', `/conversations/${id}/messages/2`)
    for (const person of [ada, ben]) await shown(person, 'Tea at four')
  })

  await t.test('who was away finds it as it is now, and the list takes it off', async () => {
    await ada.page.reload()
    await shown(ada, 'Tea at four')
    await bar(ada).getByRole('button', { name: 'Show all' }).click()
    const dialog = ada.page.getByRole('dialog', { name: 'Pinned messages' })
    await dialog.getByRole('link', { name: 'Tea at four' }).waitFor()
    await dialog.getByRole('button', { name: 'Unpin' }).click()
    await dialog.getByText('Nothing is pinned here any more.').waitFor()
    await ada.types('Escape')
    for (const person of [ada, ben]) await bar(person).waitFor({ state: 'hidden' })
  })
  t.same(stage.complaints(), [])
})

t.test('in a group its owner pins, and what one blocked is folded in the bar', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.group('Cake', '', [bela])
  await bela.say(id, 'Who brings the cake?')
  const [ada, ben] = [await stage.person('Ada'), await stage.person('Ben')]
  for (const person of [ada, ben]) {
    await person.page.goto(`/c/${id}`)
    await person.signIn(actorPassword)
    await person.sees('Who brings the cake?')
  }
  const menu = async (person: typeof ada) => {
    await person.asksFor(person.message('Who brings the cake?'))
    return person.page.getByRole('menuitem', { name: 'Pin', exact: true })
  }
  t.equal(await (await menu(ben)).count(), 0)
  await (await menu(ada)).click()
  const bar = ada.page.getByRole('region', { name: 'Pinned messages' })
  await bar.getByRole('button', { name: 'Who brings the cake?' }).waitFor()
  await anna.call('PUT', `/me/blocks/${bela.id}`)
  await bar.getByRole('button', { name: 'From someone you blocked' }).waitFor()
  await comes(t, () => bar.getByText('cake').count(), 0)
  t.same(stage.complaints(), [])
})

t.test('a message with files alone is told of by its files, wherever it is listed', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.group('Cake', '', [bela])
  await anna.sendFiles(id, '', [{ name: 'recipe.txt', bytes: Buffer.from('Flour, eggs') }])
  await anna.call('PUT', `/conversations/${id}/messages/3/pin`)
  await anna.call('PUT', `/me/saved/${id}/3`)
  const ada = await stage.person('Ada')
  const { page } = ada
  await page.goto(`/c/${id}`)
  await ada.signIn(actorPassword)
  await page.getByRole('button', { name: 'Show all' }).click()
  const dialog = page.getByRole('dialog', { name: 'Pinned messages' })
  await dialog.getByRole('link', { name: 'recipe.txt' }).waitFor()
  await page.goto('/saved')
  await page.getByRole('list', { name: 'Saved' }).getByRole('link', { name: 'recipe.txt' }).waitFor()
  t.same(stage.complaints(), [])
})
