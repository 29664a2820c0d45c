import { dirname } from 'node:path'

import t from 'tap'

import { namedSchemas } from '../api/src/http/schemas.ts'
import { functionLengths } from './support/source/function-lengths.ts'
import { importCircles } from './support/source/import-circles.ts'
import { layers } from './support/source/layers.ts'
import {
  importsOf,
  quantile,
  sourceFiles,
  withoutComments,
  type SourceFile,
} from './support/source/source-tree.ts'

const product = [
  ...sourceFiles('api/src/**/*.ts'),
  ...sourceFiles('shared/src/**/*.ts'),
  ...sourceFiles('web/src/**/*.ts'),
]
const tests = sourceFiles('test/**/*.ts')
const scripts = sourceFiles('scripts/**/*.{ts,js}')
const repository = [...product, ...tests, ...scripts, ...sourceFiles('web/styles-page/*.ts')]

const allows = (may: string, target: string): boolean =>
  target === may || target.startsWith(may.endsWith('/') || may.endsWith(':') ? may : `${may}/`)

const forbiddenImports = (file: SourceFile): string[] => {
  const layer = layers.find(({ files }) => file.path.startsWith(files))
  if (!layer) return [`${file.path} belongs to no layer`]
  return importsOf(file)
    .filter((target) => !layer.may.some((may) => allows(may, target)))
    .map((target) => `${file.path} imports ${target}; ${layer.files} may import ${layer.may.join(', ')}`)
}

t.test('Every folder imports only from the layers below it', async (t) => {
  t.strictSame(product.flatMap(forbiddenImports), [])
})

