import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import t from 'tap'

import { build } from '../../../web/build.ts'
import { comes } from '../../support/browser/comes.ts'
import type { Person } from '../../support/browser/person.ts'
import { actorPassword } from '../../support/app/actor.ts'
import { Stage } from '../../support/browser/stage.ts'
import { StaticSite } from '../../support/browser/static-site.ts'
import { until } from '../../support/until.ts'

/** Runs in the page: the texts of the messages that this device keeps copies of. */
function keptTexts(): Promise<string[]> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('parley-chat')
    opening.onupgradeneeded = () => opening.transaction?.abort() // there is none
    opening.onerror = () => resolve([])
    opening.onsuccess = () => {
      const reading = opening.result.transaction('windows').objectStore('windows').getAll()
      reading.onsuccess = () => {
        opening.result.close()
        const kept: { timeline: { messages: { text: string }[] } }[] = reading.result
        resolve(kept.flatMap(({ timeline }) => timeline.messages.map(({ text }) => text)))
      }
    }
  })
}

/** Runs in the page: the names of the people whom this device keeps. */
function keptNames(): Promise<string[]> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('parley-chat')
    opening.onsuccess = () => {
      const reading = opening.result.transaction('about').objectStore('about').get('about')
      reading.onsuccess = () => {
        opening.result.close()
        const about: { people: { displayName: string }[] } | undefined = reading.result
        resolve(about?.people.map(({ displayName }) => displayName) ?? [])
      }
    }
  })
}

const keeps = ({ page }: Person, text: string) =>
  until(async () => (await page.evaluate(keptTexts)).includes(text), `${text} is kept`)

/** Resolves when the client itself is kept, too. */
const isInstalled = ({ page }: Person) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    if (active?.state === 'activated') return
    await new Promise((resolve) => active?.addEventListener('statechange', resolve, { once: true }))
  })

const canAsk = ({ page }: Person) =>
  page.evaluate(() =>
    fetch('/healthz').then(
      () => true,
      () => false,
    ),
  )

const nothingIsKept = ({ page }: Person) =>
  until(
    () =>
      page.evaluate(async () => {
        const databases = await indexedDB.databases()
        return !databases.some(({ name }) => name === 'parley-chat') && !localStorage.getItem('parley.kept')
      }),
    'nothing is kept',
  )

t.test('without a network the client opens, and shows what was there', async (t) => {
  const stage = await Stage.open(t)
  const [ada, charles] = [await stage.person('Ada'), await stage.person('Charles')]
  await Promise.all([ada.register(), charles.register()])
  await ada.startWith(charles)
  await ada.say('Before the tunnel')
  await charles.row('Ada').click()
  await charles.say('Mind the gap')
  await ada.sees('Mind the gap')
  await keeps(ada, 'Mind the gap')
  await isInstalled(ada)

  await t.test('list and messages are there, and what is written waits', async (t) => {
    await ada.page.context().setOffline(true)
    t.equal(await canAsk(ada), false)
    await ada.page.reload()
    await ada.row('Charles').waitFor()
    await ada.sees('Before the tunnel')
    await ada.sees('Mind the gap')
    await ada.page.locator('.banner:not([hidden])').waitFor()
    await comes(t, () => ada.page.getByText('Online', { exact: true }).filter({ visible: true }).count(), 0)
    await ada.say('From the tunnel')
    await ada.keeps('sending', 'From the tunnel')
    await charles.say('While you were away')
    for (const page of ['mentions', 'saved', 'settings']) {
      await ada.page.goto(`/${page}`)
      await ada.page.locator('h2[tabindex]').first().waitFor()
    }
    for (let pages = 0; pages < 3; pages += 1) await ada.page.goBack()
    await ada.page.context().setOffline(false)
    await charles.sees('From the tunnel')
    await ada.sees('While you were away')
    await comes(t, () => charles.message('From the tunnel').count(), 1)
    await comes(t, () => ada.message('Mind the gap').count(), 1)
  })

  await t.test('no answer of the API is among what the browser keeps of the client', async (t) => {
    const urls = await ada.page.evaluate(async () => {
      const names = await caches.keys()
      const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return all.flat().map(({ url }) => new URL(url).pathname)
    })
    t.ok(urls.includes('/'))
    t.strictSame(
      urls.filter((path) => path.startsWith('/api/')),
      [],
    )
  })

  await t.test('a session that has ended elsewhere leaves none of it', async (t) => {
    await keeps(ada, 'From the tunnel')
    await ada.page.context().clearCookies()
    await ada.page.reload()
    await ada.page.getByRole('button', { name: 'Sign in' }).waitFor()
    await nothingIsKept(ada)
    await comes(t, () => ada.page.getByText('Mind the gap').count(), 0)
  })

  await t.test('nor does one that was ended here', async (t) => {
    await keeps(charles, 'From the tunnel')
    await charles.page.goto('/settings/account')
    await charles.page.getByRole('button', { name: 'Sign out' }).click()
    await charles.page.getByRole('button', { name: 'Sign in' }).waitFor()
    await nothingIsKept(charles)
    t.pass()
  })

  // Shown first is what was kept, until the server says that the session has ended.
  const complaints = stage.complaints().filter((complaint) => !complaint.includes('status of 401'))
  t.same(complaints, [])
})

