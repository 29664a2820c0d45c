import type { Route } from 'playwright-core'
import t, { type Test } from 'tap'

import { comes } from '../../../support/browser/comes.ts'
import type { Person } from '../../../support/browser/person.ts'
import { Stage } from '../../../support/browser/stage.ts'

const failed = 'This part of Parley could not be loaded.'

const focusedHeading = ({ page }: Person) => page.locator('h2:focus')

t.test('what comes when it is wanted may come late, or not at all', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  // It would answer for what is asked of the network here.
  await ada.page.addInitScript(() => Object.defineProperty(navigator, 'serviceWorker', { value: undefined }))
  await ada.register()

  /** Opens the page anew, and lets no request for a part through but as the test says. */
  const withParts = async (t: Test, part: string, answer: (route: Route) => Promise<void>) => {
    await ada.page.route(`**/${part}-*.js`, answer)
    t.teardown(() => ada.page.unroute(`**/${part}-*.js`))
    await ada.page.goto('/')
    await ada.page.getByRole('button', { name: 'New conversation' }).first().waitFor()
  }

  await t.test('in its place stands a skeleton, and it gets the focus when it is there', async (t) => {
    const held = Promise.withResolvers<void>()
    await withParts(t, 'settings-view', (route) => held.promise.then(() => route.continue()))
    await ada.page.getByRole('link', { name: 'Profile and settings' }).press('Enter')
    await ada.page.locator('.late .skeleton').waitFor()
    held.resolve()
    await focusedHeading(ada).getByText('Profile').waitFor()
    await comes(t, () => ada.page.locator('.late .skeleton').count(), 0)
  })

  await t.test('who has turned to something else keeps the focus there', async (t) => {
    const held = Promise.withResolvers<void>()
    await withParts(t, 'settings-view', (route) => held.promise.then(() => route.continue()))
    await ada.page.getByRole('link', { name: 'Profile and settings' }).press('Enter')
    await ada.page.getByRole('searchbox').focus()
    held.resolve()
    await ada.page.getByRole('heading', { name: 'Settings' }).waitFor()
    await comes(t, () => ada.focused(), 'Search or jump to')
  })

  await t.test('where it cannot be loaded this is said, and a new try has it', async (t) => {
    await withParts(t, 'settings-view', (route) => route.abort())
    await ada.page.getByRole('link', { name: 'Profile and settings' }).press('Enter')
    await ada.page.getByText(failed).waitFor()
    await comes(t, () => ada.focused(), 'Try again')
    await ada.page.context().setOffline(true)
    await ada.types('Enter')
    await ada.page.getByText(failed).waitFor()
    await comes(t, () => ada.focused(), 'Try again', 'without a network the page stays as it is')
    await ada.page.context().setOffline(false)
    await ada.page.unroute('**/settings-view-*.js')
    await ada.types('Enter')
    await focusedHeading(ada).getByText('Profile').waitFor()
    await comes(t, () => ada.page.getByText(failed).count(), 0)
  })

  await t.test('so does a part that is gone with an update, also in a dialog', async (t) => {
    let isGone = true
    await withParts(t, 'create-tabs', (route) => (isGone ? route.fulfill({ status: 404 }) : route.continue()))
    const start = ada.page.getByRole('button', { name: 'New conversation' }).first()
    await start.click()
    const dialog = ada.page.getByRole('dialog')
    await dialog.getByText(failed).waitFor()
    await comes(t, () => ada.focused(), 'Try again')
    ada.page.once('framenavigated', () => (isGone = false))
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await dialog.waitFor({ state: 'detached' })
    await start.click()
    await dialog.getByRole('searchbox').waitFor()
    await comes(t, () => ada.focused(), /Find/)
  })

  await t.test('what is likely to be wanted is here before the network goes', async (t) => {
    const parts = [
      'conversation-view',
      'late-icon-paths',
      'late-actions',
      'late-formatting',
      'invitations',
      'join-view',
      'nowhere',
      'keeping',
      'outbox-database',
      'row-gestures',
      'shown-files',
      'tray',
      'viewer',
      'recording-bar',
      'bars',
      'highlighter',
      'doors',
      'panels',
      'create-tabs',
      'find-bar',
      'forward-dialog',
      'pin-bar',
      'saved-view',
      'scheduled-bar',
      'settings-view',
      'mentions-view',
      'mention-jump',
      'message-hits',
    ]
    const asked = parts.map((part) => ada.page.waitForResponse(new RegExp(`/${part}-[A-Z0-9]{8}\\.js$`)))
    await ada.page.goto('/')
    for (const response of await Promise.all(asked)) {
      await response.finished()
      t.match(response.headers()['cache-control'], 'immutable')
    }
    await ada.page.context().setOffline(true)
    await ada.page.getByRole('link', { name: 'Profile and settings' }).click()
    await ada.page.getByRole('heading', { name: 'Settings' }).waitFor()
    await ada.page.context().setOffline(false)
  })

  t.same(
    stage.complaints().filter((complaint) => !/Failed to load resource.*404/.test(complaint)),
    [],
  )
})
