import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import type { Person } from '../../support/browser/person.ts'
import { until } from '../../support/until.ts'

const seqAt = (reader: Person) =>
  reader.page.evaluate(() => {
    const { state }: { state: { place?: { seq: number } | null } | null } = history
    return state?.place?.seq ?? null
  })

/** Whether what is noted is where one reads now: it is noted a little later than one scrolls. */
const isNoted = (reader: Person) =>
  reader.page.evaluate(() => {
    const { state }: { state: { place?: { seq: number; offsetPx: number } | null } | null } = history
    const row = document.querySelector(`.timeline [data-seq="${state?.place?.seq}"]`)
    const edge = document.querySelector('.timeline')?.getBoundingClientRect().top ?? 0
    const offset = (row?.getBoundingClientRect().top ?? Number.NaN) - edge
    return Math.abs(offset - (state?.place?.offsetPx ?? Number.NaN)) <= 1
  })

/** How far below the upper edge a message stands. */
const topOf = (reader: Person, text: string) =>
  reader.message(text).evaluate((row) => {
    const edge = row.closest('.timeline')?.getBoundingClientRect().top ?? 0
    return Math.round(row.getBoundingClientRect().top - edge)
  })

t.test('whoever loads the page again stays where they read', async (t) => {
  const stage = await Stage.open(t)
  const [ada, grace] = [await stage.actor('ada', 'Ada'), await stage.actor('grace', 'Grace')]
  const id = await ada.direct(grace)
  await grace.say(id, ...Array.from({ length: 120 }, (_, at) => `Step ${at + 1}.`))
  await ada.call('PUT', `/conversations/${id}/read`, { seq: 120 })
  const reader = await stage.person('Ada')
  await reader.page.goto('/')
  await reader.signIn(actorPassword)
  await reader.row('Grace').click()
  await reader.sees('Step 120.')

  await t.test('in the middle', async (t) => {
    const middle = 'Step 40.'
    await reader.log.hover()
    await until(async () => {
      if (await reader.message(middle).isVisible()) return true
      await reader.page.mouse.wheel(0, -700)
      return false
    }, 'one has scrolled up')
    await reader.message(middle).evaluate((row) => row.scrollIntoView({ block: 'center' }))
    await reader.rests()
    await until(() => isNoted(reader), 'it is noted')
    const before = await topOf(reader, middle)
    await reader.page.reload()
    await reader.sees(middle)
    await reader.rests()
    t.ok(Math.abs((await topOf(reader, middle)) - before) <= 2)
    await comes(t, () => reader.page.locator('[data-sought]').count(), 0, 'and nothing stands out')
  })

  await t.test('not where one only comes back to a conversation', async (t) => {
    await reader.page.goto('/')
    await reader.row('Grace').click()
    await reader.message('Step 120.').waitFor()
    await reader.rests()
    t.equal(await reader.log.evaluate(({ scrollTop }) => scrollTop), 0)
  })

  await t.test('nor at what was the end', async (t) => {
    await until(async () => (await seqAt(reader)) === null, 'no place is noted')
    await grace.say(id, 'And another.')
    await reader.sees('And another.')
    await reader.page.reload()
    await reader.sees('And another.')
    t.pass()
  })
  t.same(stage.complaints(), [])
})
