import t from 'tap'

import { Actor, actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('old messages are found again', async (t) => {
  const stage = await Stage.open(t)
  const ada = await new Actor(stage.server.url).register('ada', 'Ada')
  const charles = await new Actor(stage.server.url).register('charles', 'Charles')
  const [direct, notes] = [await ada.direct(charles), await ada.direct(ada)]
  await charles.say(direct, 'The <b>Analytical</b> Engine is ready')
  await ada.say(notes, '東京タワーで会いましょう')
  for (let number = 1; number <= 150; number += 1) await charles.say(direct, `Message ${number}`)
  await ada.call('PUT', `/conversations/${direct}/read`, { seq: 151 })

  const reader = await stage.person('Ada')
  await reader.page.goto('/')
  await reader.signIn(actorPassword)
  const box = reader.page.getByRole('searchbox', { name: 'Search' })
  const hits = reader.page.getByRole('region', { name: 'Messages' })
  const sought = reader.page.locator('[data-sought]')
  /** It stands out for a moment only, so one looks for it from before. */
  const standsOut = (text: string, open: Promise<void>) =>
    Promise.all([sought.getByText(text).waitFor(), open])

  await t.test('by the middle of a word, and shown where it was said', async (t) => {
    await box.fill('nalyti')
    await hits.getByRole('link').waitFor()
    await comes(t, () => hits.locator('mark').textContent(), 'nalyti')
    await comes(t, () => hits.getByRole('link').textContent(), /The <b>Analytical<\/b> Engine is ready/)
    await comes(t, () => hits.getByRole('link').getByText('Charles').count(), 1, 'who said it is named once')
    await standsOut('Analytical', hits.getByRole('link').click())
    await comes(t, () => reader.message('Analytical').isVisible(), true)
    await comes(t, () => reader.message('Message 150').count(), 0, 'far from the latest')
    await sought.waitFor({ state: 'detached' })
  })

  await t.test('another hit in the same conversation', async () => {
    await box.fill('message 150')
    const hit = hits.getByRole('link').filter({ hasText: 'Message 150' })
    await standsOut('Message 150', hit.click())
  })

  await t.test('by two characters of Japanese, with the keyboard alone', async (t) => {
    await box.fill('会い')
    await hits.locator('mark').getByText('会い').waitFor()
    await box.press('ArrowDown')
    await comes(t, () => reader.focused(), /東京タワー/)
    await standsOut('東京タワー', reader.types('Enter'))
  })

  await t.test('or it is said that there is nothing', async () => {
    await box.fill('no such thing')
    await hits.getByText('No messages with these words.').waitFor()
    await box.fill('')
    await hits.waitFor({ state: 'hidden' })
  })

  await t.test('and of what takes long, how far it came', async (t) => {
    let asked = 0
    const stopped = { items: [], nextCursor: 'on', complete: false, searchedTo: '2026-03-03T12:00:00.000Z' }
    await reader.page.route('**/messages/search?*', (route) => {
      asked += 1
      return route.fulfill({ json: stopped })
    })
    await box.fill('long ago')
    await hits.getByText(/^Searched back to .*2026\.$/).waitFor()
    const goOn = hits.getByRole('button', { name: 'Search further back' })
    await goOn.waitFor()
    t.equal(asked, 11, 'it has gone on by itself for a while')
    await reader.page.unroute('**/messages/search?*')
    await box.fill('message 149')
    await hits.getByRole('link').filter({ hasText: 'Message 149' }).waitFor()
    await comes(t, () => goOn.count(), 0)
  })

  t.same(stage.complaints(), [])
})
