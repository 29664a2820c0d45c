import t from 'tap'

import { comes } from '../support/browser/comes.ts'
import { Stage } from '../support/browser/stage.ts'

t.test('what was typed and what was not sent survive', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const charles = await stage.person('Charles')
  await Promise.all([ada.register(), charles.register()])
  await ada.startWith(charles)
  await ada.say('The first word')
  await charles.row('Ada').click()
  await charles.sees('The first word')

  await t.test('a draft is there again after a reload', async (t) => {
    await ada.composer.fill('Half a thou')
    await ada.page.reload()
    await ada.composer.waitFor()
    await comes(t, () => ada.composer.inputValue(), 'Half a thou')
    await ada.row('Charles').getByText('The first word').waitFor({ state: 'detached' })
    await ada.row('Charles').getByText('Draft: Half a thou').waitFor()
    await ada.composer.fill('')
  })

  await t.test('a message that could not be sent is there again after a reload, and then sent', async (t) => {
    await ada.page.routeWebSocket('**/realtime', (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((frame) => {
        if (!frame.toString().includes('"send"')) server.send(frame)
      })
    })
    await ada.page.route('**/api/v1/conversations/*/messages', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await ada.page.reload()
    await ada.say('Not without a wire')
    await ada.message('Not without a wire').getByRole('img', { name: 'Sending' }).waitFor()
    await ada.keeps('sending', 'Not without a wire')
    await ada.page.reload()
    await ada.message('Not without a wire').getByRole('img', { name: 'Sending' }).waitFor()
    await comes(t, () => charles.message('Not without a wire').count(), 0)
    await ada.page.unrouteAll()
    await ada.page.close()
    await ada.returns()
    await ada.page.goto('/')
    await charles.sees('Not without a wire')
    await ada.row('Charles').click()
    await ada
      .message('Not without a wire')
      .getByRole('img', { name: 'Sending' })
      .waitFor({ state: 'detached' })
    await comes(t, () => charles.message('Not without a wire').count(), 1)
  })

  await t.test('what is written before the history could be loaded stands there, and is sent', async (t) => {
    // Two seconds after a change the device keeps a copy, which would be shown instead.
    await ada.page.addInitScript(() => localStorage.removeItem('parley.kept'))
    await ada.page.route('**/api/v1/conversations/*/messages*', (route) => route.abort())
    await ada.page.reload()
    await ada.page.getByText('Messages could not be loaded.').waitFor()
    await ada.say('Into the blue')
    await ada.sees('Into the blue')
    await charles.sees('Into the blue')
    await ada.message('Into the blue').getByRole('img', { name: 'Sent' }).waitFor()
    await ada.page.unrouteAll()
    await ada.page.getByRole('button', { name: 'Try again' }).click()
    await ada.sees('The first word')
    await comes(t, () => ada.message('Into the blue').count(), 1)
    await ada.message('Into the blue').getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' })
  })

  await t.test('after a crash of the server everyone comes back and misses nothing', async (t) => {
    await stage.server.kill()
    await ada.say('Written while it was away')
    await ada.message('Written while it was away').getByRole('img', { name: 'Sending' }).waitFor()
    await ada.page.getByText('You are offline.').waitFor()
    await stage.server.start()
    await charles.message('Written while it was away').waitFor({ timeout: 60_000 })
    await ada.page.getByText('You are offline.').waitFor({ state: 'hidden', timeout: 60_000 })
    await charles.say('And so was I')
    await ada.sees('And so was I')
    const texts = await charles.log.getByRole('article').allTextContents()
    t.equal(texts.filter((text) => text.includes('Written while it was away')).length, 1)
    t.equal(texts.filter((text) => text.includes('The first word')).length, 1)
  })

  t.same(stage.complaints(), [])
})
