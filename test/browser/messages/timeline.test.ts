import t from 'tap'

import { Actor, actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const renderedMost = 300
const turnPx = 700

t.test('a long conversation stays quick, and stays where one reads', async (t) => {
  const stage = await Stage.open(t)
  const ada = await new Actor(stage.server.url).register('ada', 'Ada')
  const charles = await new Actor(stage.server.url).register('charles', 'Charles')
  const id = await ada.direct(charles)
  const numbers = Array.from({ length: 600 }, (_, at) => at + 1)
  for (const number of numbers) await charles.say(id, `Message ${number} ${'and more '.repeat(number % 40)}`)
  await charles.say(id, 'The very last')
  await ada.call('PUT', `/conversations/${id}/read`, { seq: 400 })

  const reader = await stage.person('Ada')
  await reader.page.goto('/')
  await reader.signIn(actorPassword)
  await reader.row('Charles').getByText('99+', { exact: true }).waitFor()
  await reader.row('Charles').click()

  await t.test('it opens where one stopped reading', async (t) => {
    await reader.page.getByRole('separator', { name: 'New messages' }).waitFor()
    await reader.sees('Message 401 ')
    await comes(t, () => reader.message('Message 401 ').isVisible(), true)
    await comes(t, () => reader.message('The very last').count(), 0)
  })

  await t.test('reading on upward never moves what is on the screen', async (t) => {
    await reader.page.mouse.move(700, 400)
    for (let turns = 0; turns < 25; turns += 1) {
      await reader.hasAbove(turnPx)
      const drift = await reader.driftWhile(async (moves) => {
        await reader.page.mouse.wheel(0, -turnPx)
        await moves()
      })
      t.ok(Math.abs(drift - turnPx) <= 2, `it moved by ${drift} px`)
    }
    t.ok((await reader.log.locator('.rows [data-row]').count()) <= renderedMost)
  })

  await t.test('what arrives meanwhile moves nothing either', async (t) => {
    const drift = await reader.driftWhile(async () => {
      await charles.say(id, 'While you were reading')
      await reader.row('Charles').getByText('While you were reading').waitFor()
    })
    t.ok(Math.abs(drift) <= 2, `it moved by ${drift} px`)
  })

  await t.test('one button leads to the end, and there one stays', async (t) => {
    await reader.page.getByRole('button', { name: 'Jump to the latest' }).click()
    await reader.sees('While you were reading')
    await charles.say(id, 'And now?')
    await reader.sees('And now?')
    await comes(t, () => reader.message('And now?').isVisible(), true)
    await reader.page.getByRole('button', { name: 'Jump to the latest' }).waitFor({ state: 'hidden' })
    await reader.row('Charles').getByText('unread').waitFor({ state: 'detached' })
    t.ok((await reader.log.locator('.rows [data-row]').count()) <= renderedMost)
  })

  t.same(stage.complaints(), [])
})
