import t from 'tap'

import { Actor, actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('the list says at a glance what is new', async (t) => {
  const stage = await Stage.open(t)
  const actor = (username: string, name: string) => new Actor(stage.server.url).register(username, name)
  const [ada, ben] = [await actor('ada', 'Ada'), await actor('ben', 'Ben')]
  const direct = await ada.direct(ben)
  await ada.say(direct, 'Are you there?')
  const board = await ben.group('Board', '', [ada], 'closed')
  const market = await ben.group('Market', '', [ada], 'open')
  await ben.say(board, 'Minutes')
  await ben.say(market, 'Stall 14')
  await ada.call('PATCH', `/conversations/${market}/membership`, { muted: true })
  const reader = await stage.person('Ada')
  const { page } = reader
  await page.goto('/')
  await reader.signIn(actorPassword)
  await reader.rowNamed('Board').waitFor()
  const weight = (name: string) =>
    reader
      .rowNamed(name)
      .locator('.row-name')
      .evaluate((element) => getComputedStyle(element).fontWeight)

  await t.test('by weight, and by signs that are spoken', async (t) => {
    t.equal(await weight('Board'), '600', 'what is unread')
    t.equal(await weight('Ben'), '400', 'what is read')
    t.equal(await weight('Market'), '400', 'and what is muted')
    await comes(t, () => reader.rowNamed('Market').textContent(), /Muted.*1 unread/)
    await comes(t, () => reader.rowNamed('Board').textContent(), /By invitation only/)
    t.notMatch(await reader.rowNamed('Market').textContent(), /By invitation only/)
  })

  await t.test('how far one’s own last message has come', async () => {
    await reader.rowNamed('Ben').getByRole('img', { name: 'Sent' }).waitFor()
    await ben.call('PUT', `/conversations/${direct}/read`, { seq: 1 })
    await reader.rowNamed('Ben').getByRole('img', { name: 'Seen' }).waitFor()
  })

  await t.test('it can be narrowed, and what is open stays', async (t) => {
    const rows = page.getByRole('navigation', { name: 'Conversations' }).getByRole('listitem')
    await page.getByRole('button', { name: 'Unread 1', exact: true }).click()
    await reader.rowNamed('Ben').waitFor({ state: 'detached' })
    await comes(t, () => rows.count(), 1)
    await reader.rowNamed('Board').click()
    await page.getByRole('button', { name: 'Unread', exact: true }).waitFor()
    await comes(t, () => rows.count(), 1, 'it is read now')
    await page.getByRole('button', { name: 'Groups' }).click()
    await comes(t, () => rows.count(), 2)
    await page.getByRole('searchbox').fill('ben')
    await reader.rowNamed('Ben').waitFor()
    await comes(t, () => page.getByRole('button', { name: 'Groups' }).count(), 0, 'who seeks, seeks in all')
    await page.getByRole('searchbox').press('Enter')
    await reader.sees('Are you there?')
    await page.getByRole('searchbox').fill('')
    await page.getByRole('button', { name: 'All' }).click()
    await comes(t, () => rows.count(), 3)
  })

  await t.test('oneself stands below it, with the way out', async (t) => {
    await page.getByRole('button', { name: /Ada.*Your account/ }).click()
    await comes(t, () => page.getByRole('menuitem').allTextContents(), [
      'Profile',
      'Saved',
      'Settings',
      'Sign out',
    ])
    await page.getByRole('menuitem', { name: 'Profile' }).click()
    await page.waitForURL('**/settings/profile')
    await page.getByRole('button', { name: /Your account/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  })

  t.same(stage.complaints(), [])
})
