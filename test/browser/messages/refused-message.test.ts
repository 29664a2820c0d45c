import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import type { Person } from '../../support/browser/person.ts'
import { until } from '../../support/until.ts'

/** Answers what this person sends from now on with a refusal that trying again by itself would not change. */
async function refuseSends(person: Person): Promise<() => void> {
  let refusing = true
  const problem = { type: 'about:blank', title: 'Too large', status: 413, code: 'too_large' }
  await person.page.routeWebSocket('**/realtime', (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((data) => {
      const frame: { type?: string; ref?: string } = JSON.parse(data.toString())
      if (refusing && frame.type === 'send') {
        socket.send(JSON.stringify({ type: 'refusal', ref: frame.ref, problem }))
      } else server.send(data)
    })
  })
  return () => (refusing = false)
}

t.test('a refused message waits for what one decides', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const charles = await stage.person('Charles')
  const accept = await refuseSends(ada)
  await Promise.all([ada.register(), charles.register()])
  await ada.startWith(charles)
  for (const text of ['One', 'Two', 'Three']) await ada.say(text)
  const failed = (text: string) => ada.message(text).filter({ hasText: 'Not sent.' })

  await t.test('it says that it was not sent, and why', async (t) => {
    for (const text of ['One', 'Two', 'Three']) {
      await failed(text).getByText('That is too large to be sent.').waitFor()
    }
    await comes(t, () => ada.message('One').getByRole('img', { name: 'Sending' }).count(), 0)
  })

  await t.test('which is also spoken, once', async (t) => {
    const spoken = ada.page.getByRole('status').filter({ hasText: 'Not sent:' })
    await comes(t, () => spoken.textContent(), 'Not sent: Three. That is too large to be sent.')
    await ada.keeps('failed', 'One', 'Two', 'Three')
    await ada.page.reload()
    await failed('Three').waitFor()
    await comes(t, () => spoken.count(), 0)
  })

  await t.test('it is still there after a reload, and still not sent by itself', async (t) => {
    await ada.page.reload()
    await failed('Two').waitFor()
    await comes(t, () => failed('').count(), 3)
  })

  await t.test('what is discarded goes back to where one writes', async (t) => {
    await failed('Two').getByRole('button', { name: 'Discard' }).click()
    await failed('Two').waitFor({ state: 'detached' })
    await comes(t, () => ada.composer.inputValue(), 'Two')
    await ada.composer.fill('')
  })

  await t.test('what is tried again is sent once it is taken', async (t) => {
    await failed('One').getByRole('button', { name: 'Try again' }).click()
    await failed('One').waitFor()
    accept()
    await failed('Three').getByRole('button', { name: 'Try again' }).click()
    await failed('Three').waitFor({ state: 'detached' })
    await failed('One').getByRole('button', { name: 'Try again' }).click()
    await failed('One').waitFor({ state: 'detached' })
    await charles.row('Ada').click()
    await charles.sees('One')
    await charles.sees('Three')
    await comes(t, () => charles.message('Two').count(), 0)
    await ada.page.reload()
    // The history is there: until then the page may show what it has kept, and nothing else.
    await ada.log.getByText('This is where your conversation with Charles begins.').waitFor()
    await ada.sees('One')
    await comes(t, () => failed('').count(), 0)
    await comes(t, () => ada.log.getByRole('article').count(), 2)
  })

  t.same(stage.complaints(), [])
})

t.test('who is removed while writing is told, and can still sign out', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const charles = await stage.person('Charles')
  await Promise.all([ada.register(), charles.register()])
  await charles.opens('New group')
  const dialog = charles.page.getByRole('dialog')
  await dialog.getByLabel('Name of the group').fill('Engine')
  await dialog.getByPlaceholder('Find people').fill('ada')
  await dialog.getByText('@ada').click()
  await dialog.getByRole('button', { name: 'Create the group' }).click()
  await ada.row('Engine').click()

  // Her messages wait until she is out of the group.
  const held: (() => void)[] = []
  await ada.page.routeWebSocket('**/realtime', (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((data) => {
      const pass = () => server.send(data)
      if (data.toString().includes('"send"')) held.push(pass)
      else pass()
    })
  })
  await ada.page.reload()
  await ada.say('Too late')
  await ada.message('Too late').getByRole('img', { name: 'Sending' }).waitFor()
  await until(() => held.length > 0, 'it is on its way')
  await charles.page.getByRole('button', { name: 'Details' }).click()
  await charles.page.getByRole('button', { name: 'Actions for Ada' }).click()
  await charles.page.getByRole('menuitem', { name: 'Remove' }).click()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await ada.page.getByText('You are no longer in Engine.').waitFor()
  for (const pass of held) pass()
  await charles.sees('You removed Ada.')
  await comes(t, () => charles.message('Too late').count(), 0)
  await ada.page.getByRole('link', { name: 'Profile and settings' }).click()
  await ada.page.getByRole('link', { name: 'Account' }).click()
  await ada.page.getByRole('button', { name: 'Sign out' }).click()
  const warning = ada.page.getByRole('dialog').filter({ hasText: 'A message is not sent yet' })
  await warning.getByRole('button', { name: 'Sign out' }).click()
  await ada.page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  t.same(stage.complaints(), [])
})
