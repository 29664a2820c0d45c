import t, { type Test } from 'tap'

import { comes } from '../../support/browser/comes.ts'
import type { Person } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'

const dayMs = 24 * 60 * 60_000

/** Half a minute before the reader's midnight, on the day on which the server stores what is said. */
const lateInTheEvening = (): Date => new Date(Math.floor(Date.now() / dayMs) * dayMs + dayMs - 30_000)

/** Somebody whose page shows a message of today, in the list and in the conversation, and the settings' lists. */
async function reader(t: Test, stage: Stage, name: string): Promise<Person> {
  const ada = await stage.person(name, { timezoneId: 'UTC' })
  const other = await stage.person(`${name} other`)
  await ada.page.clock.install({ time: lateInTheEvening() })
  await ada.register()
  await other.register()
  await ada.startWith(other)
  await ada.say('good night')
  await ada.page.locator('.divider').getByText('Today').waitFor()
  await comes(t, () => ada.page.locator('.conversation-row .row-time').first().textContent(), /^\d\d:\d\d$/)
  return ada
}

async function showsYesterday({ page }: Person): Promise<void> {
  await page.locator('.divider').getByText('Yesterday').waitFor()
  await page.locator('.conversation-row .row-time').getByText('Yesterday').waitFor()
}

t.test('Today becomes yesterday', async (t) => {
  const stage = await Stage.open(t)

  await t.test('at midnight, while somebody looks', async (t) => {
    const ada = await reader(t, stage, 'Ada')
    await ada.page.clock.runFor(31_000)
    await showsYesterday(ada)
    await comes(t, () => ada.page.locator('.divider').getByText('Today').count(), 0)
  })

  await t.test('also in the list of activity', async (t) => {
    const bob = await reader(t, stage, 'Bob')
    await bob.page.goto('/settings/activity')
    const line = bob.page.locator('.fact-line time').first()
    await line.getByText(/^Today/).waitFor()
    await bob.page.clock.runFor(31_000)
    await line.getByText(/^Yesterday/).waitFor()
    t.pass()
  })

  await t.test('after a device has slept through it, when somebody comes back', async (t) => {
    const eve = await reader(t, stage, 'Eve')
    await eve.page.clock.setSystemTime(new Date(lateInTheEvening().getTime() + dayMs / 3)) // no timer rings
    await comes(t, () => eve.page.locator('.divider').getByText('Today').count(), 1)
    await eve.page.evaluate(() => dispatchEvent(new Event('focus')))
    await showsYesterday(eve)
  })
  t.same(stage.complaints(), [])
})

t.test('Whoever comes into another time zone sees its times and its days', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const bob = await stage.person('Bob')
  const zone = await ada.page.context().newCDPSession(ada.page)
  await zone.send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Kathmandu' })
  await ada.register()
  await bob.register()
  await ada.startWith(bob)
  await ada.say('on the way')
  const time = ada.page.locator('.message-time')
  const at = new Date((await time.getAttribute('datetime')) ?? '')
  const clockIn = (timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at)
  await time.getByText(clockIn('Asia/Kathmandu')).waitFor()
  await zone.send('Emulation.setTimezoneOverride', { timezoneId: 'America/St_Johns' })
  await ada.page.evaluate(() => dispatchEvent(new Event('focus')))
  await time.getByText(clockIn('America/St_Johns')).waitFor()
  await ada.page.locator('.conversation-row .row-time').getByText(clockIn('America/St_Johns')).waitFor()
  t.same(stage.complaints(), [])
})
