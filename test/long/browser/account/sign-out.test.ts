import t, { type Test } from 'tap'

import { comes } from '../../../support/browser/comes.ts'
import { Stage } from '../../../support/browser/stage.ts'
import type { Person } from '../../../support/browser/person.ts'

/** From now on nothing that this person sends leaves the page. */
async function holdSends(person: Person): Promise<void> {
  await person.page.routeWebSocket('**/realtime', (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((frame) => {
      if (!frame.toString().includes('"send"')) server.send(frame)
    })
  })
}

async function signOut({ page }: Person): Promise<void> {
  await page.getByRole('link', { name: 'Profile and settings' }).click()
  await page.getByRole('link', { name: 'Account' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  const warning = page.getByRole('dialog').getByRole('button', { name: 'Sign out' })
  await warning.or(page.getByRole('heading', { name: 'Welcome back' })).waitFor()
  if (await warning.isVisible()) await warning.click()
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
}

async function setUp(t: Test) {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const charles = await stage.person('Charles')
  await holdSends(ada)
  await Promise.all([ada.register(), charles.register()])
  await ada.startWith(charles)
  return { stage, ada, charles }
}

const waits = (person: Person, text: string) =>
  person
    .message(text)
    .getByRole('img', { name: /^Sending/ })
    .waitFor()

t.test('after a sign-out and a sign-in without a reload, unsent messages are kept as before', async (t) => {
  const { stage, ada } = await setUp(t)
  await ada.say('Before')
  await waits(ada, 'Before')
  await signOut(ada)
  await ada.signIn()
  await ada.row('Charles').click()
  await ada.say('Not lost')
  await waits(ada, 'Not lost')
  await ada.keeps('sending', 'Not lost')
  await ada.page.reload()
  await waits(ada, 'Not lost')
  await comes(t, () => ada.message('Before').count(), 0, 'what was discarded is gone')
  t.same(stage.complaints(), [])
})

t.test('whoever signs out leaves what another account of this browser has typed and not sent', async (t) => {
  const { stage, ada, charles } = await setUp(t)
  await ada.say('Unsent')
  await waits(ada, 'Unsent')
  await ada.keeps('sending', 'Unsent')
  await ada.composer.fill('Half a thou')
  // The session ends without her: what is hers stays for when she is back.
  await ada.page.context().clearCookies()
  await ada.page.reload()
  await ada.page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  const grace = await stage.person('Grace')
  await grace.register()
  await ada.page.getByLabel('Username').fill(grace.username)
  await ada.page.getByLabel('Password').fill('a sentence nobody else has')
  await ada.page.getByRole('button', { name: 'Sign in' }).click()
  await ada.startWith(charles)
  await ada.composer.fill('Of Grace')
  await signOut(ada)
  await ada.signIn()
  await ada.row('Charles').click()
  await waits(ada, 'Unsent')
  await comes(t, () => ada.composer.inputValue(), 'Half a thou')
  await comes(t, () => ada.drafts(), ['Half a thou'], 'of the one who left nothing is left')
  t.notMatch(await ada.page.evaluate(() => JSON.stringify(localStorage)), await grace.ownId())
  // Shown first is what was kept, until the server says that the session has ended.
  const complaints = stage.complaints().filter((complaint) => !complaint.includes('status of 401'))
  t.same(complaints, [])
})
