import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const lines = Array.from({ length: 60 }, (_, at) => `Line ${at + 1} of the plan.`)

t.test('a talk of several people', async (t) => {
  const stage = await Stage.open(t)
  const [ada, charles, grace] = [
    await stage.actor('ada', 'Ada'),
    await stage.actor('charles', 'Charles'),
    await stage.actor('grace', 'Grace'),
  ]
  const group = await ada.group('Engine', '', [charles])
  await charles.say(group, ...Array.from({ length: 40 }, (_, at) => `Part ${at + 1}`))
  await ada.say(group, 'Thank you', '🙌', lines.join('\n'))
  await ada.call('POST', `/conversations/${group}/members`, { userIds: [grace.id] })
  const reader = await stage.person('Ada')
  const { page } = reader
  await page.goto('/')
  await reader.signIn(actorPassword)
  await reader.row('Engine').click()
  await reader.sees('Thank you')

  await t.test('names its author once, in sight for as long as any of it is', async (t) => {
    const run = page.locator('.run').filter({ hasText: 'Part 40' })
    const name = run.getByText('Charles', { exact: true })
    await name.first().waitFor()
    await comes(t, () => name.count(), 1)
    await reader.message('Part 20').scrollIntoViewIfNeeded()
    await reader.rests() // or what is loaded above moves the three between the looks at them
    const [pane, head, first] = [
      await reader.log.boundingBox(),
      await name.boundingBox(),
      await reader.message('Part 1').first().boundingBox(),
    ]
    t.ok((first?.y ?? 0) < (pane?.y ?? 0), 'its beginning is out of sight')
    t.ok(head && pane && head.y >= pane.y && head.y < pane.y + 60, 'and its head is in it')
    const described = await reader.message('Part 20').getAttribute('aria-describedby')
    await comes(
      t,
      () => page.locator(`[id="${described}"]`).textContent(),
      /Charles/,
      'who is read out with each',
    )
  })

  await t.test(
    'shows emoji alone large, and in the group that the last of one’s own was stored',
    async (t) => {
      const size = (text: string) =>
        reader
          .message(text)
          .locator('.message-text')
          .evaluate((element) => getComputedStyle(element).fontSize)
      t.equal(await size('🙌'), '40px')
      t.not(await size('Thank you'), '40px')
      await reader.say('All of it')
      await reader.message('All of it').getByRole('img', { name: 'Sent' }).waitFor()
      await comes(t, () => reader.log.getByRole('img', { name: 'Sent' }).count(), 1)
    },
  )

  await t.test('folds a long text, and opens it where one reads', async (t) => {
    const long = reader.message('Line 1 of the plan.')
    await long.scrollIntoViewIfNeeded()
    const height = async () => (await long.boundingBox())?.height ?? 0
    const top = async () => (await long.boundingBox())?.y ?? 0
    const [folded, place] = [await height(), await top()]
    t.ok(folded < 30 * 22, `${folded} px`)
    await long.getByRole('button', { name: 'Show all' }).click()
    const less = long.getByRole('button', { name: 'Show less' })
    await comes(t, () => less.getAttribute('aria-expanded'), 'true')
    t.ok((await height()) >= 60 * 22)
    t.ok(Math.abs((await top()) - place) <= 2, `it moved from ${place} to ${await top()}`)
    await less.press('Enter')
    await long.getByRole('button', { name: 'Show all' }).waitFor()
    await comes(t, () => reader.focused(), 'Show all', 'and the focus stays')
    t.equal(await height(), folded)
    const pane = await reader.log.boundingBox()
    t.ok((await top()) >= (pane?.y ?? 0), 'its beginning is in sight')
  })
  t.same(stage.complaints(), [])
})
