import { readFile } from 'node:fs/promises'

import t from 'tap'

import { serverFlags } from '../../api/build.ts'
import { importsOf, sourceFiles } from '../support/source/source-tree.ts'

const root = new URL('../../', import.meta.url)
const dockerfile = await readFile(new URL('Dockerfile', root), 'utf8')

/** The instructions of a stage, each in one line. */
const stage = (name: string): string[] => {
  const whole = dockerfile.replaceAll('\\\n', '')
  const [, text = ''] = new RegExp(`^FROM \\S+ AS ${name}$([^]*?)(?=^FROM |(?![^]))`, 'm').exec(whole) ?? []
  return text.split('\n').filter((line) => /^[A-Z]/.test(line))
}
const final = stage('parley')

t.test('The image is Node and Parley, and starts without a shell, as a user who may do nothing', (t) => {
  t.match(dockerfile, /^FROM scratch AS parley$/m)
  t.notOk(
    final.some((line) => /^(RUN|SHELL|ENTRYPOINT|ADD)/.test(line)),
    'nothing runs while it is made',
  )
  t.ok(final.includes('USER node'))
  const words = ['node', ...serverFlags, 'api/dist/main.js'].map((word) => JSON.stringify(word))
  t.ok(final.includes(`CMD [${words.join(', ')}]`), 'signals reach Node itself, which has its flags')
  const health = final.find((line) => line.startsWith('HEALTHCHECK')) ?? ''
  t.match(health, /CMD \["node", .*\/healthz/)
  t.end()
})

t.test('Packages come from the lock file, without those of development and without their scripts', (t) => {
  for (const [name, ...flags] of [
    ['built', '--ignore-scripts'],
    ['production', '--ignore-scripts', '--omit=dev'],
  ] as const) {
    const install = stage(name).find((line) => line.startsWith('RUN npm')) ?? ''
    for (const flag of ['npm ci', ...flags]) t.match(install, flag)
  }
  t.end()
})

t.test('Every file that what is in the image imports is in it, and no test', (t) => {
  const copied = final.flatMap((line) => {
    const [, sources = ''] = /^COPY (?!--from)(.+) \S+$/.exec(line) ?? []
    return sources.split(' ').filter(Boolean)
  })
  const isIn = (path: string): boolean =>
    copied.some((source) => path === source || path.startsWith(`${source}/`))
  const inside = sourceFiles('{api,shared,scripts}/**/*.ts').filter(({ path }) => isIn(path))
  t.ok(inside.length > 100)
  for (const file of inside) {
    const outside = importsOf(file).filter((target) => target.endsWith('.ts') && !isIn(target))
    t.same(outside, [], file.path)
  }
  t.strictSame(
    copied.filter((source) => /test|docs|deploy/.test(source)),
    ['docs/protocol.md'], // which /docs shows
  )
  t.end()
})
