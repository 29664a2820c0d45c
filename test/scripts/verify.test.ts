import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import t, { type Test } from 'tap'

import { mutants } from '../delivery/mutants.ts'
import { freePort } from '../support/network/free-port.ts'
import { HttpsProxy } from '../support/network/https-proxy.ts'
import { mutantBuild } from '../support/processes/mutant-build.ts'
import { rowsOf } from '../support/databases/raw-rows.ts'
import { runScript, runScriptWith } from '../support/processes/script.ts'
import { ServerProcess, type ServerSettings } from '../support/processes/server-process.ts'
import { temporaryFolder } from '../support/databases/stores.ts'

t.setTimeout(300_000)

/** What comes in the last third is after the removal of the guest, and the second that it may take. */
const quick = ['--json', '--seconds', '6', '--rate', '40']

interface Deployment {
  readonly server: ServerProcess
  readonly dataDir: string
}

async function deploy(t: Test, settings: Partial<ServerSettings> = {}): Promise<Deployment> {
  const [port, dataDir] = [await freePort(), await temporaryFolder(t)]
  const env = { REQUESTS_PER_MINUTE: '999999', ...settings.env }
  const server = new ServerProcess({ port, dataDir, ...settings, env })
  t.teardown(() => server.kill())
  await server.start()
  return { server, dataDir }
}

/** Accounts that were not deleted, and groups that somebody is still in. */
const leftIn = (dataDir: string): number =>
  rowsOf(dataDir, 'accounts.db', 'SELECT id FROM users WHERE deleted_at IS NULL').length +
  rowsOf(dataDir, 'accounts.db', 'SELECT * FROM memberships').length

t.test('A whole deployment is found whole, and nothing is left in it', async (t) => {
  const { server, dataDir } = await deploy(t)
  const { code, said } = await runScript('verify', '--url', server.url, ...quick, '--seed', '7')
  const report = JSON.parse(said)
  t.match(report, { verdict: 'whole', breaches: {}, groups: 3, seed: 7, left: [] })
  t.ok(report.acknowledged > 20 && report.acknowledged === report.messages, `${report.messages} messages`)
  t.ok(report.repeated > 0 && report.changes > 0)
  for (const { p50, p99, count } of [report.sendToAckMs, report.sendToReceiveMs]) {
    t.ok(count > 20 && p50 > 0 && p99 >= p50)
  }
  t.ok(report.convergenceMs < 30_000)
  t.equal(code, 0)
  t.equal(rowsOf(dataDir, 'accounts.db', 'SELECT id FROM users').length, 5, 'they were there')
  t.equal(leftIn(dataDir), 0)
})

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

t.test('Interrupted, it removes what it has made', async (t) => {
  const { server, dataDir } = await deploy(t)
  const verifying = verify(server.url)
  await verifying.says('Writing for')
  t.equal(leftIn(dataDir), 5 + 3 * 5)
  verifying.child.kill('SIGINT')
  t.equal(await verifying.ended, 2)
  t.match(verifying.said, 'interrupted')
  t.equal(leftIn(dataDir), 0)
})

t.test('Interrupted twice, it ends at once and names what it has made', async (t) => {
  const { server } = await deploy(t)
  const verifying = verify(server.url)
  await verifying.says('Writing for')
  await server.kill()
  verifying.child.kill('SIGINT')
  await verifying.says('Removing')
  verifying.child.kill('SIGINT')
  t.equal(await verifying.ended, 2)
  t.equal(
    verifying.said.match(/left on the server: account verify-\w+-\d with the password \S{36}\n/g)?.length,
    5,
  )
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

t.test('It keeps away from a deployment that allows too few requests', async (t) => {
  const { server, dataDir } = await deploy(t, { env: { REQUESTS_PER_MINUTE: '500' } })
  const { code, said } = await runScript('verify', '--url', server.url)
  t.equal(code, 2)
  t.match(said, /450 requests a minute.*allows an address 500/)
  t.equal(leftIn(dataDir), 0)
})

t.test('It says why it cannot be run', async (t) => {
  const { server } = await deploy(t)
  const reasons: [string[], RegExp][] = [
    [[], /--url is missing/],
    [['--url', 'chat.example.org'], /not "chat.example.org"/],
    [['--url', server.url, '--rate', 'fast'], /--rate takes a number/],
    [['--url', server.url, '--speed', '7'], /Unknown option '--speed'/],
    [['--url', `http://127.0.0.1:${await freePort()}`], /ECONNREFUSED/],
    [['--url', `${server.url}/elsewhere`], /cannot be verified: .*404/],
  ]
  for (const [words, reason] of reasons) {
    const { code, said, lamented } = await runScript('verify', ...words)
    t.equal(code, 2)
    t.match(said + lamented, reason)
  }
})

function verify(url: string, ...words: string[]) {
  const program = fileURLToPath(new URL('../../scripts/verify.ts', import.meta.url))
  const child = spawn(process.execPath, [program, '--url', url, ...words], {
    env: { PATH: process.env['PATH'] },
  })
  const verifying = {
    child,
    said: '',
    ended: once(child, 'close').then(([code]): unknown => code),
    says: async (text: string): Promise<void> => {
      while (!verifying.said.includes(text)) await Promise.race([once(child.stderr, 'data'), verifying.ended])
    },
  }
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => (verifying.said += data.toString()))
  }
  return verifying
}
