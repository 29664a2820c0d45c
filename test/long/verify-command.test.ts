import t from 'tap'

import { rowsOf } from '../support/databases/raw-rows.ts'
import { freePort } from '../support/network/free-port.ts'
import { runScript } from '../support/processes/script.ts'
import { deploy, leftIn, quick, verify } from '../support/processes/verified.ts'

t.setTimeout(300_000)

t.test('A whole deployment is found whole, and nothing is left in it', async (t) => {
  const { server, dataDir } = await deploy(t)
  const { code, said } = await runScript('verify', '--url', server.url, ...quick, '--seed', '7')
  const report = JSON.parse(said)
  t.match(report, { verdict: 'whole', breaches: {}, groups: 3, seed: 7, left: [] })
  t.ok(report.acknowledged > 20 && report.acknowledged === report.messages, `${report.messages} messages`)
  t.ok(report.repeated > 0 && report.changes > 0 && report.marks > 0)
  for (const { p50, p99, count } of [report.sendToAckMs, report.sendToReceiveMs]) {
    t.ok(count > 20 && p50 > 0 && p99 >= p50)
  }
  t.ok(report.convergenceMs < 30_000)
  t.equal(code, 0)
  t.equal(rowsOf(dataDir, 'accounts.db', 'SELECT id FROM users').length, 5, 'they were there')
  t.equal(leftIn(dataDir), 0)
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
