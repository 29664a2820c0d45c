import { fileURLToPath } from 'node:url'

import type { UserId } from '@parley/shared'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'

import type * as Storage from '../../../../web/src/realtime/outbox/outbox-storage.ts'
import type { OutboxItem } from '../../../../web/src/state/outbox-item.ts'
import { launchBrowser } from '../../../support/browser/launch.ts'
import { clientIdOf, conversationId, me, peer } from '../../../support/models/truth.ts'

declare const outboxStorage: typeof Storage

const item = (place: number, text: string): OutboxItem => ({
  clientId: clientIdOf(place),
  conversationId,
  text,
  createdAt: '2026-03-01T09:30:00.000Z',
  place,
  status: { kind: 'sending' },
})

async function bundle(): Promise<string> {
  const source = fileURLToPath(
    new URL('../../../../web/src/realtime/outbox/outbox-storage.ts', import.meta.url),
  )
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    format: 'iife',
    globalName: 'outboxStorage',
    footer: { js: 'globalThis.outboxStorage = outboxStorage' },
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

const put = (page: Page, userId: UserId, unsent: Omit<OutboxItem, 'files'>) =>
  page.evaluate(
    ([owner, one]) =>
      outboxStorage.outboxStorage(indexedDB).put({ userId: owner, clientId: one.clientId, item: one }),
    [userId, unsent] as const,
  )
const load = (page: Page, userId: UserId): Promise<Omit<OutboxItem, 'files'>[]> =>
  page.evaluate((owner) => outboxStorage.outboxStorage(indexedDB).load(owner), userId)

async function setUp(t: Test): Promise<Page> {
  const browser = await launchBrowser()
  t.teardown(() => browser.close())
  const page = await browser.newPage()
  await page.route('http://parley.test/', (route) => route.fulfill({ contentType: 'text/html', body: '<p>' }))
  await page.addInitScript(await bundle())
  await page.goto('http://parley.test/')
  return page
}

t.test('unsent messages survive a reload, in order, each account’s apart', async (t) => {
  const page = await setUp(t)
  await put(page, me, item(2, 'second'))
  await put(page, me, item(1, 'first'))
  await put(page, peer, item(3, 'not mine'))
  await page.reload()
  t.same(await load(page, me), [item(1, 'first'), item(2, 'second')])
  await page.evaluate((id) => outboxStorage.outboxStorage(indexedDB).remove(id), clientIdOf(1))
  await page.reload()
  t.same(await load(page, me), [item(2, 'second')])
  await page.evaluate((owner) => outboxStorage.outboxStorage(indexedDB).removeAll(owner), me)
  t.same(await load(page, me), [])
  t.equal((await load(page, peer)).length, 1)
})

/** What a browser, another tab or a person may do to the database while the page is open. */
const harm: Record<string, (page: Page) => Promise<void>> = {
  'the browser has cleared the data of the site': async (page) => {
    const devtools = await page.context().newCDPSession(page)
    const storageTypes = 'indexeddb'
    await devtools.send('Storage.clearDataForOrigin', { origin: 'http://parley.test', storageTypes })
  },
  'another tab has deleted the database': (page) =>
    page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const deleting = indexedDB.deleteDatabase('parley')
          deleting.onsuccess = () => resolve()
          deleting.onerror = () => reject(new Error('It was not deleted.'))
          deleting.onblocked = () => reject(new Error('A page holds it open.'))
        }),
    ),
}

for (const [what, happens] of Object.entries(harm)) {
  t.test(`unsent messages are kept also after ${what}`, async (t) => {
    const page = await setUp(t)
    const storage = await page.evaluateHandle(() => outboxStorage.outboxStorage(indexedDB))
    const putThere = (unsent: Omit<OutboxItem, 'files'>) =>
      storage.evaluate(
        (kept, [owner, one]) => kept.put({ userId: owner, clientId: one.clientId, item: one }),
        [me, unsent] as const,
      )
    await putThere(item(1, 'before'))
    await happens(page)
    await putThere(item(2, 'after'))
    await page.reload()
    t.same(await load(page, me), [item(2, 'after')])
  })
}
