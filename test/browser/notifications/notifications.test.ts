import type { Page } from 'playwright-core'
import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import { until } from '../../support/until.ts'

interface Seen {
  readonly title: string
  readonly body: string
  readonly tag: string
  isClosed: boolean
  onclick: (() => void) | null
}

type Watched = typeof globalThis & { seen: Seen[]; rung: number; permission: NotificationPermission }

/** Runs in the page. Headless browsers show none: this keeps what would be seen and heard. */
function watch(): void {
  const page = globalThis as Watched
  Object.assign(page, { seen: [], rung: 0 })
  class Watching {
    static get permission() {
      return localStorage.getItem('test.permission') ?? 'default'
    }
    static async requestPermission() {
      localStorage.setItem('test.permission', localStorage.getItem('test.answer') ?? 'granted')
      return Watching.permission
    }
    isClosed = false
    onclick = null
    readonly title: string
    readonly body: string
    readonly tag: string
    constructor(title: string, { body = '', tag = '' }: NotificationOptions) {
      ;[this.title, this.body, this.tag] = [title, body, tag]
      page.seen.push(this)
    }
    close() {
      this.isClosed = true
    }
  }
  Object.assign(page, { Notification: Watching })
  const AudioContext = page.AudioContext
  page.AudioContext = class extends AudioContext {
    constructor() {
      super()
      page.rung += 1
    }
  }
}

const seenIn = (page: Page) =>
  page.evaluate(() =>
    (globalThis as Watched).seen.map(({ title, body, tag, isClosed }) => ({ title, body, tag, isClosed })),
  )
/** What comes at once does so also on a machine that has much else to do. */
function stopTheClock(): void {
  const nowMs = performance.now()
  performance.now = () => nowMs
}
const letTheClockGo = (): boolean => Reflect.deleteProperty(performance, 'now')
const rungIn = (page: Page) => page.evaluate(() => (globalThis as Watched).rung)

