import t from 'tap'

import { Actor } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import { password } from '../../support/browser/person.ts'
import { StubbornProxy } from '../../support/network/stubborn-proxy.ts'

const says = 'No live updates right now.'
/** What a proxy's refusal makes a browser write. */
const refused = /WebSocket connection to .* failed|status of 502/

t.test('where no WebSocket comes through one can still read, and loses nothing', async (t) => {
  const proxy = await StubbornProxy.open(t)
  const stage = await Stage.open(t, { CORS_ORIGINS: proxy.url })
  proxy.leadTo(stage.server.url)
  const charles = await new Actor(stage.server.url).register('charles', 'Charles')
  const ada = await stage.person('Ada', { baseURL: proxy.url })
  const account = await new Actor(stage.server.url).register('ada', 'Ada')
  const id = await charles.direct(account)
  await charles.say(id, ...Array.from({ length: 120 }, (_, at) => `Message ${at + 1} of many`))
  await ada.page.goto('/')
  await ada.signIn(password)

  await t.test('the list and the history are there, and a line says what is not', async (t) => {
    await ada.row('Charles').getByText('Message 120 of many').waitFor()
    await ada.page.getByText(says).waitFor()
    await ada.row('Charles').click()
    await ada.sees('Message 120 of many')
    await ada.page.mouse.move(700, 400)
    for (let turns = 0; (await ada.message('Message 1 of').count()) === 0 && turns < 600; turns += 1) {
      await ada.page.mouse.wheel(0, -700)
      await ada.page.waitForTimeout(50)
    }
    await comes(t, () => ada.message('Message 1 of').count(), 1, 'back to the first')
  })

  await t.test('what one writes waits, and what others write is fetched now and then', async (t) => {
    await ada.say('Does this arrive?')
    await ada.message('Does this arrive?').getByRole('img', { name: 'Sending' }).waitFor()
    await charles.say(id, 'Written meanwhile')
    await ada.row('Charles').getByText('Written meanwhile').waitFor({ timeout: 60_000 })
    await ada.sees('Written meanwhile')
    await ada.keeps('sending', 'Does this arrive?')
    t.pass()
  })

  await t.test('a server that is slow to say hello keeps nobody from reading', async (t) => {
    proxy.upgrades = 'silent'
    await ada.page.reload()
    await ada.sees('Written meanwhile')
    await ada.page.getByText(says).waitFor()
    await ada.message('Does this arrive?').getByRole('img', { name: 'Sending' }).waitFor()
    t.pass()
  })

  await t.test('with a connection all is well again', async (t) => {
    proxy.upgrades = 'carried'
    await ada
      .message('Does this arrive?')
      .getByRole('img', { name: 'Sending' })
      .waitFor({ state: 'detached', timeout: 60_000 })
    await ada.page.getByText(says).waitFor({ state: 'hidden' })
    await charles.say(id, 'Live again')
    await ada.sees('Live again')
    await comes(t, () => ada.message('Does this arrive?').count(), 1)
  })

  t.same(
    stage.complaints().filter((complaint) => !refused.test(complaint)),
    [],
  )
})
