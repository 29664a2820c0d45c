import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import t from 'tap'

import { mutants } from '../delivery/mutants.ts'
import { HttpsProxy } from '../support/network/https-proxy.ts'
import { mutantBuild } from '../support/processes/mutant-build.ts'
import { runScript, runScriptWith } from '../support/processes/script.ts'
import { deploy, leftIn, quick, verify } from '../support/processes/verified.ts'

t.setTimeout(300_000)

const visible = mutants.filter(({ breaks, deaths }) => !deaths && ['I3', 'I7', 'I11'].includes(breaks ?? ''))
t.equal(visible.length, 3)
for (const { name, breaks, edits } of visible) {
  t.test(`A deployment is found broken when ${name}`, async (t) => {
    const { server, dataDir } = await deploy(t, { program: await mutantBuild(t, edits) })
    const { code, said } = await runScript('verify', '--url', server.url, ...quick)
    const report = JSON.parse(said)
    t.equal(report.verdict, 'broken')
    t.ok(report.breaches[breaks ?? ''] > 0 && report.examples[breaks ?? ''].length > 0, said)
    t.equal(code, 1)
    t.equal(leftIn(dataDir), 0)
  })
}

t.test('A deployment that dies meanwhile and comes back is found whole', async (t) => {
  const { server, dataDir } = await deploy(t)
  const verifying = verify(server.url, '--seconds', '6', '--rate', '30')
  await verifying.says('Writing for')
  for (let count = 0; count < 3; count++) {
    await wait(700)
    await server.kill()
    await server.start()
  }
  t.equal(await verifying.ended, 0, verifying.said)
  t.match(verifying.said, 'was kept')
  t.equal(leftIn(dataDir), 0)
})

t.test('It goes through a proxy with https, below a path', async (t) => {
  const proxy = await HttpsProxy.open(t, '/chat')
  const { server } = await deploy(t, {
    env: { PUBLIC_URL: new URL(proxy.url).origin, TRUST_PROXY: '127.0.0.1' },
  })
  proxy.leadTo(server.url)
  const trust = { NODE_EXTRA_CA_CERTS: proxy.certificate }
  const { code, said, lamented } = await runScriptWith(trust, 'verify', '--url', `${proxy.url}/`, ...quick)
  t.equal(code, 0, said + lamented)
  t.match(JSON.parse(said), { verdict: 'whole', urls: [proxy.url] })

  const distrustful = await runScript('verify', '--url', proxy.url, ...quick)
  t.equal(distrustful.code, 2)
  t.match(JSON.parse(distrustful.said), { verdict: 'not run', reason: /self-signed certificate/ })
})

t.test('It waits where registrations have to wait, and gives up where that takes long', async (t) => {
  const { server, dataDir } = await deploy(t)
  const registered = async (times: number): Promise<void> => {
    await server.kill()
    const database = new DatabaseSync(join(dataDir, 'accounts.db'))
    const put = database.prepare('INSERT OR REPLACE INTO throttles VALUES (?, ?, ?)')
    put.run('registration:127.0.0.1', times, Date.now())
    database.close()
    await server.start()
  }
  await registered(37)
  const patient = await runScript('verify', '--url', server.url, ...quick)
  t.equal(patient.code, 0)
  t.match(patient.lamented, /registrations to wait: [1-4] s/, 'less, the longer a registration takes')

  await registered(60)
  const refused = await runScript('verify', '--url', server.url, ...quick)
  t.equal(refused.code, 2)
  t.match(JSON.parse(refused.said), { verdict: 'not run', reason: /register an account: .*429 rate_limited/ })
  t.equal(leftIn(dataDir), 0)
})
