import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'

import t, { type Test } from 'tap'

import { mysqlAddress } from '../../../api/src/adapters/mysql/address.ts'
import { MysqlPool } from '../../../api/src/adapters/mysql/pool.ts'
import { refuseOlder } from '../../../api/src/adapters/mysql/server.ts'
import { openMysqlStores } from '../../../api/src/adapters/mysql/open.ts'
import { compose } from '../../../api/src/compose.ts'
import { freePort } from '../../support/network/free-port.ts'
import { silentLog } from '../../support/app/log.ts'
import { MariadbServer } from '../../support/databases/mariadb-server.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'
import { makeDatabase } from '../../support/databases/mysql.ts'

const limitMs = 5_000
const password = 'hunter2'

async function cipherOf(url: string): Promise<string> {
  const pool = new MysqlPool(mysqlAddress(url), limitMs)
  try {
    const session = await pool.session(limitMs)
    const { rows } = await session.run(`show session status like 'Ssl_cipher'`, [], limitMs)
    session.release()
    return String(Object.values(rows[0] ?? {})[1])
  } finally {
    await pool.close()
  }
}

/** An authority, and a certificate that it signed for this name. */
async function makeCertificates(t: Test, name: string) {
  const folder = await temporaryFolder(t)
  const openssl = (...args: string[]) => promisify(execFile)('openssl', args, { cwd: folder })
  const key = ['-newkey', 'rsa:2048', '-nodes']
  await openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Test CA',
  )
  await openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', `/CN=${name}`)
  await writeFile(`${folder}/names`, `subjectAltName=DNS:${name}\n`)
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names', '-days', '2']
  await openssl('x509', '-req', '-in', 'server.csr', ...signing, '-out', 'server.pem')
  const options = [
    `--ssl-cert=${folder}/server.pem`,
    `--ssl-key=${folder}/server.key`,
    `--ssl-ca=${folder}/ca.pem`,
  ]
  return { ca: `${folder}/ca.pem`, options }
}

t.test('an address says where, who, and which database', async (t) => {
  t.match(mysqlAddress('mysql://ada:p%40ss@db.example:3307/parley'), {
    host: 'db.example',
    port: 3307,
    user: 'ada',
    password: 'p@ss',
    database: 'parley',
    ssl: undefined,
  })
  t.match(mysqlAddress('mysql://ada@[::1]/parley'), { host: '::1', port: 3306 })
  t.match(mysqlAddress('mysql://ada@localhost/parley?socket=/run/mysqld.sock'), {
    socketPath: '/run/mysqld.sock',
  })
})

t.test('certificates are verified unless the address says otherwise in so many words', async (t) => {
  const verified = { ssl: { rejectUnauthorized: true, verifyIdentity: true, minVersion: 'TLSv1.2' } }
  t.match(mysqlAddress('mysqls://ada@db/parley'), verified)
  t.match(mysqlAddress('mysql://ada@db/parley?ssl=verify'), verified)
  t.match(mysqlAddress('mysql://ada@db/parley?ssl=unverified'), { ssl: { rejectUnauthorized: false } })
})

for (const wrong of [
  `postgres://ada:${password}@db/parley`,
  `mysql://ada:${password}@db`,
  `mysql://ada:${password}@db/a/b`,
  `mysql://ada:${password}@db/parley?ssl=maybe`,
  `mysql://ada:${password}@db/parley?rejectUnauthorized=false`,
  `mysqls://ada:${password}@db/parley?ssl=unverified`,
  `mysqls://ada:${password}@db/parley?ca=/nowhere`,
  `mysqls://ada:${password}@192.0.2.7/parley`,
  `mysqls://ada:${password}@[::1]/parley`,
  `mysql://ada:${password}@db/%E0%A4%A`,
  password,
]) {
  t.test(`${wrong.replace(password, '…')} is refused, and the password is not told`, async (t) => {
    const error = await openMysqlStores({ url: wrong }).catch((error: unknown) => error)
    t.match(error, { name: 'StoreError', message: /^The address of MySQL [^\n]+\.$/ })
    t.notMatch(JSON.stringify(error) + String((error as Error).stack), password)
  })
}

t.test('servers that are too old are refused by name', async (t) => {
  for (const version of ['8.4.0', '9.1.0', '10.0']) t.doesNotThrow(() => refuseOlder('MySQL', version))
  for (const version of ['10.11.2-MariaDB', '11.4.1-MariaDB'])
    t.doesNotThrow(() => refuseOlder('MariaDB', version))
  t.throws(() => refuseOlder('MySQL', '8.0.40'), {
    message: 'MySQL 8.0.40 is too old: at least 8.4 is needed.',
  })
  t.throws(() => refuseOlder('MariaDB', '10.6.1-MariaDB'), { message: /at least 10\.11 is needed/ })
})

t.test(
  'a server that is not there, or takes no such user, is told of in one sentence at start',
  async (t) => {
    const { url } = await makeDatabase(t)
    const stranger = new URL(url)
    stranger.password = password
    const nowhere = `mysql://ada:${password}@127.0.0.1:${await freePort()}/parley`
    for (const mysqlUrl of [stranger.href, nowhere]) {
      const starting = compose({ dataDir: await temporaryFolder(t), mysqlUrl }, silentLog)
      const error = await starting.catch((error: unknown) => error)
      t.match(error, { name: 'StartError', message: /^MySQL cannot be reached: [^\n]+$/ })
      t.notMatch(String(error), password)
    }
  },
)

t.test('a server that does not let clients choose utf8mb4 is refused', async (t) => {
  const server = await MariadbServer.start(
    t,
    '--skip-character-set-client-handshake',
    '--character-set-server=latin1',
  )
  await t.rejects(openMysqlStores({ url: server.url.href }), { message: /talks in the character set latin1/ })
})

t.test('a socket of the same machine is an address too', async (t) => {
  const server = await MariadbServer.start(t)
  const url = `mysql://parley:parley@localhost/parley?socket=${encodeURIComponent(server.socket)}`
  const stores = await openMysqlStores({ url })
  await stores.ping()
  await stores.close()
})

t.test('an encrypted connection is made only with whom the certificate names', async (t) => {
  const { ca, options } = await makeCertificates(t, 'localhost')
  const server = await MariadbServer.start(t, ...options)
  const at = (host: string, scheme: string, more = '') => {
    const url = new URL(server.url.href.replace(/^mysql:/, scheme))
    url.hostname = host
    return `${url.href}${more}`
  }
  t.not(await cipherOf(at('localhost', 'mysqls:', `?ca=${ca}`)), '')
  t.not(await cipherOf(at('127.0.0.1', 'mysql:', '?ssl=unverified')), '')
  t.equal(await cipherOf(at('127.0.0.1', 'mysql:')), '')
  await t.rejects(cipherOf(at('localhost', 'mysqls:')), /certificate/, 'by an authority that nobody knows')
  const other = await makeCertificates(t, 'elsewhere')
  const impostor = await MariadbServer.start(t, ...other.options)
  const asLocalhost = `mysqls://parley:parley@localhost:${impostor.url.port}/parley?ca=${other.ca}`
  await t.rejects(cipherOf(asLocalhost), { name: 'Unavailable', message: /altnames/ })
})

t.test('a server that cannot encrypt is refused when encryption is asked for', async (t) => {
  const server = await MariadbServer.start(t)
  await t.rejects(cipherOf(`${server.url.href}?ssl=unverified`), { name: 'Unavailable' })
})
