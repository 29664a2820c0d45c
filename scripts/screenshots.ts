import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

import type { Ids } from '../api/src/domain/ports.ts'
import { runCommand } from '../api/src/process/command.ts'
import { actorPassword } from '../test/support/app/actor.ts'
import { buildTestApp } from '../test/support/app/app.ts'
import { launchBrowser } from '../test/support/browser/stage.ts'
import { TestClock } from '../test/support/app/clock.ts'
import { freePort } from '../test/support/network/free-port.ts'
import { build } from '../web/build.ts'
import { fillScene, type Scene } from './screenshots/scene.ts'

const folder = new URL('../docs/screenshots/', import.meta.url)
const desktop = { viewport: { width: 1280, height: 800 } }
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
/** With clocks of 12 hours, whose times are wider. */
const american = { locale: 'en-US' }
const tablet = { ...phone, ...american, viewport: { width: 820, height: 1180 } }
const lyingTablet = { ...tablet, viewport: { width: 1024, height: 768 } }
const wide = { ...american, viewport: { width: 1920, height: 1080 } }

interface Shot {
  readonly name: string
  readonly options: BrowserContextOptions
  show(page: Page, scene: Scene): Promise<void>
}

const shots: readonly Shot[] = [
  { name: 'group-light', options: desktop, show: (page, { group }) => open(page, `/c/${group}/details`) },
  { name: 'profile-dark', options: { ...desktop, colorScheme: 'dark' }, show: profile },
  { name: 'find-groups-light', options: desktop, show: findGroups },
  { name: 'phone-list-light', options: phone, show: (page) => open(page, '/') },
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
  await page.getByRole('log').getByRole('link', { name: 'Jonas Lindqvist' }).last().click()
  await page.getByText('@jonas').waitFor()
  await page.mouse.move(0, 0)
}

async function followUp(page: Page, { group }: Scene): Promise<void> {
  await open(page, `/c/${group}/details`)
  await page.getByText('I can run a proof tonight').hover()
}

async function findGroups(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New conversation' }).first().click()
  await page.getByRole('tab', { name: 'Open groups' }).click()
  await page.getByRole('button', { name: 'Join: Roof garden' }).waitFor()
}

async function signedIn(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
  now: Date,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-GB',
    timezoneId: 'Europe/Stockholm',
    ...options,
  })
  const page = await context.newPage()
  await page.clock.setFixedTime(now)
  await page.goto('/')
  await page.getByLabel('Username').fill('maya.okafor')
  await page.getByLabel('Password').fill(actorPassword)
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

/** The real server, with time in hand, so that conversations have a yesterday. */
async function serve(clock: TestClock, dataDir: string, endings: (() => unknown)[]): Promise<string> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const app = await buildTestApp(
    { teardown: (end) => endings.push(end) },
    { config: { dataDir, port, publicUrl: new URL(url) }, ports: { clock, ids: new SeededIds() } },
  )
  await app.listen({ host: '127.0.0.1', port })
  return url
}

async function takeAll(url: string, scene: Scene, now: Date): Promise<void> {
  const browser = await launchBrowser()
  await mkdir(folder, { recursive: true })
  for (const { name, options, show } of shots) {
    const page = await signedIn(browser, url, options, now)
    await show(page, scene)
    await page.screenshot({ path: new URL(`${name}.png`, folder).pathname })
    await page.context().close()
    console.log(`docs/screenshots/${name}.png`)
  }
  await browser.close()
}

const help = `Takes the pictures in docs/screenshots, of a server with made-up people, in Chromium.

  npm run screenshots`

const run = async (): Promise<void> => {
  await build()
  const clock = new TestClock()
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-screenshots-'))
  const endings: (() => unknown)[] = [() => rm(dataDir, { recursive: true })]
  try {
    const url = await serve(clock, dataDir, endings)
    const scene = await fillScene(url, (minutes) => clock.advance(minutes * 60_000))
    await takeAll(url, scene, clock.now())
  } finally {
    for (const end of endings.reverse()) await end()
  }
}

await runCommand({ help, names: [], run })
