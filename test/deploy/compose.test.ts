import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import t from 'tap'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'

import type { Setting } from '../../api/src/config/setting.ts'
import { settings } from '../../api/src/config/settings.ts'

const run = promisify(execFile)
const root = new URL('../../', import.meta.url)
const read = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8')
const closed = { additionalProperties: false }

const Condition = Type.Object({
  condition: Type.Union([Type.Literal('service_healthy'), Type.Literal('service_completed_successfully')]),
})
/** Only what compose.yaml uses of the Compose specification, so that a misspelt key is found. */
const Service = Type.Object(
  {
    image: Type.String(),
    build: Type.Optional(Type.Object({ context: Type.String(), target: Type.String() }, closed)),
    restart: Type.Optional(Type.Literal('unless-stopped')),
    stop_grace_period: Type.Optional(Type.String({ pattern: '^[0-9]+s$' })),
    read_only: Type.Optional(Type.Boolean()),
    cap_drop: Type.Optional(Type.Array(Type.String())),
    cap_add: Type.Optional(Type.Array(Type.String())),
    security_opt: Type.Optional(Type.Array(Type.String())),
    tmpfs: Type.Optional(Type.Array(Type.String())),
    environment: Type.Optional(Type.Record(Type.String(), Type.String())),
    secrets: Type.Optional(Type.Array(Type.String())),
    volumes: Type.Optional(Type.Array(Type.String())),
    ports: Type.Optional(Type.Array(Type.String())),
    networks: Type.Array(Type.String()),
    depends_on: Type.Optional(Type.Record(Type.String(), Condition)),
    entrypoint: Type.Optional(Type.Array(Type.String())),
    command: Type.Optional(Type.Array(Type.String())),
    healthcheck: Type.Optional(Type.Object({ test: Type.Array(Type.String()) })),
  },
  closed,
)
const Compose = Type.Object(
  {
    name: Type.String(),
    'x-parley': Service,
    services: Type.Record(Type.String(), Service),
    networks: Type.Object({
      front: Type.Object({
        ipam: Type.Object({ config: Type.Array(Type.Object({ subnet: Type.String() }, closed)) }, closed),
      }),
      back: Type.Object({ internal: Type.Literal(true) }, closed),
    }),
    volumes: Type.Record(Type.String(), Type.Null()),
    secrets: Type.Record(Type.String(), Type.Object({ file: Type.String() }, closed)),
  },
  closed,
)

const compose = Value.Parse(Compose, parse(await read('compose.yaml'), { merge: true }))
const services = Object.entries(compose.services)
const instances = services.filter(([, { build }]) => build?.target === 'parley')

/** Runs the set-up in a folder of its own. */
const setUp = async (...addresses: string[]) => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-compose-'))
  const script = join(folder, 'deploy/compose/setup.sh')
  await cp(fileURLToPath(new URL('deploy/compose/setup.sh', root)), script)
  for (const address of addresses) await run(script, [address])
  const secrets = join(folder, 'deploy/compose/secrets')
  const names = await readdir(secrets)
  const texts = await Promise.all(names.map((name) => readFile(join(secrets, name), 'utf8')))
  return { folder, secrets, texts: new Map(names.map((name, index) => [name, texts[index] ?? ''])) }
}

t.test('Every name that a service refers to is defined, and none is defined for nobody', async (t) => {
  const used = services.map(([, service]) => service)
  const volumes = used.flatMap((service) => service.volumes ?? []).map((volume) => volume.split(':')[0] ?? '')
  t.same(
    [...new Set(volumes.filter((name) => !name.startsWith('.')))].sort(),
    Object.keys(compose.volumes).sort(),
  )
  const secrets = used.flatMap((service) => service.secrets ?? [])
  t.same([...new Set(secrets)].sort(), Object.keys(compose.secrets).sort())
  for (const service of used) for (const name of service.networks) t.ok(name in compose.networks, name)
})

t.test('A service starts after what it needs is there', async (t) => {
  const dockerfile = await read('Dockerfile')
  const isHealthChecked = (name: string): boolean =>
    compose.services[name]?.healthcheck !== undefined ||
    (compose.services[name]?.build?.target === 'parley' && /^HEALTHCHECK /m.test(dockerfile))
  for (const [name, { depends_on: needs = {} }] of services) {
    for (const [other, { condition }] of Object.entries(needs)) {
      const isFit = condition === 'service_healthy' ? isHealthChecked(other) : other in compose.services
      t.ok(isFit, `${name} after ${other}`)
    }
  }
  t.same(Object.keys(compose.services['api-1']?.depends_on ?? {}), ['mysql', 'mongodb-setup', 'redis'])
})

t.test('Only the proxy can be reached from outside, and the databases only by who needs them', async (t) => {
  t.same(
    services.filter(([, service]) => service.ports).map(([name]) => name),
    ['proxy'],
  )
  for (const [name, { networks }] of services) {
    t.equal(networks.includes('front'), name === 'proxy' || name.startsWith('api-'), name)
  }
})

