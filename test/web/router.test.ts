import t from 'tap'

import { pathOf, routeOf } from '../../web/src/router.ts'

const id = '0b7e4c1e-5a8f-4d0c-9a53-0d4b7d9b8f11'
const other = '1b7e4c1e-5a8f-4d0c-9a53-0d4b7d9b8f12'

t.test('Every address leads to a view and back to the same address', async (t) => {
  const paths = [
    '/',
    '/register',
    '/settings',
    '/settings/sessions',
    '/settings/tokens',
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
