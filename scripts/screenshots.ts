import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ConversationId } from '@parley/shared'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

import type { Ids } from '../api/src/domain/ports.ts'
import { runCommand, type Arguments } from '../api/src/process/command.ts'
import { buildTestApp } from '../test/support/app/app.ts'
import { launchBrowser } from '../test/support/browser/launch.ts'
import { freePort } from '../test/support/network/free-port.ts'
import { build } from '../web/build.ts'
import { Demo, PastClock } from './demo/fill.ts'
import { arriveAll } from './demo/stay.ts'
import { takeStyles } from './screenshots/styles.ts'

const folder = new URL('../docs/screenshots/', import.meta.url)
const desktop = { viewport: { width: 1280, height: 800 } }
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
/** With clocks of 12 hours, whose times are wider. */
const american = { locale: 'en-US' }
const tablet = { ...phone, ...american, viewport: { width: 820, height: 1180 } }
const lyingTablet = { ...tablet, viewport: { width: 1024, height: 768 } }
const wide = { ...american, viewport: { width: 1920, height: 1080 } }

const password = 'three words here'
const viewer = 'maya'
/** The time of day of the clocks in the pictures; where they are taken it may be any. */
const now = new Date(2026, 10, 29, 10, 46)

interface Scene {
  readonly url: string
  readonly group: ConversationId
}

interface Shot {
  readonly name: string
  readonly options: BrowserContextOptions
  show(page: Page, scene: Scene): Promise<void>
}

const shots: readonly Shot[] = [
  // before anything is opened, and read by that
  { name: 'phone-list-light', options: phone, show: (page) => open(page, '/') },
  { name: 'group-light', options: desktop, show: (page, { group }) => open(page, `/c/${group}/details`) },
  { name: 'profile-dark', options: { ...desktop, colorScheme: 'dark' }, show: profile },
  { name: 'find-groups-light', options: desktop, show: findGroups },
  {
    name: 'phone-group-dark',
    options: { ...phone, colorScheme: 'dark' },
    show: (page, { group }) => open(page, `/c/${group}`),
  },
  { name: 'phone-settings-light', options: phone, show: (page) => open(page, '/settings') },
  { name: 'tablet-group-light', options: tablet, show: (page, { group }) => open(page, `/c/${group}`) },
  {
    name: 'lying-tablet-details-dark',
    options: { ...lyingTablet, colorScheme: 'dark' },
    show: (page, { group }) => open(page, `/c/${group}/details`),
  },
  { name: 'wide-follow-up-light', options: wide, show: followUp },
]

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.getByRole('main').or(page.getByRole('navigation')).first().waitFor()
  await page.waitForLoadState('networkidle')
}

async function profile(page: Page, { group }: Scene): Promise<void> {
  await open(page, `/c/${group}`)
  await page.getByRole('log').getByRole('link', { name: 'Oskar Thorne' }).last().click()
  await page.getByText('@oskar').waitFor()
  await page.mouse.move(0, 0)
}

async function followUp(page: Page, { group }: Scene): Promise<void> {
  await open(page, `/c/${group}/details`)
  await page.getByRole('log').getByText('Low water is at 13:55').hover()
}

async function findGroups(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New conversation' }).first().click()
  await page.getByRole('tab', { name: 'Open groups' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Join: Swap shelf' }).waitFor()
}

async function signedIn(browser: Browser, url: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-GB',
    timezoneId: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...options,
  })
  const page = await context.newPage()
  await page.clock.setFixedTime(now)
  await page.goto('/')
  await page.getByLabel('Username').fill(viewer)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'New conversation' }).first().waitFor()
  return page
}

/** The same in every run, and with them the colours that come from ids. */
class SeededIds implements Ids {
  #made = 0

  uuid(): string {
    this.#made += 1
    const hex = createHash('sha256').update(`parley ${this.#made}`).digest('hex')
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
  }
}

/** The real server, filled with what was said until a moment at which its clock stands still. */
async function serve(clock: PastClock, dataDir: string, endings: (() => unknown)[]): Promise<Scene> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const app = await buildTestApp(
    { teardown: (end) => endings.push(end) },
    { config: { dataDir, port, publicUrl: new URL(url) }, ports: { clock, ids: new SeededIds() } },
  )
  await new Demo(app.parts, clock, password).fill()
  await app.listen({ host: '127.0.0.1', port })
  await arriveAll(url, password)
  const [group] = await app.parts.stores.conversations.findListed({
    prefix: 'boathouse',
    after: null,
    limit: 1,
  })
  if (!group) throw new Error('There is no group to show.')
  return { url, group: group.id }
}

async function takeAll(scene: Scene): Promise<void> {
  const browser = await launchBrowser()
  await mkdir(folder, { recursive: true })
  for (const { name, options, show } of shots) {
    const page = await signedIn(browser, scene.url, options)
    await show(page, scene)
    await page.screenshot({ path: new URL(`${name}.png`, folder).pathname })
    await page.context().close()
    console.log(`docs/screenshots/${name}.png`)
  }
  await browser.close()
}

const help = `Takes the pictures in docs/screenshots, of a server with made-up people, in Chromium. With --styles it takes those of
every component in every state instead, into a folder that it names.

  npm run screenshots
  npm run screenshots -- --styles`

const run = async (given: Arguments): Promise<void> => {
  if (given.has('styles')) return takeStyles({ desktop, phone })
  await build()
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-screenshots-'))
  const endings: (() => unknown)[] = [() => rm(dataDir, { recursive: true })]
  try {
    await takeAll(await serve(new PastClock(now), dataDir, endings))
  } finally {
    for (const end of endings.reverse()) await end()
  }
}

await runCommand({ help, names: ['styles'], run })
