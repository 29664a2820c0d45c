import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('a message has an address', async (t) => {
  const stage = await Stage.open(t)
  const [ada, charles, grace] = [
    await stage.actor('ada', 'Ada'),
    await stage.actor('charles', 'Charles'),
    await stage.actor('grace', 'Grace'),
  ]
  const id = await ada.group('Engine', '', [charles])
  await charles.say(id, ...Array.from({ length: 150 }, (_, at) => `Part ${at + 1}.`))
  await ada.call('PUT', `/conversations/${id}/read`, { seq: 152 })
  const reader = await stage.person('Ada', { permissions: ['clipboard-read', 'clipboard-write'] })
  const { page } = reader
  await page.goto('/')
  await reader.signIn(actorPassword)
  await reader.row('Engine').waitFor()
  const path = () => new URL(page.url()).pathname
  const sought = page.locator('[data-sought]')
  /** It stands out for a moment only, so one looks for it from before. */
  const standsOut = (text: string, open: Promise<unknown>) =>
    Promise.all([sought.getByText(text).waitFor(), open])

  await t.test('which opens the conversation there, also after a reload', async (t) => {
    await standsOut('Part 10.', page.goto(`/c/${id}/12`))
    await comes(t, () => reader.message('Part 150.').count(), 0, 'far from the latest')
    await sought.waitFor({ state: 'detached' })
    await standsOut('Part 10.', page.reload())
    await comes(t, () => reader.message('Part 10.').isVisible(), true)
  })

  await t.test('until one has gone to the end', async (t) => {
    await page.getByRole('button', { name: 'Jump to the latest' }).click()
    await reader.sees('Part 150.')
    await page.waitForURL(`**/c/${id}`)
    t.equal(path(), `/c/${id}`)
  })

  await t.test('which is copied from its tools, and leads there from a message', async (t) => {
    await reader.rests()
    await reader.presses('Copy link', 'Part 149.')
    await reader.toast('Copied').waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    t.equal(link, `${new URL(page.url()).origin}/c/${id}/151`)
  })

  for (const [what, seq] of [
    ['is not there', 4_000],
    ['is not yours to read', 1],
  ] as const) {
    await t.test(`one that ${what} says so, and the newest are shown`, async (t) => {
      const who = await stage.person(seq === 1 ? 'Grace' : 'Ada')
      if (seq === 1) await ada.call('PATCH', `/conversations/${id}`, { visibility: 'closed' })
      if (seq === 1) await ada.call('POST', `/conversations/${id}/members`, { userIds: [grace.id] })
      await who.page.goto('/')
      await who.signIn(actorPassword)
      await who.row('Engine').waitFor()
      const told = who.toast('This message is not here').waitFor()
      await Promise.all([told, who.page.goto(`/c/${id}/${seq}`)])
      await who.page.waitForURL(`**/c/${id}`)
      if (seq !== 1) await comes(t, () => who.message('Part 150.').isVisible(), true)
    })
  }
  t.same(stage.complaints(), [])
})
