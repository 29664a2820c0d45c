import type { BrowserContext, CDPSession, Page } from 'playwright-core'

import { buildServer, isServerStale } from '../../../api/build.ts'
import { runCommand } from '../../../api/src/process/command.ts'
import { launchBrowser } from '../../../test/support/browser/launch.ts'
import { build, isStale } from '../../../web/build.ts'
import { Http } from '../load/http.ts'
import { doubtsAbout, thisMachine } from '../machine.ts'
import { inFreshPlaces, noServers } from '../places.ts'
import { killServers } from '../process.ts'
import { write } from '../scenarios/history.ts'
import { seed } from '../seed.ts'
import { startParley } from '../targets.ts'
import { markUsable, noteKeys, scrollUp, switchMs } from './in-page.ts'
import { referencePage } from './reference-page.ts'

const slowdown = 4
const poured = 200
const [long, scrolled] = [10_000, 5_000]
const reference = 'http://reference.test'

const help = `npm run bench:web

Measures the web client in Chromium, ${slowdown} times slower than this machine is, beside a plain page of rows that does
the same in the same browser. Each figure has its goal, and stands beside that of the plain page. It takes a minute or two.`

/** A page under measurement, and where in it there are conversations: one of ${long} messages, and two of some hundred. */
interface Subject {
  readonly page: Page
  readonly cdp: CDPSession
  readonly lengths: Readonly<Record<string, number>>
  pour(): Promise<unknown>
}

type Figures = Record<string, number>

const goals: Figures = {
  'cold start to a usable list, from cache, in ms': 600,
  'switch to a conversation seen before, in ms': 100,
  'switch to a new one, in ms': 300,
  'Enter to the message in the page, in ms': 50,
  [`typing in ${long} messages, 98 of 100 keys, in ms`]: 60,
  [`longest task while scrolling up ${scrolled} messages, in ms`]: 200,
  'heap after all of it, in MB': 12,
  [`${poured} messages poured in, main thread, in s`]: Number.NaN,
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN

const metric = async (cdp: CDPSession, wanted: string): Promise<number> => {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN
}

const numbers = (page: Page, name: string): Promise<unknown> =>
  page.evaluate((key): unknown => Reflect.get(window, key), name)

async function measure({ page, cdp, lengths, pour }: Subject): Promise<Figures> {
  const [main = '', ...others] = Object.keys(lengths)
  const to = (path: string) =>
    page.evaluate(switchMs, [path, `Message ${(lengths[path] ?? 0) - 1} of`] as const)
  await page.reload()
  await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0)
  const cold = await page.evaluate(() => performance.getEntriesByName('usable')[0]?.startTime ?? Number.NaN)
  await to(main)
  const fresh: number[] = []
  for (const path of others) fresh.push(await to(path))
  const seen: number[] = []
  for (let turn = 0; turn < 3; turn += 1) for (const path of [main, ...others]) seen.push(await to(path))
  await to(main)
  await page.evaluate(noteKeys, 'measured')
  const box = page.locator('textarea')
  await box.fill('measured')
  await box.press('Enter')
  await page.waitForFunction(() => Number.isFinite(Reflect.get(window, 'enterMs')))
  const enter = await numbers(page, 'enterMs')
  const before = await metric(cdp, 'TaskDuration')
  await pour()
  await page.locator('[data-row]').filter({ hasText: 'Poured 1.' }).waitFor()
  await page.waitForTimeout(500)
  const pouring = (await metric(cdp, 'TaskDuration')) - before
  const longest = await page.evaluate(scrollUp, `Message ${long - scrolled} of`)
  await box.pressSequentially('What is typed while so many messages are in the page, and measured', {
    delay: 40,
  })
  const keys = await numbers(page, 'keyMs')
  await cdp.send('HeapProfiler.collectGarbage')
  const heap = (await metric(cdp, 'JSHeapUsedSize')) / 1e6
  const typing = quantile(Array.isArray(keys) ? keys.map(Number) : [], 0.98)
  const found = [
    cold,
    quantile(seen, 0.5),
    quantile(fresh, 0.5),
    Number(enter),
    typing,
    longest,
    heap,
    pouring,
  ]
  return Object.fromEntries(Object.keys(goals).map((name, at) => [name, found[at] ?? Number.NaN]))
}

async function slowPage(context: BrowserContext, start: string): Promise<{ page: Page; cdp: CDPSession }> {
  await context.addInitScript(markUsable)
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await page.goto(start)
  await page.locator('nav a[href^="/c/"]').first().waitFor()
  await page.waitForTimeout(3_000) // the client keeps itself for a start from cache
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable')
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  return { page, cdp }
}

const run = async (): Promise<void> => {
  const machine = thisMachine()
  console.log(machine)
  for (const doubt of await doubtsAbout({ ...machine, isPinned: true })) console.log(`DOUBTFUL  ${doubt}`)
  if (await isStale()) await build()
  if (await isServerStale()) await buildServer()
  await inFreshPlaces(noServers, async (places) => {
    const { cookies, userIds, conversationIds } = await seed(places, 3, [
      [0, 1],
      [0, 1, 2],
      [0, 2],
    ])
    const lengths: Record<string, number> = {}
    for (const [at, length] of [long, 300, 400].entries()) {
      const [id, senderId] = [conversationIds[at], userIds[at === 0 ? 1 : 2]]
      if (!id || !senderId) throw new Error('There is nobody to talk.')
      await write(places, { id, senderId }, 0, length)
      lengths[`/c/${id}`] = length
    }
    const { server, origin } = await startParley(places, 'all')
    const http = new Http(origin)
    const browser = await launchBrowser()
    try {
      const plain = await browser.newContext()
      await plain.route(`${reference}/`, (route) =>
        route.fulfill({ contentType: 'text/html', body: referencePage(lengths) }),
      )
      const plainPage = await slowPage(plain, `${reference}/`)
      const pourPlain = () => plainPage.page.evaluate((count) => Reflect.get(window, 'pour')(count), poured)
      const beside = await measure({ ...plainPage, lengths, pour: pourPlain })
      await plain.close()
      const [name = '', value = ''] = (cookies[0] ?? '').split('=')
      const context = await browser.newContext()
      await context.addCookies([{ name, value, url: origin }])
      const ownPage = await slowPage(context, `${origin}/`)
      const pour = async () => {
        for (let left = poured; left > 0; left -= 1) {
          const body = { clientId: crypto.randomUUID(), text: `Poured ${left}.` }
          await http.ask('POST', `/conversations/${conversationIds[0]}/messages`, {
            cookie: cookies[1] ?? '',
            body,
          })
        }
      }
      const own = await measure({ ...ownPage, lengths, pour })
      console.table(
        Object.fromEntries(
          Object.entries(goals).map(([what, goal]) => [
            what,
            { Parley: rounded(own[what]), goal: rounded(goal), 'plain page': rounded(beside[what]) },
          ]),
        ),
      )
    } finally {
      http.close()
      await browser.close()
      await server.stop()
    }
  })
}

const rounded = (value = Number.NaN): number | string =>
  Number.isNaN(value) ? '' : Number(value.toPrecision(3))

process.once('exit', killServers)
await runCommand({ help, names: [], run })
