import type { Route } from 'playwright-core'
import t, { type Test } from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import type { Person } from '../../support/browser/person.ts'
import { until } from '../../support/until.ts'

/** What of this person's messages passes, decided by the test as it goes. */
interface Wire {
  sends: 'pass' | 'are refused' | 'are held'
}

async function wireOf({ page }: Person): Promise<Wire> {
  const wire: Wire = { sends: 'pass' }
  const problem = { type: 'about:blank', title: 'Too large', status: 413, code: 'too_large' }
  await page.routeWebSocket('**/realtime', (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((data) => {
      const frame: { type?: string; ref?: string } = JSON.parse(data.toString())
      if (frame.type !== 'send' || wire.sends === 'pass') server.send(data)
      else if (wire.sends === 'are refused')
        socket.send(JSON.stringify({ type: 'refusal', ref: frame.ref, problem }))
    })
  })
  return wire
}

async function setUp(t: Test) {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const wire = await wireOf(ada)
  await ada.register()
  await ada.page.getByRole('button', { name: 'New conversation' }).first().click()
  await ada.page.getByRole('dialog').getByText('Notes to yourself').click()
  await ada.composer.waitFor()
  return { stage, ada, wire }
}

const pending = (person: Person, text: string) => person.message(text).getByRole('img', { name: 'Sending' })

t.test('what is typed is not lost', async (t) => {
  const { stage, ada, wire } = await setUp(t)
  await ada.say('First')
  await pending(ada, 'First').waitFor({ state: 'detached' })
  await ada.sees('First')

  await t.test('a message taken back during an edit is there after it', async (t) => {
    wire.sends = 'are refused'
    await ada.say('Refused words')
    const discard = ada.message('Refused words').getByRole('button', { name: 'Discard' })
    await discard.waitFor()
    wire.sends = 'pass'
    await ada.chooses('Edit', 'First')
    await discard.click()
    await comes(t, () => ada.composer.inputValue(), 'First', 'the edit goes on')
    await comes(t, () => ada.drafts(), ['Refused words'])
    await ada.composer.press('Escape')
    await comes(t, () => ada.composer.inputValue(), 'Refused words')
    await ada.composer.fill('')
  })

  await t.test('what is typed while an edit is saved stays', async (t) => {
    const held = Promise.withResolvers<Route>()
    await ada.page.route('**/messages/1', (route) => held.resolve(route), { times: 1 })
    await ada.chooses('Edit', 'First')
    await ada.say('First, edited')
    await ada.composer.pressSequentially(' twice')
    await (await held.promise).continue()
    await ada.message('First, edited').getByText('edited', { exact: true }).waitFor()
    await comes(t, () => ada.composer.inputValue(), 'First, edited twice')
    await ada.composer.press('Enter')
    await ada.sees('First, edited twice')
    await ada.page.getByText('Editing a message').waitFor({ state: 'hidden' })
    await comes(t, () => ada.composer.inputValue(), '')
  })

  await t.test('an edit ends when its last words are saved, whichever answer comes first', async (t) => {
    const held: Route[] = []
    await ada.page.route('**/messages/1', (route) => void held.push(route))
    await ada.chooses('Edit', 'First, edited twice')
    await ada.say('First, once')
    await ada.composer.pressSequentially(' more')
    await ada.composer.press('Enter')
    await until(() => held.length === 2, 'both are under way')
    await held[0]?.continue()
    await ada.sees('First, once')
    await held[1]?.continue()
    await ada.sees('First, once more')
    await ada.page.getByText('Editing a message').waitFor({ state: 'hidden' })
    await comes(t, () => ada.composer.inputValue(), '')
    await ada.page.unroute('**/messages/1')
  })

  await t.test('a message that waits for long can be taken back', async (t) => {
    wire.sends = 'are held'
    await ada.page.clock.install()
    await ada.say('Too slow')
    await pending(ada, 'Too slow').waitFor()
    const discard = ada.message('Too slow').getByRole('button', { name: 'Discard' })
    await comes(t, () => discard.isVisible(), false)
    await ada.page.clock.runFor(21_000)
    await discard.click()
    await ada.message('Too slow').waitFor({ state: 'detached' })
    await comes(t, () => ada.composer.inputValue(), 'Too slow')
  })

  t.same(stage.complaints(), [])
})

t.test(
  'a draft is kept until the message is kept, and a device that keeps nothing is no secret',
  async (t) => {
    const { stage, ada, wire } = await setUp(t)
    wire.sends = 'are held'
    // How long the page waits for its database is up to the test.
    await ada.page.clock.install()
    await ada.page.clock.pauseAt(Date.now() + 30_000)
    await ada.page.evaluate(() => {
      // The disk is full, and the database never opens again.
      Object.assign(IDBObjectStore.prototype, { put: null })
      Object.assign(IDBFactory.prototype, { open: () => ({}) })
    })
    await ada.say('On thin ice')
    await pending(ada, 'On thin ice').waitFor()
    await comes(t, () => ada.drafts(), ['On thin ice'])
    await comes(t, () => ada.composer.inputValue(), '')
    await ada.page.clock.runFor(2_000)
    await ada.message('On thin ice').getByText('Keep this page open until it is sent.').waitFor()
    await comes(t, () => ada.drafts(), [])
    t.same(stage.complaints(), [])
  },
)
