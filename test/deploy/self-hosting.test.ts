import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'

import { format } from 'prettier'
import t from 'tap'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'

import { PrometheusMetrics } from '../../api/src/adapters/prometheus/metrics.ts'
import { settings } from '../../api/src/config/settings.ts'
import { withSettings } from '../../scripts/generated/settings-table.ts'

/** As much of compose.yaml as the guide names. */
const Services = Type.Object({
  services: Type.Record(Type.String(), Type.Object({ secrets: Type.Optional(Type.Array(Type.String())) })),
  secrets: Type.Record(Type.String(), Type.Unknown()),
})

const root = new URL('../../', import.meta.url)
const read = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8')
const guide = await read('docs/self-hosting.md')

t.test('The guide has every setting as it is today; npm run settings writes them', async (t) => {
  const today = await format(withSettings(guide), { parser: 'markdown', printWidth: 110 })
  t.equal(guide, today)
  for (const { name } of Object.values(settings)) t.match(guide, `\`${name}\``)
})

t.test('No figure of the guide waits to be measured', async (t) => {
  const [, sizes = ''] = /## How large(.*?)\n## /s.exec(guide) ?? []
  t.match(sizes, /\d+ KiB/)
  t.notMatch(sizes, /…|to be measured/)
})

t.test('The guide has every metric', async (t) => {
  const names = new PrometheusMetrics().registry.getMetricsAsArray().map(({ name }) => name)
  t.ok(names.length > 0)
  for (const name of names) t.match(guide, `\`${name}\``)
})

t.test('Each command and file that the guide names is there', async (t) => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(await read('package.json'))
  for (const [, name = ''] of guide.matchAll(/npm run ([a-z:-]+)/g)) t.ok(name in scripts, name)
  const paths = guide.matchAll(/\b((?:deploy|scripts)\/[a-z/.-]*[a-z])/g)
  for (const [, path = ''] of paths)
    t.ok(existsSync(new URL(path, root)) || path.startsWith('deploy/compose/secrets'), path)
})

t.test('Each service and secret that the guide reaches through Compose is there', async (t) => {
  const compose = Value.Parse(Services, parse(await read('compose.yaml'), { merge: true }))
  const commands = guide
    .replaceAll('\\\n', ' ')
    .matchAll(/docker compose (?:exec -T|run --rm --no-deps) ([a-z-]+)(.*)$/gm)
  const used = [...commands].map(([, service = '', rest = '']) => ({ service, rest }))
  t.ok(used.length >= 7, `${used.length} commands were found`)
  for (const { service, rest } of used) {
    t.ok(service in compose.services, service)
    for (const [, secret = ''] of rest.matchAll(/\/run\/secrets\/([a-z-]+)/g)) {
      t.ok(compose.services[service]?.secrets?.includes(secret), `${secret} for ${service}`)
    }
  }
  for (const [, secret = ''] of guide.matchAll(/deploy\/compose\/secrets\/([a-z-]+)/g)) {
    t.ok(secret in compose.secrets, secret)
  }
})

t.test('The guide says how many connections an instance makes', async (t) => {
  const most = async (file: string, pattern: RegExp): Promise<string> =>
    pattern.exec(await read(file))?.[1] ?? file
  const mysql = await most('api/src/adapters/mysql/pool.ts', /connectionLimit: (\d+)/)
  const mongo = await most('api/src/adapters/mongo/connection/client.ts', /maxPoolSize: (\d+)/)
  t.match(guide, `| MySQL   | ${mysql}, `)
  t.match(guide, `| MongoDB | ${mongo} to the primary`)
})

t.test('README lists every command', async (t) => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(await read('package.json'))
  const readme = await read('README.md')
  for (const name of ['bench', 'faults', 'verify', 'backup', 'restore', 'move']) {
    t.ok(name in scripts, name)
    t.match(readme, `| \`npm run ${name}\` `)
  }
})

t.test('What the guide starts in the container is let into it', async (t) => {
  const dockerfile = await read('Dockerfile')
  const ignored = await read('.dockerignore')
  const letIn = ignored.split('\n').map((line) => line.replace(/^!/, ''))
  for (const [, path = ''] of guide.matchAll(/node (scripts\/[a-z]+\.ts)/g)) {
    t.match(dockerfile, path)
    t.match(ignored, `!${path}`)
  }
  for (const builder of ['api/build.ts', 'web/build.ts'])
    for (const [, sibling = ''] of (await read(builder)).matchAll(/ from '\.\/(.+?)'/g))
      t.ok(letIn.includes(`${dirname(builder)}/${sibling}`), `${builder} imports ${sibling}`)
  for (const [, sources = ''] of dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)) {
    for (const source of sources.split(' ')) {
      t.ok(
        letIn.some((line) => line === source || line.startsWith(`${source}/`)),
        source,
      )
    }
  }
})
