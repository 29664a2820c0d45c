import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

import t from 'tap'

import { freePort } from '../../support/network/free-port.ts'
import { ObservedBus } from '../../support/redis/buses.ts'
import { RedisServer } from '../../support/redis/server.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'
import { until } from '../../support/until.ts'

t.test('with rediss: a server is believed only if its certificate is', async (t) => {
  const folder = await temporaryFolder(t)
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key]
  execFileSync('openssl', ['req', '-x509', ...newKey, '-out', certificate, '-days', '1', ...subject], {
    stdio: 'ignore',
  })
  const port = await freePort()
  const files = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', certificate]
  await RedisServer.start(t, '--tls-port', String(port), ...files, '--tls-auth-clients', 'no')

  const bus = new ObservedBus(t, new URL(`rediss://localhost:${port}`), 'test')
  const elsewhere = new ObservedBus(t, new URL(`rediss://127.0.0.1:${port}`), 'test')
  await until(() => [bus, elsewhere].every(({ warnings }) => warnings.length > 0), 'both have failed')
  t.match(bus.warnings, [{ err: /self-signed certificate/ }])
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(certificate, 'utf8')])
  await until(() => bus.told.includes('restored'), 'it is connected')
  await setTimeout(500)
  t.same(elsewhere.told, [], 'but not under a name that the certificate does not have')
})
