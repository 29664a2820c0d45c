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
    `/c/${id}/details`,
    `/c/${id}/people/${other}`,
  ]
  for (const path of paths) t.equal(pathOf(routeOf(path)), path)
})

t.test('An address that means nothing leads home, or as far as it means something', async (t) => {
  t.same(routeOf('/c/not-an-id'), { name: 'home' })
  t.same(routeOf('/nowhere/at/all'), { name: 'home' })
  t.same(routeOf('/settings/nonsense'), { name: 'settings', section: null })
  t.same(routeOf(`/c/${id}/people/..%2f..`), { name: 'conversation', id, panel: null })
})