t.test('whoever looks elsewhere is told', async (t) => {
  const stage = await Stage.open(t)
  const [ada, ben] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const direct = await ada.direct(ben)
  const board = await ben.group('Board', '', [ada], 'closed')
  const market = await ben.group('Market', '', [ada], 'closed')
  await ben.say(direct, 'Written before')
  const reader = await stage.person('Ada', { permissions: ['notifications'] })
  const context = reader.page.context()
  await context.addInitScript(watch)
  const { page } = reader
  const other = await context.newPage()
  const all = async () => [...(await seenIn(page)), ...(await seenIn(other))]
  const count = (wanted: number) => until(async () => (await all()).length === wanted, `${wanted} are told`)

  await t.test('when they have asked for it, and not before', async (t) => {
    await page.goto('/settings/notifications')
    await reader.signIn(actorPassword)
    await reader.rowNamed('Board').waitFor()
    await other.goto('/')
    await other.getByRole('navigation', { name: 'Conversations' }).getByText('Board').waitFor()
    await page.bringToFront() // what lies behind is drawn seldom
    await page.evaluate(() => localStorage.setItem('test.answer', 'denied'))
    await page.getByRole('button', { name: 'Turn on' }).click()
    await page.getByText(/The browser does not let Parley show any/).waitFor()
    await comes(t, () => page.getByRole('switch', { name: 'On the screen' }).isVisible(), false)
    await page.evaluate(() => localStorage.setItem('test.answer', 'granted'))
    await page.evaluate(() => localStorage.setItem('test.permission', 'default'))
    await page.getByRole('link', { name: 'Privacy' }).click()
    await page.getByRole('link', { name: 'Notifications' }).click()
    await page.getByRole('button', { name: 'Turn on' }).click()
    await comes(t, () => page.getByRole('switch', { name: 'On the screen' }).isChecked(), true)
    t.same(await all(), [], 'nor of what was there when they came')
  })

  await t.test('once, however many tabs there are', async (t) => {
    for (const tab of [page, other]) await tab.evaluate(stopTheClock)
    await ben.say(board, `Minutes ${'and more '.repeat(20)}`)
    await count(1)
    const [told] = await all()
    t.match(told, { title: 'Ben · Board', tag: `parley.${board}`, isClosed: false })
    t.equal(told?.body.length, 121)
    await until(async () => (await rungIn(page)) + (await rungIn(other)) === 1, 'one rings')
    await ben.say(direct, 'Are you there?')
    await count(2)
    t.match(
      (await all()).find(({ title }) => title === 'Ben'),
      { body: 'Are you there?' },
    )
    t.equal((await rungIn(page)) + (await rungIn(other)), 1, 'and not at once again')
    for (const tab of [page, other]) await tab.evaluate(letTheClockGo)
  })

  await t.test('with the count on the icon', async () => {
    const icon = () => page.locator('link[rel="icon"]').getAttribute('href')
    await until(async () => (await icon())?.startsWith('data:image/png') ?? false, 'the icon counts')
  })

  await t.test('a click leads to the message, and what is read anywhere goes', async (t) => {
    const shower = (await seenIn(page)).length > 0 ? page : other
    await shower.evaluate(() =>
      (globalThis as Watched).seen.find(({ title }) => title === 'Ben')?.onclick?.(),
    )
    await shower.waitForURL(`**/c/${direct}/2`)
    await shower.getByRole('log').getByText('Are you there?').waitFor()
    const closed = async () => (await all()).filter(({ isClosed }) => isClosed).map(({ title }) => title)
    await until(async () => (await closed()).join() === 'Ben', 'it is closed')
    await ada.call('PUT', `/conversations/${board}/read`, { seq: 3 })
    await until(async () => (await closed()).length === 2, 'so is that of the other')
    const icon = page.locator('link[rel="icon"]')
    await until(async () => (await icon.getAttribute('href'))?.endsWith('.svg') ?? false, 'the icon is plain')
    t.equal((await all()).length, 2)
  })

  await t.test('not of what is before their eyes in another tab, nor of what is muted', async (t) => {
    await reader.rowNamed('Board').click()
    await page.getByRole('button', { name: 'Details' }).click()
    await page.getByRole('button', { name: 'Mute' }).click()
    await page.getByRole('menuitem', { name: 'For 1 hour' }).click()
    await reader.toast('Muted until').waitFor()
    await page.getByRole('button', { name: 'Unmute' }).waitFor()
    await reader.rowNamed('Ben').click()
    await reader.sees('Are you there?')
    await ben.say(board, 'Unheard')
    await ben.say(direct, 'Here I am')
    await reader.sees('Here I am')
    await page.getByRole('button', { name: 'Conversation actions' }).click()
    await page.getByRole('menuitem', { name: 'Mute' }).click()
    await page.getByRole('menuitem', { name: 'Until I turn it back on' }).click()
    await reader.rowNamed('Ben').getByText('Muted').waitFor()
    await reader.rowNamed('Board').click()
    await ben.say(direct, 'Unheard too')
    await ben.say(market, 'Stall 14')
    await count(3)
    t.equal((await all()).filter(({ title }) => title === 'Ben · Market').length, 1)
  })
  await t.test('in their hours of quiet of nothing, and otherwise only of who writes', async (t) => {
    await page.goto('/settings/notifications')
    await page.getByRole('switch', { name: 'Do not disturb' }).check()
    await page.getByLabel('From').fill('08:00')
    await page.getByLabel('To', { exact: true }).fill('08:00')
    await page.getByRole('switch', { name: 'Show what is written' }).uncheck()
    const before = (await all()).length
    await ben.say(market, 'In the middle of the night')
    for (const tab of [page, other]) await tab.getByText('In the middle of the night').first().waitFor()
    await page.getByRole('switch', { name: 'Do not disturb' }).uncheck()
    await ben.say(market, 'In the morning')
    await count(before + 1)
    t.same(
      (await all())
        .filter(({ title }) => title === 'Ben · Market')
        .map(({ body }) => body)
        .includes('New message'),
      true,
    )
  })
  t.same(stage.complaints(), [])
})