t.test('Every instance runs with settings that exist, and believes only the proxy’s network', async (t) => {
  const known = Object.values<Setting>(settings).flatMap(({ name, secret }) =>
    secret ? [`${name}_FILE`] : [name],
  )
  t.equal(instances.length, 2)
  for (const [, { environment = {}, secrets = [], read_only: isReadOnly, cap_drop: dropped }] of instances) {
    for (const name of Object.keys(environment)) t.ok(known.includes(name), name)
    const files = Object.entries(environment).filter(([name]) => name.endsWith('_FILE'))
    t.same(
      files.map(([, path]) => path),
      secrets.map((secret) => `/run/secrets/${secret}`),
    )
    t.equal(environment['TRUST_PROXY'], compose.networks.front.ipam.config[0]?.subnet)
    t.ok(isReadOnly)
    t.same(dropped, ['ALL'])
  }
})

t.test('The proxy leads to every instance, and its time limits are none for a WebSocket', async (t) => {
  const caddyfile = await read('deploy/compose/Caddyfile')
  const all = instances.map(([name]) => `${name}:3000`)
  const upstreams = [...caddyfile.matchAll(/reverse_proxy (.*?)(?: \{)?$/gm)].map(([, names]) =>
    names?.split(' '),
  )
  t.same(upstreams, [all, all.slice(-1), all], 'a file that the first lacks is asked of the last')
  t.match(caddyfile, 'health_uri /servez', 'not /readyz: a lost database is lost to all of them')
  t.notMatch(caddyfile, 'stream_timeout')
})

t.test('Every image has a version', async (t) => {
  const froms = [...(await read('Dockerfile')).matchAll(/^FROM (\S+)/gm)].map((match) => match[1] ?? '')
  const images = [...services.map(([, { image }]) => image), ...froms.filter((from) => from.includes(':'))]
  for (const image of images) t.match(image, /:(?!latest)[a-z0-9.-]+$/)
})

t.test('The set-up makes every secret that is asked for, each its own', async (t) => {
  const [one, another] = [await setUp('https://chat.example.org'), await setUp('https://chat.example.org')]
  t.same([...one.texts.keys()].sort(), Object.keys(compose.secrets).sort())
  for (const [name, { file }] of Object.entries(compose.secrets)) {
    t.equal(file, `deploy/compose/secrets/${name}`)
    t.not(one.texts.get(name), another.texts.get(name), name)
    t.ok((one.texts.get(name) ?? '').trim().length >= 43, name)
  }
  for (const server of ['mysql', 'mongodb', 'redis']) {
    t.match(one.texts.get(`${server}-url`), `:${one.texts.get(`${server}-password`)?.trim()}@${server}:`)
    t.ok(
      settings[`${server as 'mysql' | 'mongodb' | 'redis'}Url`].parse(
        one.texts.get(`${server}-url`)?.trim() ?? '',
      ),
    )
  }
  t.ok(settings.sessionKeys.parse(one.texts.get('session-keys')?.trim() ?? ''))
  t.equal((await stat(one.secrets)).mode & 0o777, 0o700)
  t.equal(await readFile(join(one.folder, '.env'), 'utf8'), 'PUBLIC_URL=https://chat.example.org\n')
})

t.test('The set-up changes nothing when it runs again, and refuses another address', async (t) => {
  const { folder, secrets, texts } = await setUp('http://localhost', 'http://localhost')
  await t.rejects(run(join(folder, 'deploy/compose/setup.sh'), ['https://other.example']), /another address/)
  await t.rejects(run(join(folder, 'deploy/compose/setup.sh'), ['chat.example.org']), /usage/)
  for (const [name, text] of texts) t.equal(await readFile(join(secrets, name), 'utf8'), text)
})

t.test('The set-up makes a secret anew that was removed, and what has it in it', async (t) => {
  const { folder, secrets, texts } = await setUp('http://localhost')
  await rm(join(secrets, 'mysql-password'))
  await rm(join(secrets, 'mysql-url'))
  await run(join(folder, 'deploy/compose/setup.sh'), ['http://localhost'])
  const changed: string[] = []
  for (const [name, text] of texts) {
    if ((await readFile(join(secrets, name), 'utf8')) !== text) changed.push(name)
  }
  t.same(changed.sort(), ['mysql-password', 'mysql-url'])
  const password = (await readFile(join(secrets, 'mysql-password'), 'utf8')).trim()
  t.match(await readFile(join(secrets, 'mysql-url'), 'utf8'), `:${password}@`)
})

t.test('Without the set-up, Compose says what to run', async (t) => {
  t.match(compose.services['api-1']?.environment?.['PUBLIC_URL'], '${PUBLIC_URL:?Run deploy/compose/setup.sh')
})
