import { closeCodes } from '@parley/shared/close-codes'
import type { Page } from 'playwright-core'
import t from 'tap'

import { actorPassword } from '../../../support/app/actor.ts'
import { Stage } from '../../../support/browser/stage.ts'
import { until } from '../../../support/until.ts'

/** Runs in the page: as browsers on phones have it. */
function refuseToConstruct(): void {
  globalThis.Notification = new Proxy(Notification, {
    construct() {
      throw new TypeError('Illegal constructor. Use ServiceWorkerRegistration.showNotification() instead.')
    },
  })
}

/** Runs in the worker: what the browser does when somebody clicks on the only one. */
async function click(): Promise<void> {
  const scope = globalThis as unknown as {
    registration: ServiceWorkerRegistration
    NotificationEvent: new (type: string, init: { notification: Notification | undefined }) => Event
  }
  const [notification] = await scope.registration.getNotifications()
  globalThis.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }))
}

/**
 * Runs in the page: notes what is shown. A browser that is asked for what stands on the screen forgets what is just on
 * its way there, so it is not asked again and again.
 */
function noteShown(): void {
  const { showNotification } = ServiceWorkerRegistration.prototype
  ServiceWorkerRegistration.prototype.showNotification = async function show(title, options) {
    await showNotification.call(this, title, options)
    document.documentElement.dataset.shown = `${title}: ${options?.body}`
  }
}

const isShown = (page: Page, text: string) =>
  until(async () => (await page.locator('html').getAttribute('data-shown')) === text, `it shows ${text}`)

const countOnScreen = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    return (await registration.getNotifications()).length
  })

const isClear = (page: Page) => until(async () => (await countOnScreen(page)) === 0, 'the screen is clear')

/** Whether a tab of this browser stands for showing them, or waits until it may. */
const isOneThere = (page: Page, state: 'held' | 'pending') =>
  page.evaluate(async (which) => {
    const locks = (await navigator.locks.query())[which] ?? []
    return locks.some(({ name }) => name === 'parley.notifications')
  }, state)

t.test('where a notification is shown', async (t) => {
  const stage = await Stage.open(t)
  const [ada, ben] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const [direct, board] = [await ada.direct(ben), await ben.group('Board', '', [ada], 'closed')]

  await t.test('by the service worker, where a page may not', async (t) => {
    const reader = await stage.person('Ada', { permissions: ['notifications'] })
    const { page } = reader
    await page.addInitScript(refuseToConstruct)
    await page.addInitScript(noteShown)
    await page.goto('/')
    await reader.signIn(actorPassword)
    await reader.rowNamed('Board').waitFor()
    await isClear(page)
    await ben.say(direct, 'Are you there?')
    await isShown(page, 'Ben: Are you there?')
    await ben.say(direct, 'Hello?')
    await isShown(page, 'Ben: Hello?')
    t.equal(await countOnScreen(page), 1, 'the later one is in the place of the earlier one')
    const [worker] = page.context().serviceWorkers()
    await worker?.evaluate(click)
    await page.waitForURL(`**/c/${direct}/2`)
    await reader.sees('Hello?')
    await isClear(page)
    await until(() => isOneThere(page, 'held'), 'the page that was opened tells of news')
    await ben.say(board, 'Minutes')
    await isShown(page, 'Ben · Board: Minutes')
    await ada.call('PUT', `/conversations/${board}/read`, { seq: 3 })
    await isClear(page)
    t.same(stage.complaints(), [])
    await page.context().setOffline(true)
    await page.getByText('You are offline').waitFor()
    await ben.say(board, 'Before')
    await ben.say(board, 'And after')
    await page.context().setOffline(false)
    await isShown(page, 'Ben · Board: And after')
    await page.context().close()
  })

  await t.test('by none, where the browser has none, and the settings say so', async () => {
    const reader = await stage.person('Ada')
    await reader.page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Notification'))
    await reader.page.goto('/settings/notifications')
    await reader.signIn(actorPassword)
    await reader.page.getByText('This browser shows none.').waitFor()
    await reader.page.context().close()
  })

  await t.test('by a tab that hears of the message, not by one that the server has turned away', async () => {
    const reader = await stage.person('Ada', { permissions: ['notifications'] })
    const { page: deaf } = reader
    const { code, reason } = closeCodes.tooManySockets
    const turnedAway: (() => Promise<void>)[] = []
    await deaf.routeWebSocket(/./, (socket) => {
      if (turnedAway.length > 0) return void socket.close({ code, reason })
      socket.connectToServer()
      turnedAway.push(() => socket.close({ code, reason }))
    })
    await deaf.goto('/')
    await reader.signIn(actorPassword)
    await until(() => isOneThere(deaf, 'held'), 'the first tab stands for it')
    const hearing = await deaf.context().newPage()
    await hearing.addInitScript(refuseToConstruct)
    await hearing.addInitScript(noteShown)
    await hearing.goto('/')
    await hearing.getByRole('navigation', { name: 'Conversations' }).getByText('Board').waitFor()
    await until(() => isOneThere(hearing, 'pending'), 'the other one waits for its turn')
    await turnedAway[0]?.()
    await deaf.getByText('Parley is open in too many places').waitFor()
    await ben.say(board, 'And now?')
    await isShown(hearing, 'Ben · Board: And now?')
  })
})
