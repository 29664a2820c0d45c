import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('one conversation is searched', async (t) => {
  const stage = await Stage.open(t)
  const [ada, charles] = [await stage.actor('ada', 'Ada'), await stage.actor('charles', 'Charles')]
  const id = await ada.direct(charles)
  const notes = await ada.direct(ada)
  await ada.say(notes, 'An engine that is elsewhere')
  await charles.say(id, 'The engine is drawn')
  for (let part = 1; part <= 120; part += 1) await charles.say(id, `Part ${part}`)
  await charles.say(id, 'The Engine turns', 'So it does')
  await ada.call('PUT', `/conversations/${id}/read`, { seq: 123 })
  const reader = await stage.person('Ada')
  const { page } = reader
  await page.goto('/')
  await reader.signIn(actorPassword)
  await reader.row('Charles').click()
  await reader.sees('So it does')
  const bar = page.getByRole('search', { name: 'Find here' })
  const field = bar.getByRole('searchbox')
  const standsOut = (text: string) => page.locator('[data-sought]').getByText(text).waitFor()

  await t.test('by Ctrl F where one reads, from the newest hit to older ones and back', async (t) => {
    await reader.message('So it does').click()
    await page.keyboard.press('Control+f')
    await field.and(page.locator(':focus')).waitFor() // its code may still be on its way
    const [first] = await Promise.all([standsOut('The Engine turns'), field.fill('engine')])
    t.equal(first, undefined)
    await bar.getByText('1 of 2').waitFor()
    await comes(t, () => reader.message('The Engine turns').locator('mark').textContent(), 'Engine')
    await Promise.all([standsOut('The engine is drawn'), field.press('Enter')])
    await bar.getByText('2 of 2').waitFor()
    await comes(t, () => reader.message('So it does').count(), 0, 'far from the latest')
    await comes(t, () => bar.getByRole('button', { name: 'Older hit' }).isDisabled(), true)
    await Promise.all([standsOut('The Engine turns'), bar.getByRole('button', { name: 'Newer hit' }).click()])
    await field.fill('nothing of the kind')
    await bar.getByText('No message with these words').waitFor()
  })

  await t.test('and Escape leaves it, to where one was', async (t) => {
    await reader.sees('So it does')
    await page.keyboard.press('Escape')
    await comes(t, () => bar.isVisible(), false)
    await comes(t, () => page.locator('mark').count(), 0)
    await reader.message('So it does').and(page.locator(':focus')).waitFor()
  })

  await t.test('a day leads to its first message', async (t) => {
    await page.getByRole('button', { name: 'Find here' }).click()
    await bar.getByRole('button', { name: 'Jump to a date' }).click()
    await bar.getByLabel('Date', { exact: true }).fill('2020-01-01')
    await Promise.all([
      standsOut('The engine is drawn'),
      bar.getByRole('button', { name: 'Jump' }).last().click(),
    ])
    await comes(t, () => reader.message('The engine is drawn').isVisible(), true)
  })

  await t.test('and where what one was at is far away, one is at the messages', async () => {
    await field.press('Escape')
    await reader.message('The engine is drawn').focus()
    await page.keyboard.press('Control+f')
    await Promise.all([standsOut('The Engine turns'), field.fill('engine turns')])
    await reader.message('The engine is drawn').waitFor({ state: 'detached' })
    await field.press('Escape')
    await page.locator('[role="log"]:focus').waitFor()
  })
  t.same(stage.complaints(), [])
})
