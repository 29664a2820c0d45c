import type { BrowserContextOptions, Page } from 'playwright-core'
import t, { type Test } from 'tap'

import { actorPassword } from '../support/app/actor.ts'
import { Stage } from '../support/browser/stage.ts'
import {
  controlCount,
  coveredControls,
  drawn,
  followUps,
  sidewaysScrolls,
} from '../support/browser/layout.ts'
import type { Person } from '../support/browser/person.ts'

/** A line of text, 1 px above it and 2 below. */
const lineRowPx = 25

/** What is covered is waited for, and there are many sizes at which it may be. */
const clickMaxMs = 10_000

const phone = { width: 390, height: 844 }
const tablet = { width: 820, height: 1180 }
const lying = { width: 1024, height: 768 }
const desktop = { width: 1280, height: 800 }
const wide = { width: 1920, height: 1080 }
/** On both sides of each width at which the panes change their places. */
const edges = [720, 721, 960, 961, 1120, 1121].map((width) => ({ width, height: 800 }))

const byTouch = { hasTouch: true, isMobile: true }
const oneLine = ['I take the index.', 'And the credits.', 'والغلاف أيضا']
const long = `${'One more look at the cover, and at what is on its back. '.repeat(8)}https://example.org/${'cover/'.repeat(20)}`

interface Reader {
  readonly name: string
  readonly options: BrowserContextOptions
  readonly sizes: readonly (typeof phone)[]
  /** The words are English, and yet the page must not lean on the direction in which they are written. */
  readonly dir: 'ltr' | 'rtl'
}

const readers: readonly Reader[] = [
  {
    name: 'a clock of 24 hours',
    options: { locale: 'en-GB' },
    sizes: [phone, tablet, lying, desktop, wide],
    dir: 'ltr',
  },
  {
    name: 'a clock of 12 hours',
    options: { locale: 'en-US' },
    sizes: [phone, tablet, lying, desktop, wide, ...edges],
    dir: 'ltr',
  },
  { name: 'fingers', options: { locale: 'en-US', ...byTouch }, sizes: [phone, tablet, lying], dir: 'ltr' },
  {
    name: 'a page from right to left',
    options: { locale: 'he-IL' },
    sizes: [phone, tablet, lying, desktop, wide],
    dir: 'rtl',
  },
]

async function setUp(t: Test) {
  const stage = await Stage.open(t)
  const [ada, omar] = [await stage.actor('ada', 'Ada'), await stage.actor('omar', 'عمر حداد')]
  const grace = await stage.actor('grace', 'Grace Brewster Murray Hopper, whose name is longer than a line')
  const id = await ada.group('Autumn issue', 'Layout, copy and print of issue 12', [omar, grace])
  await omar.say(await omar.direct(ada), 'صباح الخير')
  await grace.say(id, 'What is left?', long)
  await omar.say(id, 'The fonts.', ...oneLine)
  await ada.say(id, 'Then we proof tonight.', ...oneLine)
  const reader = await stage.person('Ada')
  await reader.page.goto('/')
  await reader.signIn(actorPassword)
  await reader.row('Autumn issue').waitFor()
  return { stage, id, storageState: await reader.page.context().storageState() }
}

async function inOrder(t: Test, page: Page, what: string): Promise<void> {
  await page.evaluate(drawn)
  t.ok((await page.evaluate(controlCount)) >= 3, `${what}: there is something to click`)
  t.strictSame(await page.evaluate(coveredControls), [], `${what}: nothing lies on what one clicks`)
  t.strictSame(await page.evaluate(sidewaysScrolls), [], `${what}: nothing scrolls sideways`)
}

async function followUpsInOrder(t: Test, page: Page, what: string): Promise<void> {
  const rows = await page.evaluate(followUps)
  const lines = rows.filter(({ text }) => oneLine.includes(text))
  t.equal(lines.length, 2 * oneLine.length)
  t.strictSame(
    [...new Set(lines.map(({ height }) => height))],
    [lineRowPx],
    `${what}: a line is as high as one`,
  )
  const astray = rows.filter(({ timeOutPx, timeOnText }) => timeOutPx > 0 || timeOnText)
  t.strictSame(astray, [], `${what}: the time of a follow-up stays in its column`)
}

/** Clicks as Playwright makes them: only where they meet what was asked for. */
async function usable(reader: Person, isTouch: boolean): Promise<void> {
  const { page, composer } = reader
  await composer.click()
  await composer.fill('At noon')
  await page.getByRole('button', { name: 'Send' }).click({ trial: true })
  await composer.fill('')
  const last = page.getByRole('article').last()
  if (isTouch) await reader.holds(last.locator('.message-text'))
  else {
    await last.hover()
    await page.getByRole('button', { name: 'Message actions' }).click()
  }
  await page.getByRole('menuitem', { name: 'Copy text' }).click({ trial: true })
  await page.keyboard.press('Escape')
}

async function opens({ page }: Person, path: string, dir: Reader['dir']): Promise<void> {
  await page.goto(path)
  await page.evaluate((value) => (document.documentElement.dir = value), dir)
}

t.test('nothing is in the way, however wide the screen is', async (t) => {
  const { stage, id, storageState } = await setUp(t)
  for (const { name, options, sizes, dir } of readers) {
    await t.test(`with ${name}`, async (t) => {
      const reader = await stage.person('Ada', { ...options, storageState })
      const { page } = reader
      page.setDefaultTimeout(clickMaxMs)

      await opens(reader, `/c/${id}`, dir)
      await reader.sees('Then we proof tonight.')
      const half = options.locale === 'en-US' ? /[AP]M$/ : /\d$/
      const times = await page.locator('.in-run:not(.first) time').allTextContents()
      t.ok(
        times.every((time) => half.test(time)),
        'what is not shown of a time is spoken',
      )
      for (const size of sizes) {
        await page.setViewportSize(size)
        await inOrder(t, page, `the group, ${size.width} px`)
        await followUpsInOrder(t, page, `the group, ${size.width} px`)
        await usable(reader, options.hasTouch === true)
        await page.getByRole('button', { name: 'Details' }).click()
        const panel = page.getByRole('complementary')
        await panel.getByText('@grace').waitFor()
        await inOrder(t, page, `its details, ${size.width} px`)
        await panel.getByRole('button', { name: 'Close', exact: true }).click()
        await panel.waitFor({ state: 'detached' })
      }

      for (const path of ['/', '/settings']) {
        await opens(reader, path, dir)
        await page
          .locator(path === '/' ? '.conversation-row' : '.settings-body input:not([type=file])')
          .first()
          .waitFor()
        for (const size of sizes) {
          await page.setViewportSize(size)
          await inOrder(t, page, `${path}, ${size.width} px`)
        }
      }
      await page.context().close()
    })
  }
  t.same(stage.complaints(), [])
})
