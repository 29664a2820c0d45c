import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import t from 'tap'

import { usualAccountLimits } from '../api/src/config/account-limits.ts'
import { configOf, serversOf, warningsOf, type Config } from '../api/src/config/config.ts'
import { readEnvironment, type Environment } from '../api/src/config/env.ts'
import { secretsOf } from '../api/src/config/secrets.ts'
import { settings } from '../api/src/config/settings.ts'
import { assertMinimumVersions } from '../api/src/process/installed-versions.ts'
import { isAtLeast } from '../api/src/adapters/minimum-versions.ts'

const configFrom = (environment: Environment): Config =>
  configOf(readEnvironment(environment), { isTTY: false })
const folder = (): string => mkdtempSync(join(tmpdir(), 'parley-config-'))
const key = 'k'.repeat(32)
const stores = { MYSQL_URL: 'mysql://localhost/parley', MONGODB_URL: 'mongodb://localhost/parley' }
const withRedis = (address: string): Environment => ({ ...stores, REDIS_URL: address })

t.test('Without settings it listens on port 3000 and keeps everything in ./data', async (t) => {
  const config = configFrom({})
  t.match(config, { port: 3000, dataDir: join(process.cwd(), 'data'), publicUrl: null, metricsPort: null })
  t.match(config, { corsOrigins: [], trustProxy: [], logLevel: 'info' })
})

t.test('What one account may do is set one by one', async (t) => {
  const { accountLimits } = configFrom({ DIRECTS_PER_HOUR: '5', ADDED_PER_DAY: '100', EDITS_PER_MINUTE: '7' })
  t.same(accountLimits, { ...usualAccountLimits, directsPerHour: 5, addedPerDay: 100, editsPerMinute: 7 })
  t.match(configFrom({}).accountLimits, {
    directsPerHour: 20,
    groupsPerDay: 10,
    addedPerDay: 100,
    joinsPerHour: 30,
    linksPerDay: 50,
    joinRequestsPerDay: 20,
  })
})

t.test('How many register from one address is set', async (t) => {
  t.equal(configFrom({}).registrationsPerHour, 40)
  t.equal(configFrom({ REGISTRATIONS_PER_HOUR: '500' }).registrationsPerHour, 500)
})

t.test('What an instance is called is cleaned, and its groups are names or ids', async (t) => {
  t.same(configFrom({}).instance, {
    name: 'Parley',
    welcome: '',
    defaultGroups: [],
    peopleDirectory: 'everyone',
    registration: 'open',
  })
  const { instance } = configFrom({
    INSTANCE_NAME: ' Analytical\u200b  Society\u202e ',
    INSTANCE_WELCOME: 'For\nits members. ',
    DEFAULT_GROUPS: 'General, News,General',
    PEOPLE_DIRECTORY: 'groups',
    REGISTRATION: 'invited',
  })
  t.same(instance, {
    name: 'Analytical  Society',
    welcome: 'For its members.',
    defaultGroups: ['General', 'News'],
    peopleDirectory: 'groups',
    registration: 'invited',
  })
})

t.test('In a container it listens on every address, elsewhere on this machine alone', async (t) => {
  const values = readEnvironment({}).values
  t.equal(configOf({ values, inContainer: true }, { isTTY: false }).host, '0.0.0.0')
  t.equal(configOf({ values, inContainer: false }, { isTTY: false }).host, '127.0.0.1')
})

t.test('On a terminal it says only what needs attention', async (t) => {
  t.equal(configOf(readEnvironment({}), { isTTY: true }).logLevel, 'warn')
})

t.test('Nobody can change the configuration later', async (t) => {
  t.ok(Object.isFrozen(configFrom({})))
})

const wrong: readonly [name: string, value: string][] = [
  ['HOST', 'a b'],
  ['PORT', '99999'],
  ['PORT', 'http'],
  ['PORT', '-1'],
  ['PORT', '3e3'],
  ['PUBLIC_URL', 'chat.example.org'],
  ['PUBLIC_URL', 'https://chat.example.org/path'],
  ['PUBLIC_URL', 'ftp://chat.example.org'],
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'null'],
  ['CORS_ORIGINS', 'https://a.example,'],
  ['TRUST_PROXY', 'true'],
  ['TRUST_PROXY', '1'],
  ['TRUST_PROXY', '0.0.0.0/0'],
  ['TRUST_PROXY', '10.0.0.0/33'],
  ['LOG_LEVEL', 'loud'],
  ['DIRECTS_PER_HOUR', '0'],
  ['ADDED_PER_DAY', '99'],
  ['REGISTRATIONS_PER_HOUR', '0'],
  ['INSTANCE_NAME', ' \u200b'],
  ['INSTANCE_NAME', 'x'.repeat(65)],
  ['INSTANCE_WELCOME', 'x'.repeat(301)],
  ['DEFAULT_GROUPS', 'General,,News'],
  ['DEFAULT_GROUPS', Array.from({ length: 11 }, (_, at) => `group ${at}`).join(',')],
  ['PEOPLE_DIRECTORY', 'nobody'],
  ['REGISTRATION', 'nobody'],
  ['METRICS_PORT', '0'],
]