t.test('without a network also what was never opened can be read, from where one stopped', async (t) => {
  const stage = await Stage.open(t)
  const [ada, grace, alan] = await Promise.all([
    stage.actor('ada', 'Ada'),
    stage.actor('grace', 'Grace'),
    stage.actor('alan', 'Alan'),
  ])
  const id = await grace.group('Engine', '', [ada, alan])
  await grace.say(id, ...Array.from({ length: 70 }, (_, at) => `Step ${at + 1}.`))
  await alan.say(id, 'The last step.')
  await ada.call('PUT', `/conversations/${id}/read`, { seq: 15 })
  const reader = await stage.person('Ada')
  await reader.page.goto('/')
  await reader.signIn(actorPassword)
  await reader.row('Engine').waitFor()
  await keeps(reader, 'The last step.')
  await until(async () => (await reader.page.evaluate(keptNames)).includes('Grace'), 'so is who wrote it')
  const unread = async () => {
    const { items } = await ada.call<{ items: { unread: number }[] }>('GET', '/conversations')
    return items.map((item) => item.unread)
  }
  t.same(await unread(), [58], 'of which nothing is read thereby')
  await isInstalled(reader)
  await reader.page.context().setOffline(true)
  await reader.page.reload()
  await reader.row('Engine').click()
  await reader.page.getByText('58 new').waitFor()
  await reader.sees('Step 14.')
  await reader.page.getByRole('button', { name: /latest/i }).click()
  await reader.sees('The last step.')
  await reader.log.getByText('Grace', { exact: true }).first().waitFor()
  t.same(stage.complaints(), [])
})

t.test('a newer client says that it is there, and takes the place of the older one as a whole', async (t) => {
  const site = await StaticSite.open(t)
  const stage = await Stage.open(t, { CORS_ORIGINS: site.origin })
  const folder = await mkdtemp(join(tmpdir(), 'parley-newer-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const [old, newer] = [join(folder, 'old'), join(folder, 'newer')]
  await build({ apiUrl: stage.server.url, outDir: old })
  await cp(old, newer, { recursive: true })
  const change = async (name: string, from: RegExp, to: string) => {
    const path = join(newer, name)
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to))
  }
  await change('index.html', /<title>/, '<meta name="newer" /><title>')
  await change('service-worker.js', /"[0-9a-f]{16}"/, '"0123456789abcdef"')
  site.serve(old, stage.server.url)
  const ada = await stage.person('Ada', { baseURL: site.origin })
  await ada.register()
  await isInstalled(ada)
  await ada.page.reload()
  const update = () =>
    ada.page.evaluate(async () => {
      await (await navigator.serviceWorker.ready).update()
    })

  site.serve(newer, stage.server.url)
  const isNewer = () => ada.page.locator('meta[name="newer"]').count()
  await update()
  await ada.page.getByText('There is a new version of Parley.').waitFor()
  await ada.page.reload()
  await ada.page.getByText('There is a new version of Parley.').waitFor()
  t.equal(await isNewer(), 0, 'until one wants it, the page is the older one')
  await ada.page.context().clearCookies()
  await ada.page.reload()
  await ada.page.getByRole('button', { name: 'Sign in' }).waitFor()
  await ada.page.getByText('There is a new version of Parley.').waitFor() // at the door as well
  // The older one has something to answer yet, as it may for a page that was left while it loaded.
  const part = `/${(await readdir(old)).find((name) => /^settings-view-\w+\.js$/.test(name))}`
  const asked = site.hold(part)
  await ada.page.evaluate(async (path) => {
    for (const name of await caches.keys()) await (await caches.open(name)).delete(path)
    void fetch(path).catch(() => undefined)
  }, part)
  await asked
  await ada.page.getByRole('button', { name: 'Reload' }).click()
  await ada.page.locator('meta[name="newer"]').waitFor({ state: 'attached' })
  await ada.signIn()
  await ada.page.getByRole('button', { name: 'New conversation' }).first().waitFor()
  await until(async () => {
    const kept = await ada.page.evaluate(() => caches.keys())
    return kept.join() === 'parley-client-0123456789abcdef'
  }, 'the newer client alone is kept')
  // What was still being asked for when the cookies went is answered with 401.
  t.same(
    stage.complaints().filter((complaint) => !complaint.includes('401')),
    [],
  )
})
