import type { JSHandle } from 'playwright-core'
import t, { type Test } from 'tap'

import { Actor, actorPassword } from '../../../support/app/actor.ts'
import { Stage } from '../../../support/browser/stage.ts'
import type { Person } from '../../../support/browser/person.ts'

/** So far from the end the way back is offered. */
const jumpFromPx = 240

const heights = ({ clientHeight, scrollHeight }: HTMLElement | SVGElement) => ({ clientHeight, scrollHeight })

const lines = (count: number): string => Array.from({ length: count }, (_, at) => `Line ${at + 1}`).join('\n')

async function setUp(t: Test) {
  const stage = await Stage.open(t)
  const ada = await new Actor(stage.server.url).register('ada', 'Ada')
  const charles = await new Actor(stage.server.url).register('charles', 'Charles')
  const id = await ada.direct(charles)
  for (let number = 1; number <= 60; number += 1) await charles.say(id, `Message ${number}`)
  const reader = await stage.person('Ada')
  await reader.page.goto('/')
  await reader.signIn(actorPassword)
  await reader.row('Charles').click()
  await reader.sees('Message 60')
  await reader.rests()
  return { stage, charles, id, reader }
}

/** How far the last line of the timeline is from its lower edge. */
const endOff = ({ log }: Person) =>
  log.evaluate((scroller) => {
    const last = scroller.firstElementChild?.getBoundingClientRect().bottom ?? Number.NaN
    return Math.round(Math.abs(last - scroller.getBoundingClientRect().bottom))
  })

/** Looks how far it is in every frame, and keeps the most. */
const watchEnd = ({ log }: Person) =>
  log.evaluateHandle((scroller) => {
    const watched = { mostPx: 0, frames: 0 }
    const look = () => {
      const last = scroller.firstElementChild?.getBoundingClientRect().bottom ?? Number.NaN
      const off = Math.abs(last - scroller.getBoundingClientRect().bottom)
      if (!(off <= watched.mostPx)) watched.mostPx = off
      watched.frames += 1
      requestAnimationFrame(look)
    }
    look()
    return watched
  })

/** The most it was since the last call. */
async function mostOff(
  watch: JSHandle<{ mostPx: number; frames: number }>,
  { page }: Person,
): Promise<number> {
  const seen = await watch.evaluate(({ frames }) => frames)
  await page.waitForFunction(({ watched, from }) => watched.frames > from + 3, { watched: watch, from: seen })
  return watch.evaluate((watched) => {
    const { mostPx } = watched
    watched.mostPx = 0
    return Math.round(mostPx)
  })
}

t.test('one stays where one is, whatever grows or shrinks', async (t) => {
  const { stage, charles, id, reader } = await setUp(t)
  const { page, composer } = reader
  const watch = await watchEnd(reader)
  const stays = async (t: Test, while_: string) => t.equal(await mostOff(watch, reader), 0, while_)

  await t.test('a message that is written, line by line', async (t) => {
    await composer.fill(lines(4))
    await composer.pressSequentially('a')
    await stays(t, 'four lines and a letter')
    await charles.say(id, 'And now?')
    await reader.sees('And now?')
    await reader.row('Charles').getByText('unread').waitFor({ state: 'detached' })
    await stays(t, 'the next message is seen')
    for (let line = 5; line <= 18; line += 1) {
      await composer.press('Shift+Enter')
      await composer.pressSequentially('x')
    }
    await stays(t, 'more lines than the box shows')
    for (let taken = 0; taken < 30; taken += 1) await composer.press('Backspace')
    await stays(t, 'one after the other taken back')
    await composer.fill(lines(9))
    await composer.press('Enter')
    await reader.message('Line 9').getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' })
    await stays(t, 'it is sent')
  })

  await t.test('an edit', async (t) => {
    await composer.press('ArrowUp') // a click may be preceded by scrolling to what is clicked
    await page.getByText('Editing a message').waitFor()
    await reader.say(lines(20))
    await reader.sees('Line 20')
    await page.getByText('Editing a message').waitFor({ state: 'hidden' })
    await stays(t, 'longer than it was')
  })

  await t.test('the window, the details and the size of the letters', async (t) => {
    for (const [width, height] of [
      [1280, 500],
      [820, 1180],
      [390, 844],
      [390, 420],
      [1280, 800],
    ] as const) {
      await page.setViewportSize({ width, height })
      await stays(t, `${width} × ${height}`)
    }
    await page.getByRole('button', { name: 'Details' }).click()
    await page.getByText('@charles').waitFor()
    await stays(t, 'the details are open')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByText('@charles').waitFor({ state: 'detached' })
    await stays(t, 'and closed')
    for (const size of ['26px', '']) {
      await page.evaluate((px) => (document.documentElement.style.fontSize = px), size)
      await stays(t, `letters of ${size || 'the usual size'}`)
    }
  })

  await t.test('a server that goes and comes back', async (t) => {
    await stage.server.kill()
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await reader.say('On its way')
    await reader.sees('On its way')
    await stays(t, 'a banner above and a message that waits')
    await stage.server.start()
    await reader.message('On its way').getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' })
    await page.locator('.banner').filter({ visible: true }).waitFor({ state: 'hidden' })
    await stays(t, 'and neither')
  })

  await t.test('the box is as tall as what is in it, until it scrolls', async (t) => {
    const texts = [
      '',
      'a',
      'two\nlines',
      'an empty one at the end\n',
      '\n\n\n',
      `spaces${' '.repeat(300)}`,
      '\ttabs\t\t'.repeat(12),
      'words of some length '.repeat(20),
      'x'.repeat(400),
      '写真は全部入りました。'.repeat(15),
      'صباح الخير '.repeat(30),
      '👩‍👩‍👧‍👦'.repeat(60),
    ]
    for (const width of [390, 1280]) {
      await reader.page.setViewportSize({ width, height: 900 })
      for (const text of texts) {
        await reader.composer.fill(text)
        const { clientHeight, scrollHeight } = await reader.composer.evaluate(heights)
        t.equal(clientHeight, Math.min(320, Math.max(34, scrollHeight)), `${text.slice(0, 12)} at ${width}`)
      }
    }
    await reader.composer.fill(lines(60))
    const { clientHeight, scrollHeight } = await reader.composer.evaluate(heights)
    t.equal(clientHeight, 320)
    t.ok(scrollHeight > 1_000)
    await reader.composer.fill('')
  })

  await page.mouse.move(700, 400)

  await t.test('who leaves the end is let go, though messages pour in', async (t) => {
    const pouring = { isOn: true }
    const pours = (async () => {
      for (let number = 1; pouring.isOn && number < 500; number += 1) await charles.say(id, `Drop ${number}`)
    })()
    await reader.sees('Drop 3')
    for (let turns = 0; turns < 4; turns += 1) await page.mouse.wheel(0, -300)
    await page.getByRole('button', { name: 'Jump to the latest' }).waitFor()
    pouring.isOn = false
    await pours
    await reader.rests()
    t.ok((await endOff(reader)) > jumpFromPx)
  })

  await t.test('who reads further up keeps the place while writing', async (t) => {
    const drift = await reader.driftWhile(async () => {
      await composer.fill(lines(4))
      await composer.pressSequentially('a')
      await charles.say(id, 'Unseen')
      await reader.row('Charles').getByText('unread').first().waitFor({ state: 'attached' })
      await composer.fill('')
    })
    t.equal(drift, 0)
    t.ok((await endOff(reader)) > jumpFromPx)
  })

  t.same(stage.complaints(), [])
})
