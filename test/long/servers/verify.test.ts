import t from 'tap'

import { Field } from '../../faults/support/field.ts'
import { HttpsProxy } from '../../support/network/https-proxy.ts'
import { runScript, runScriptWith } from '../../support/processes/script.ts'

t.setTimeout(300_000)

const quick = ['--json', '--seconds', '3', '--rate', '40']

t.test('Two instances are found whole behind one proxy', async (t) => {
  const proxy = await HttpsProxy.open(t, '')
  const behind = { PUBLIC_URL: proxy.url, TRUST_PROXY: '127.0.0.1' }
  const field = await Field.open(t, { env: behind })
  proxy.leadTo(...field.urls)
  const trust = { NODE_EXTRA_CA_CERTS: proxy.certificate }
  const through = await runScriptWith(trust, 'verify', '--url', proxy.url, ...quick)
  t.match(JSON.parse(through.said), { verdict: 'whole', breaches: {}, left: [] })
  t.equal(through.code, 0, through.lamented)
})

t.test('Two instances are found whole at addresses of their own', async (t) => {
  const { urls } = await Field.open(t)
  const addresses = urls.flatMap((url) => ['--url', url])
  const { code, said, lamented } = await runScript('verify', ...addresses, ...quick)
  t.match(JSON.parse(said), { verdict: 'whole', urls, breaches: {}, left: [] })
  t.equal(code, 0, lamented)
})
