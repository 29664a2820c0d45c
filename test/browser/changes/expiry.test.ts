import { fileURLToPath } from 'node:url'

import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const dayMs = 86_400_000
const later = fileURLToPath(new URL('../../support/processes/a-day-later.mjs', import.meta.url))

t.test('two people let their messages disappear', async (t) => {
  const stage = await Stage.open(t, { NODE_OPTIONS: `--import ${later}` })
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.direct(bela)
  await anna.say(id, 'This one stays')
  const [ada, ben] = [await stage.person('Ada'), await stage.person('Ben', phone)]
  await ada.page.goto(`/c/${id}`)
  await ada.signIn(actorPassword)
  await ben.page.goto('/')
  await ben.signIn(actorPassword)
  await ada.sees('This one stays')

  await t.test('from the menu of their talk, and both are told', async () => {
    await ada.page.getByRole('button', { name: 'Conversation actions' }).click()
    await ada.page.getByRole('menuitem', { name: 'Disappearing messages' }).click()
    await ada.page.getByRole('menuitem', { name: '1 day' }).click()
    await ada.sees('You set messages to disappear after 1 day.')
    await ada.page.getByRole('heading', { name: 'Messages disappear after 1 day' }).waitFor()
    await ben.row('Ada').tap()
    await ben.sees('Ada set messages to disappear after 1 day.')
    await ben.page.getByRole('button', { name: 'Conversation actions' }).tap()
    await ben.page.getByRole('menuitem', { name: 'Disappearing messages' }).tap()
    await ben.page.getByRole('menuitem', { name: '7 days' }).waitFor()
    await ben.types('Escape')
  })

  await t.test('what is written then is gone a day later, from the screen and from the list', async (t) => {
    await ada.say('The key is under the mat')
    await ben.sees('The key is under the mat')
    await ben.page.getByRole('button', { name: 'Back' }).tap()
    await ben.row('Ada').filter({ hasText: 'The key' }).waitFor()
    if (stage.server.pid) process.kill(stage.server.pid, 'SIGUSR2')
    await ada.message('The key').waitFor({ state: 'detached' })
    await ben.row('Ada').filter({ hasNotText: 'The key' }).waitFor()
    await ben.row('Ada').tap()
    await ben.sees('Ada set messages to disappear')
    await comes(t, () => ben.message('The key').count(), 0)
    await comes(
      t,
      () => ben.page.getByText('This message was deleted').count(),
      0,
      'nor is anything in its place',
    )
    await ada.page.reload()
    await ada.sees('This one stays')
    await ada.message('The key').waitFor({ state: 'detached' }) // the clock of the page is not that of the server yet
  })
  t.same(stage.complaints(), [])
})

t.test('a device without a network hides it at its time, by the clock of the server', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.direct(bela)
  await anna.say(id, 'This one stays')
  await anna.call('PUT', `/conversations/${id}/expiry`, { expireAfterSeconds: 86_400 })
  await anna.say(id, 'The key is under the mat')
  const ada = await stage.person('Ada')
  await ada.page.clock.install({ time: Date.now() + 2 * dayMs })
  await ada.page.goto(`/c/${id}`)
  await ada.signIn(actorPassword)
  await ada.sees('The key is under the mat')
  await ada.page.reload()
  await ada.sees('The key is under the mat')
  await ada.page.context().setOffline(true)
  await ada.page.clock.fastForward('25:00:00')
  await ada.message('The key').waitFor({ state: 'detached' })
  await ada.sees('This one stays')
  t.pass()
})
