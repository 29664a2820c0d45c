import type { ConversationId } from '@parley/shared'
import t from 'tap'

import { conversationRoute, pathOf, Router, routeOf } from '../../web/src/router.ts'

const id = '0b7e4c1e-5a8f-4d0c-9a53-0d4b7d9b8f11'
const other = '1b7e4c1e-5a8f-4d0c-9a53-0d4b7d9b8f12'

t.test('Every address leads to a view and back to the same address', async (t) => {
  const paths = [
    '/',
    '/register',
    '/saved',
    '/settings',
    '/settings/sessions',
    '/settings/tokens',
    '/join/0123456789ABCDEFGHIJ',
    '/join/0123456789ABCDEFGHIJ/sign-in',
    `/c/${id}`,
    `/c/${id}/42`,
    `/c/${id}/details`,
    `/c/${id}/people/${other}`,
  ]
  for (const path of paths) t.equal(pathOf(routeOf(path)), path)
})

t.test('An address that means nothing is said to, or leads as far as it means something', async (t) => {
  for (const path of ['/c/not-an-id', '/c', '/c/', '/nowhere/at/all', '/REGISTER']) {
    t.same(routeOf(path), { name: 'nowhere', path })
    t.equal(pathOf(routeOf(path)), path)
  }
  for (const path of ['', '/', '//', '/index.html']) t.same(routeOf(path), { name: 'home' }, path)
  t.same(routeOf('/settings/nonsense'), { name: 'settings', section: null })
  for (const seq of ['0', '-1', '1.5', '007', '9'.repeat(16), 'last'])
    t.same(routeOf(`/c/${id}/${seq}`), { name: 'conversation', id, panel: null }, seq)
  t.same(routeOf(`/c/${id}/people/..%2f..`), { name: 'conversation', id, panel: null })
})

/** A browser's address and history, as far as a router needs them. */
function pageAt(path: string, state: unknown = null) {
  const entries = [{ path, state }]
  let popped = () => {}
  const location = { pathname: path }
  const history = {
    state,
    pushState: (state: unknown, _title: string, path: string) => {
      entries.push({ path, state })
      Object.assign(history, { state })
      location.pathname = path
    },
    replaceState: (state: unknown, _title: string, path?: string) => {
      Object.assign(history, { state })
      location.pathname = path ?? location.pathname
    },
    back: () => {
      entries.pop()
      const { path, state } = entries.at(-1) ?? { path: '/', state: null }
      Object.assign(history, { state })
      location.pathname = path
      popped()
    },
  }
  const addEventListener = (_type: string, listener: () => void) => (popped = listener)
  const page = { location, history, addEventListener, document: { addEventListener: () => {} } }
  return { router: new Router(page as unknown as Window), location, history, back: history.back }
}

t.test('A view that may not be left stays, with its address, until somebody has said so', async (t) => {
  const { router, location, back } = pageAt('/')
  router.go({ name: 'settings', section: null })
  let answer = Promise.withResolvers<boolean>()
  const end = router.guard((to) => to.name === 'settings' || answer.promise)
  const isAt = async (t: { equal(a: unknown, b: unknown): void }, path: string) => {
    await new Promise(setImmediate)
    t.equal(location.pathname, path)
    t.equal(pathOf(router.route.get()), path)
  }
  const home = { name: 'home' } as const
  for (const leave of [() => router.go(home), () => router.up(home), back]) {
    answer = Promise.withResolvers()
    leave()
    t.equal(router.route.get().name, 'settings', 'while it is asked')
    answer.resolve(false)
    await isAt(t, '/settings')
  }
  router.go({ name: 'settings', section: 'profile' })
  await isAt(t, '/settings/profile')
  answer = Promise.withResolvers()
  router.go(home)
  answer.resolve(true)
  await isAt(t, '/')
  router.go({ name: 'settings', section: null })
  end()
  router.go(home)
  t.equal(router.route.get().name, 'home', 'and at once where nothing is asked')
})

t.test('The place where one read is found again by a page that is loaded again, and once', async (t) => {
  const [one, two] = [id as ConversationId, other as ConversationId]
  const place = { seq: 40, offsetPx: -12 }
  const before = pageAt('/')
  before.router.go(conversationRoute(one))
  before.router.notePlace(one, place)
  t.equal(before.router.takePlace(one), null, 'not by this one')
  const again = () => pageAt(`/c/${id}`, before.history.state).router
  t.match(again().takePlace(one), place)
  const router = again()
  t.equal(router.takePlace(two), null)
  const later = again()
  later.takePlace(one)
  t.equal(later.takePlace(one), null)
  before.router.up({ name: 'home' })
  t.equal(before.location.pathname, '/', 'the way back is not forgotten for it')
  for (const state of [null, 'x', { place: { id: one, seq: '40', offsetPx: 0 } }, { place: null }])
    t.equal(pageAt(`/c/${id}`, state).router.takePlace(one), null)
})
