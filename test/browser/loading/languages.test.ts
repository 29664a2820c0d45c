import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import type { Person } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'

const spoken = ({ page }: Person) => page.evaluate(() => document.documentElement.lang)

t.test('the client speaks the language of the browser, or the one that is chosen', async (t) => {
  const stage = await Stage.open(t)
  const [ada, charles] = [await stage.actor('ada', 'Ada'), await stage.actor('charles', 'Charles')]
  await charles.say(await ada.direct(charles), 'Guten Morgen')
  const reader = await stage.person('Ada', { locale: 'de-AT' })
  const { page } = reader
  await page.goto('/')
  const row = page
    .getByRole('navigation', { name: 'Gespräche' })
    .getByRole('link')
    .filter({ hasText: 'Charles' })
  const title = page.getByRole('heading', { name: 'Willkommen zurück' })
  await title.waitFor()
  t.equal(await spoken(reader), 'de')

  await t.test('also what the server refuses', async () => {
    await page.getByLabel('Benutzername').fill('ada')
    await page.getByLabel('Passwort', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Anmelden' }).click()
    await page
      .getByRole('alert')
      .filter({ hasText: 'Der Benutzername oder das Passwort stimmt nicht.' })
      .waitFor()
    await page.getByLabel('Passwort', { exact: true }).fill(actorPassword)
    await page.getByRole('button', { name: 'Anmelden' }).click()
    await row.getByText('1 ungelesen').waitFor({ state: 'attached' })
  })

  await t.test('the settings name another, and it stays after a reload', async (t) => {
    await page.goto('/settings/appearance')
    await page.getByLabel('Sprache').selectOption('English')
    await page.getByLabel('Language').waitFor()
    await page.reload()
    await page.getByLabel('Language').waitFor()
    t.equal(await spoken(reader), 'en')
    await page.getByLabel('Language').selectOption('As the browser')
    await page.getByLabel('Sprache').waitFor()
  })

  await t.test('what is being written is not lost by that', async (t) => {
    await page.goto('/')
    await row.click()
    const composer = page.locator('textarea')
    await composer.fill('Noch nicht fertig')
    await page.goto('/settings/appearance')
    await page.getByLabel('Sprache').selectOption('English')
    await page.getByLabel('Language').waitFor()
    await page.goto('/')
    await reader.row('Charles').click()
    await page.waitForFunction(() => document.querySelector('textarea')?.value === 'Noch nicht fertig')
    t.pass('the draft is there')
  })

  await t.test('English, where another cannot be had', async (t) => {
    const other = await stage.person('Ada', { locale: 'de-DE', serviceWorkers: 'block' })
    await other.page.route('**/*', async (route) => {
      const response = await route.fetch()
      const isGerman =
        route.request().url().endsWith('.js') && (await response.text()).includes('Willkommen zur')
      await (isGerman ? route.abort() : route.fulfill({ response }))
    })
    await other.page.goto('/')
    await other.page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    t.equal(await spoken(other), 'en')
    await other.page.unrouteAll({ behavior: 'ignoreErrors' }) // what comes late still comes
  })
})
