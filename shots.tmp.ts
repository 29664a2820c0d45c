import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { actorPassword } from './test/support/app/actor.ts'
import { buildTestApp } from './test/support/app/app.ts'
import { launchBrowser } from './test/support/browser/stage.ts'
import { TestClock } from './test/support/app/clock.ts'
import { freePort } from './test/support/network/free-port.ts'
import { build } from './web/build.ts'
import { fillScene } from './scripts/screenshots/scene.ts'
await build()
const clock = new TestClock()
const dataDir = await mkdtemp(join(tmpdir(), 'parley-shots-'))
const endings: any[] = []
const port = await freePort()
const url = `http://127.0.0.1:${port}`
const app = await buildTestApp({ teardown: (end: any) => endings.push(end) }, { config: { dataDir, port, publicUrl: new URL(url) }, ports: { clock } })
await app.listen({ host: '127.0.0.1', port })
const scene = await fillScene(url, (m) => clock.advance(m * 60_000))
const browser = await launchBrowser()
const sizes: [string, any][] = [
  ['390', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ['820', { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true }],
  ['1280', { viewport: { width: 1280, height: 800 } }],
  ['1920', { viewport: { width: 1920, height: 1080 } }],
]
const only = process.argv[2] ?? ''
for (const [size, options] of sizes) for (const scheme of ['light', 'dark'] as const) for (const dir of size === '390' || size === '1280' ? ['ltr', 'rtl'] : ['ltr']) {
  if (only && !`${size}-${scheme}-${dir}`.match(only)) continue
  const context = await browser.newContext({ baseURL: url, locale: 'en-GB', timezoneId: 'Europe/Stockholm', colorScheme: scheme, ...options })
  const page = await context.newPage()
  await page.clock.setFixedTime(clock.now())
  if (dir === 'rtl') await page.addInitScript(() => addEventListener('DOMContentLoaded', () => (document.documentElement.dir = 'rtl')))
  let direct = ''
  await page.route(/\/api\/v1\/conversations$/, async (route) => {
    const reply = await route.fetch()
    const json: any = await reply.json()
    if (json.items) {
      const people = json.people
      const g = json.items.find((i: any) => i.conversation.kind === 'group').conversation
      const inv = (n: number, name: string, who: any, memberCount: number) => ({ conversation: { ...g, id: g.id.slice(0, -1) + n, name, memberCount }, inviter: who, invitedAt: g.createdAt })
      json.invitations = [inv(1, 'Bicycle kitchen and repair on Thursdays', people[2], 12), inv(2, 'Garden', people[1], 1)]
      const d = json.items.find((i: any) => i.peer)
      direct = d.conversation.id
      d.membership.closed = true
      d.membership.canWrite = false
    }
    await route.fulfill({ response: reply, json })
  })
  await page.goto('/')
  await page.getByLabel('Username').fill('maya.okafor')
  await page.getByLabel('Password').fill(actorPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Bicycle').first().waitFor()
  const shot = (name: string) => page.screenshot({ path: `/tmp/shots/${name}-${size}-${scheme}-${dir}.png` })
  await page.waitForTimeout(300)
  await shot('list')
  await page.goto('/settings/privacy')
  await page.getByText('Read receipts').waitFor()
  await page.waitForTimeout(300)
  await shot('privacy')
  await page.goto(`/c/${direct}`)
  await page.getByRole('button', { name: 'Conversation actions' }).waitFor()
  await page.waitForTimeout(300)
  await shot('closed')
  await page.getByRole('button', { name: 'Conversation actions' }).click()
  await shot('menu')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Details' }).click()
  await page.getByRole('complementary').getByRole('button', { name: 'Block' }).waitFor()
  await page.waitForTimeout(300)
  await shot('panel')
  await context.close()
}
await browser.close()
for (const end of endings.reverse()) await end()
await rm(dataDir, { recursive: true })
process.exit(0)
