import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import t, { type Test } from 'tap'

import { build } from '../../../web/build.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import { StaticSite } from '../../support/browser/static-site.ts'

/** An instance that knows one of two sites that host the client. */
async function setUp(t: Test) {
  const [known, foreign] = [await StaticSite.open(t), await StaticSite.open(t)]
  const stage = await Stage.open(t, { CORS_ORIGINS: known.origin })
  const outDir = await mkdtemp(join(tmpdir(), 'parley-hosted-apart-'))
  t.teardown(() => rm(outDir, { recursive: true }))
  await build({ apiUrl: stage.server.url, outDir })
  for (const site of [known, foreign]) site.serve(outDir, stage.server.url)
  return { stage, known, foreign }
}

t.test('the client can be hosted apart from the server', async (t) => {
  const { stage, known, foreign } = await setUp(t)
  const ada = await stage.person('Ada', { baseURL: known.origin })
  const charles = await stage.person('Charles')
  await Promise.all([ada.register(), charles.register()])
  t.not(new URL(ada.page.url()).origin, stage.server.url)

  await t.test('people talk across origins', async (t) => {
    await ada.startWith(charles)
    await ada.say('From elsewhere')
    await charles.row('Ada').click()
    await charles.sees('From elsewhere')
    await charles.say('Welcome')
    await ada.sees('Welcome')
    await ada.message('From elsewhere').getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' })
    await comes(t, () => ada.message('From elsewhere').count(), 1)
  })

  await t.test('a reload finds the session again', async (t) => {
    await ada.page.reload()
    await ada.sees('Welcome')
    await charles.say('Still there?')
    await ada.sees('Still there?')
    t.equal(new URL(ada.page.url()).origin, known.origin)
  })

  t.same(stage.complaints(), [])

  await t.test('from an origin that is not on the list nothing is let through, cookie or not', async (t) => {
    const api = `${stage.server.url}/api/v1`
    await ada.page.goto(foreign.origin)
    await ada.page.getByText('The server cannot be reached.').waitFor()
    await comes(t, () => ada.page.getByText('Still there?').count(), 0)
    const refusedToRead = await ada.page.evaluate(
      (url) => fetch(`${url}/me`, { credentials: 'include' }).then(String, () => 'refused'),
      api,
    )
    t.equal(refusedToRead, 'refused')
    await ada.page.evaluate(
      (url) => fetch(`${url}/session`, { method: 'DELETE', credentials: 'include' }).catch(() => null),
      api,
    )
    const ended = await ada.page.evaluate(
      (url) =>
        new Promise((resolve) => {
          const socket = new WebSocket(`${url.replace('http', 'ws')}/realtime`)
          socket.onopen = () => resolve('opened')
          socket.onclose = () => resolve('refused')
        }),
      api,
    )
    t.equal(ended, 'refused')
    await ada.page.goto(known.origin)
    await ada.row('Charles').waitFor()
  })
})
