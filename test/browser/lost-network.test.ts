import t from 'tap'

import { comes } from '../support/browser/comes.ts'
import { Stage } from '../support/browser/stage.ts'
import type { Person } from '../support/browser/person.ts'
import { TcpProxy } from '../support/network/tcp-proxy.ts'

const away = 'You are offline.'
const doubtful = 'The server does not answer.'

const header = ({ page }: Person) => page.getByRole('main').locator('.header-sub')

t.test('whoever loses the network is told so, and sees nobody as online meanwhile', async (t) => {
  let port = 0
  const proxy = await TcpProxy.open(t, () => port)
  const through = `http://127.0.0.1:${proxy.port}`
  const stage = await Stage.open(t, { CORS_ORIGINS: through })
  port = Number(new URL(stage.server.url).port)
  const ada = await stage.person('Ada', { baseURL: through })
  const charles = await stage.person('Charles')
  await Promise.all([ada.register(), charles.register()])
  await ada.startWith(charles)
  await header(ada).getByText('Online').waitFor()

  await t.test('by a browser that knows it', async (t) => {
    await ada.page.context().setOffline(true)
    await header(ada).getByText('Online').waitFor({ state: 'detached' })
    await ada.page.getByText(away).or(ada.page.getByText('Reconnecting…')).waitFor()
    await ada.say('From the tunnel')
    await ada.page.context().setOffline(false)
    await charles.row('Ada').click()
    await charles.sees('From the tunnel')
    await header(ada).getByText('Online').waitFor()
    t.pass()
  })

  await t.test('by an answer that does not come, though everything seems to be connected', async (t) => {
    for (const line of proxy.lines) line.halt()
    await ada.say('Into the void')
    await ada.page.getByText(doubtful).waitFor()
    await comes(t, () => header(ada).getByText('Online').count(), 0)
    await comes(t, () => charles.message('Into the void').count(), 0)
    await ada.page.getByRole('button', { name: 'Try again' }).click()
    await charles.sees('Into the void')
    await ada.page.getByText('Connected again.').waitFor()
    await header(ada).getByText('Online').waitFor()
    await comes(t, () => charles.message('Into the void').count(), 1)
  })

  await t.test('by a server that stands still, and answers again on the same connection', async (t) => {
    await stage.server.pause()
    await ada.say('Is anybody there?')
    await ada.page.getByText(doubtful).waitFor()
    await comes(t, () => header(ada).getByText('Online').count(), 0)
    stage.server.resume()
    await ada.page.getByText('Connected again.').waitFor()
    await header(ada).getByText('Online').waitFor()
    await charles.sees('Is anybody there?')
  })

  await t.test('as well by a change of a message that is not answered', async (t) => {
    await charles.say('Somebody is.')
    await ada.sees('Somebody is.')
    await charles.chooses('Edit', 'Somebody is.')
    await charles.composer.fill('Somebody is there.')
    await stage.server.pause()
    await charles.composer.press('Enter')
    await charles.page.getByText(doubtful).waitFor({ timeout: 6_000 })
    stage.server.resume()
    await charles.page.getByText('Connected again.').waitFor()
    await header(charles).getByText('Online').waitFor()
    await ada.sees('Somebody is there.')
    t.pass()
  })

  t.same(stage.complaints(), [])
})