for (const [name, value] of wrong) {
  t.test(`${name} may not be ${value}, and the refusal says what it may be`, async (t) => {
    const setting = Object.values(settings).find((one) => one.name === name)
    const expected = `${name} is ${JSON.stringify(value)}, which is not allowed: it takes ${setting?.allowed}.`
    t.throws(() => configFrom({ [name]: value }), { name: 'StartError', message: expected })
  })
}

t.test('An address may name the usual port of its scheme', async (t) => {
  const config = configFrom({
    PUBLIC_URL: 'http://chat.example.org:80',
    CORS_ORIGINS: 'https://a.example:443,https://b.example:8443/',
  })
  t.equal(config.publicUrl?.origin, 'http://chat.example.org')
  t.strictSame(config.corsOrigins, ['https://a.example', 'https://b.example:8443'])
})

t.test('All that is wrong is said at once', async (t) => {
  t.throws(() => configFrom({ PORT: 'x', LOG_LEVEL: 'y' }), { message: /^PORT is "x".*\nLOG_LEVEL is "y"/ })
})

t.test('A secret that is wrong is not shown', async (t) => {
  const refuse = (): unknown => readEnvironment({ SESSION_KEYS: 'hunter2' })
  t.throws(refuse, { message: /^SESSION_KEYS is not allowed: it takes keys of at least 32/ })
  t.doesNotThrow(() => {
    try {
      refuse()
    } catch (error) {
      if (String(error).includes('hunter2')) throw error
    }
  })
})

t.test('A secret may stand in a file, but not in both places', async (t) => {
  const file = join(folder(), 'keys')
  writeFileSync(file, `${key}\n`)
  t.strictSame(readEnvironment({ SESSION_KEYS_FILE: file }).values.sessionKeys, [key])
  t.throws(() => readEnvironment({ SESSION_KEYS_FILE: file, SESSION_KEYS: key }), { message: /both set/ })
  t.throws(() => readEnvironment({ SESSION_KEYS_FILE: '/nowhere' }), {
    message: /^SESSION_KEYS_FILE is "\/nowhere"/,
  })
})

t.test('What contradicts itself is refused', async (t) => {
  t.throws(() => configFrom({ PORT: '4000', METRICS_PORT: '4000' }), { message: /must differ/ })
  const behindProxy = { PUBLIC_URL: 'https://chat.example.org', TRUST_PROXY: '10.0.0.0/8' }
  t.equal(configFrom(behindProxy).publicUrl?.origin, 'https://chat.example.org')
  t.throws(() => configFrom({ PUBLIC_URL: 'https://chat.example.org' }), {
    message: /TRUST_PROXY is not set/,
  })
  t.throws(() => configFrom({ ...behindProxy, CORS_ORIGINS: 'http://app.example.org' }), {
    message: /plain http/,
  })
})

t.test('It warns when others can listen in, and only then', async (t) => {
  t.match(warningsOf(configFrom({ HOST: '0.0.0.0' })), [/unencrypted/])
  t.match(warningsOf(configFrom({ HOST: '192.168.1.5', PUBLIC_URL: 'http://chat.lan' })), [/unencrypted/])
  t.strictSame(warningsOf(configFrom({ HOST: '127.0.0.1' })), [])
  const secure = { HOST: '0.0.0.0', PUBLIC_URL: 'https://chat.example.org', TRUST_PROXY: '10.0.0.0/8' }
  t.strictSame(warningsOf(configFrom(secure)), [])
})

t.test('Secrets that are not set are made once, for their owner alone, and kept', async (t) => {
  const dataDir = folder()
  const first = secretsOf(readEnvironment({}), dataDir)
  t.match(first.sessionKeys, [/^[\w-]{43}$/])
  t.equal(statSync(join(dataDir, 'secrets.json')).mode & 0o777, 0o600)
  t.strictSame(secretsOf(readEnvironment({}), dataDir), first)
  t.not(secretsOf(readEnvironment({}), folder()).sessionKeys[0], first.sessionKeys[0])
  t.strictSame(secretsOf(readEnvironment({ SESSION_KEYS: key }), dataDir).sessionKeys, [key])
})

t.test('A damaged file of secrets is not overwritten', async (t) => {
  const dataDir = folder()
  const file = join(dataDir, 'secrets.json')
  writeFileSync(file, '{"sessionKeys":[]}')
  t.throws(() => secretsOf(readEnvironment({}), dataDir), {
    name: 'StartError',
    message: /holds no session keys/,
  })
  t.equal(readFileSync(file, 'utf8'), '{"sessionKeys":[]}')
})

t.test('It does not start on versions with a known hole', async (t) => {
  t.doesNotThrow(() => assertMinimumVersions())
  const versions: Record<string, string> = { node: '24.21.0', sqlite: '3.53.4', ws: '8.20.1' }
  t.throws(() => assertMinimumVersions((name) => versions[name] ?? '99.0.0'), {
    message: /^ws is 8\.20\.1.*at least 8\.21\.0/,
  })
  t.throws(() => assertMinimumVersions((name) => (name === 'mysql2' ? '3.23.0' : '99.0.0')), {
    message: /^mysql2 is 3\.23\.0.*at least 3\.23\.1.*npm ci/,
  })
})