t.test('Nobody but the process and tests imports the composition', async (t) => {
  const roots = ['api/src/compose.ts', 'api/src/app.ts', 'api/src/main.ts', 'api/src/api.ts']
  const inner = product.filter(({ path }) => /^api\/src\/\w+\//.test(path))
  t.strictSame(
    inner.filter((file) => importsOf(file).some((target) => roots.includes(target))),
    [],
  )
})

interface Ban {
  readonly what: RegExp
  readonly where: (path: string) => boolean
  readonly why: string
}

const below =
  (...folders: string[]) =>
  (path: string) =>
    folders.some((folder) => path.startsWith(folder))
const outside =
  (...allowed: string[]) =>
  (path: string) =>
    !allowed.includes(path)

const bans: readonly Ban[] = [
  {
    what: /\bprocess\.env\b/,
    where: outside('api/src/config/env.ts'),
    why: 'settings are read in api/src/config/env.ts',
  },
  {
    what: /\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write\b/,
    where: () => true,
    why: 'text would become markup',
  },
  {
    what: /(?<![.#\w])fetch\(/,
    where: outside('web/src/api/client.ts', 'web/src/service-worker.ts'),
    why: 'one place calls the server',
  },
  {
    what: /new WebSocket\(/,
    where: outside('web/src/realtime/client.ts'),
    why: 'one place opens the channel',
  },
  {
    what: /\bDate\.now\b|\bnew Date\(\)/,
    where: outside(
      'api/src/adapters/system-clock.ts',
      'api/src/adapters/mongo/gram-renewal.ts', // when what is stored began, which outlives the process
      'web/src/browser.ts',
    ),
    why: 'instants come from a clock that tests can set, and durations are measured by one that nobody sets',
  },
  {
    what: /(?<!\bperformance)\.now\(\)\s*(?:-|\.(?:getTime|valueOf)\b)/,
    where: outside(
      'api/src/adapters/mongo/gram-renewal.ts', // the age of what is stored
      'api/src/domain/account-rates.ts', // windows that begin at the same moments at all instances
      'api/src/domain/accounts/activity-service.ts', // the age of what is stored
      'api/src/http/session/device-cookie.ts', // a day that is stored
    ),
    why: 'durations are measured by a clock that nobody sets',
  },
  {
    what: /\bMath\.random\(/,
    where: below('api/src/domain/', 'api/src/realtime/', 'web/src/state/'),
    why: 'chance comes in as an Ids',
  },
  {
    what: /\.ips?\b|\bips?\b[^;]*\} = request|\bremoteAddress\b|x-forwarded-for/,
    where: (path) => path.startsWith('api/src/') && path !== 'api/src/http/plugins/client-address.ts',
    why: 'request.clientAddress is the one address of a client',
  },
  {
    what: /(?<!#)\bisComposing\b|\bkeyCode\b|\bcapture: true\b|addEventListener\([^;]*, true\)/,
    where: (path) => path.startsWith('web/src/') && path !== 'web/src/ui/keys.ts',
    why: 'keys reach no handler but through web/src/ui/keys.ts, which keeps those of input methods',
  },
  { what: /^export default\b/m, where: () => true, why: 'a name is the same wherever it is used' },
  { what: /:\s*any\b|\bas any\b|<any>/, where: () => true, why: 'nothing is known of an any' },
  { what: /@ts-ignore|@ts-nocheck/, where: () => true, why: 'an error that is hidden stays' },
]

for (const { what, where, why } of bans) {
  t.test(`Nobody writes ${String(what)}, because ${why}`, async (t) => {
    const found = product.filter(({ path, text }) => where(path) && what.test(withoutComments(text)))
    t.strictSame(
      found.map(({ path }) => path),
      [],
    )
  })
}

t.test('Tests and scripts listen where nobody else reaches them', async (t) => {
  const calls = [...tests, ...scripts].flatMap(({ path, text }) =>
    [...withoutComments(text).matchAll(/\.listen\([^)]*\)|new WebSocketServer\([^)]*\)/g)].map(([call]) => ({
      path,
      call,
    })),
  )
  t.ok(calls.length > 10, `${calls.length} calls were found`)
  t.strictSame(
    calls.filter(({ call }) => !/'127\.0\.0\.1'|'::1'/.test(call)),
    [],
  )
})

t.test('Nothing of the page listens before keys are left to input methods', async (t) => {
  const main = product.find(({ path }) => path === 'web/src/main.ts')
  const [first] = withoutComments(main?.text ?? '').match(/^(?!import\b).+$/m) ?? []
  t.equal(first, 'leaveKeysToInputMethods(window)')
})

t.test('A folder has few enough files to be seen at once', async (t) => {
  const folders = Map.groupBy(repository, ({ path }) => dirname(path))
  t.strictSame(
    [...folders].filter(([, files]) => files.length > 16).map(([folder, files]) => [folder, files.length]),
    [],
  )
})

t.test('No files import each other in a circle, not even for their types', async (t) => {
  t.strictSame(importCircles(product), [])
})

t.test('Files are small enough to be seen whole', async (t) => {
  const lines = product.map((file) => file.lines)
  t.ok(quantile(lines, 0.5) <= 60, `the median is ${quantile(lines, 0.5)} lines`)
  t.ok(quantile(lines, 0.9) <= 150, `nine of ten have at most ${quantile(lines, 0.9)} lines`)
  t.strictSame(
    product.filter((file) => file.lines > 300).map(({ path }) => path),
    [],
  )
  t.strictSame(
    tests.filter((file) => file.lines > 400).map(({ path }) => path),
    [],
  )
})

/** Lines of a package's source, blank ones and comments too. A change that needs more raises it by hand, and says why. */
const linesMax: Readonly<Record<string, number>> = {
  'api/src': 32_600,
  'shared/src': 4_150,
  'web/src': 26_900,
  'web/styles-page': 950,
  scripts: 7_450,
}
const commentShareMax = 0.09

/** Words of another language are read beside those of English, by who speaks it, and tell nothing new of the program. */
const isTranslation = (path: string): boolean => /^web\/src\/i18n\/(?!en\/)[a-z]+\//.test(path)

t.test('The whole stays small enough to be known', async (t) => {
  for (const [folder, most] of Object.entries(linesMax)) {
    const lines = repository
      .filter(({ path }) => path.startsWith(`${folder}/`) && !isTranslation(path))
      .reduce((sum, file) => sum + file.lines, 0)
    t.ok(lines <= most, `${folder} has ${lines} lines, of ${most}`)
  }
})

t.test('Comments say what the code cannot, and no more', async (t) => {
  for (const folder of ['api/src', 'shared/src', 'web/src']) {
    const files = product.filter(({ path }) => path.startsWith(`${folder}/`) && !isTranslation(path))
    const lines = files.flatMap(({ text }) => text.trimEnd().split('\n'))
    const comments = lines.filter((line) => /^\s*(?:\/\*|\*|\/\/)/.test(line))
    const share = comments.length / lines.length
    t.ok(share <= commentShareMax, `${folder}: ${comments.length} of ${lines.length} lines are comments`)
  }
})

t.test('Functions are small enough to be seen whole', async (t) => {
  const functions = product.flatMap(functionLengths)
  const lines = functions.map((one) => one.lines)
  t.ok(quantile(lines, 0.5) <= 8, `the median is ${quantile(lines, 0.5)} lines`)
  t.ok(quantile(lines, 0.9) <= 25, `nine of ten have at most ${quantile(lines, 0.9)} lines`)
  t.strictSame(
    functions.filter((one) => one.lines > 50),
    [],
  )
})

t.test('Every named schema has a name of its own', async (t) => {
  const names = namedSchemas().map((schema) =>
    JSON.stringify(Object.entries(schema).find(([key]) => key === '$id')),
  )
  t.strictSame(names, [...new Set(names)])
  t.ok(names.length > 20)
})