t.test('Versions are compared by number and not by letter', async (t) => {
  t.ok(isAtLeast('24.15.0', '24.15.0'))
  t.ok(isAtLeast('24.100.0', '24.15.0'))
  t.ok(isAtLeast('25.0.0', '24.15.0'))
  t.notOk(isAtLeast('24.9.9', '24.15.0'))
  t.notOk(isAtLeast('8.21.0-beta.1', '8.21.1'))
})

t.test('The README tells of every setting', async (t) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  for (const { name } of Object.values(settings)) t.match(readme, `\`${name}\``)
})

t.test('The address of MongoDB names a database and is not shown when it is wrong', async (t) => {
  const address = 'mongodb://parley:hunter2@one:27017,two:27017/parley?replicaSet=rs0'
  t.equal(serversOf(readEnvironment({ MONGODB_URL: address })).mongodbUrl, address)
  t.equal(serversOf(readEnvironment({})).mongodbUrl, null)
  for (const wrong of ['localhost', 'mongodb://parley:hunter2@one', 'https://parley:hunter2@one/parley']) {
    t.throws(() => readEnvironment({ MONGODB_URL: wrong }), {
      message: /^MONGODB_URL is not allowed: it takes/,
    })
  }
  const file = join(folder(), 'mongodb-url')
  writeFileSync(file, `${address}\n`)
  t.equal(serversOf(readEnvironment({ MONGODB_URL_FILE: file })).mongodbUrl, address)
})

t.test('The address of MySQL names a database and is not shown when it is wrong', async (t) => {
  const address = 'mysqls://parley:hunter2@db.example:3306/parley?ca=/run/ca.pem'
  t.equal(serversOf(readEnvironment({ MYSQL_URL: address })).mysqlUrl, address)
  t.equal(serversOf(readEnvironment({})).mysqlUrl, null)
  for (const wrong of ['localhost', 'mysql://parley:hunter2@one', 'https://parley:hunter2@one/parley']) {
    t.throws(() => readEnvironment({ MYSQL_URL: wrong }), {
      message: /^MYSQL_URL is not allowed: it takes an address with a database/,
    })
  }
  const file = join(folder(), 'mysql-url')
  writeFileSync(file, `${address}\n`)
  t.equal(serversOf(readEnvironment({ MYSQL_URL_FILE: file })).mysqlUrl, address)
})

t.test(
  'The address of Redis holds nothing that is not read, and is not shown when it is wrong',
  async (t) => {
    const right = [
      'redis://localhost',
      'redis://:hunter2@10.0.0.7:6380/2',
      'rediss://parley:hunter%2F2@redis.example:6379',
      'rediss://parley:hunter2@redis.example/?cluster=true',
      'redis://[::1]:6379/',
    ]
    for (const address of right) t.equal(serversOf(readEnvironment(withRedis(address))).redisUrl, address)
    t.equal(serversOf(readEnvironment({})).redisUrl, null)
    const wrong = [
      'localhost:6379',
      'http://hunter2@redis',
      'redis://',
      'redis://:hunter2@one:six',
      'redis://:hunter2%@one',
      'redis://:hunter2@one/parley',
      'redis://:hunter2@one/0?cluster=true',
      'redis://:hunter2@one?cluster=false',
      'redis://:hunter2@one?tls=no',
    ]
    for (const address of wrong) {
      t.throws(
        () => readEnvironment({ REDIS_URL: address }),
        { message: /^REDIS_URL is not allowed: it takes an address such as redis:(?!.*hunter2)/ },
        address,
      )
    }
    const file = join(folder(), 'redis-url')
    writeFileSync(file, 'redis://localhost\n')
    const inFile = { ...stores, REDIS_URL_FILE: file }
    t.equal(serversOf(readEnvironment(inFile)).redisUrl, 'redis://localhost')
  },
)

t.test('Several instances must have all that they keep in common', async (t) => {
  for (const name of ['MYSQL_URL', 'MONGODB_URL']) {
    const one = { ...withRedis('redis://localhost'), [name]: undefined }
    t.throws(() => serversOf(readEnvironment(one)), {
      name: 'StartError',
      message: /^REDIS_URL is set.*needs MYSQL_URL and MONGODB_URL/,
    })
  }
  t.ok(serversOf(readEnvironment(stores)), 'one instance may use them without Redis')
})

t.test('Several instances must have their session keys in common', async (t) => {
  const redis = { REDIS_URL: 'redis://localhost' }
  t.throws(() => configOf(readEnvironment(redis), { isTTY: false }), {
    message: /^REDIS_URL .* SESSION_KEYS is not/,
  })
  const keys = { SESSION_KEYS: 'a key that is longer than thirty-two characters' }
  t.ok(configOf(readEnvironment({ ...redis, ...keys }), { isTTY: false }))
})
