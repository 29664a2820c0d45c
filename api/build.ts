import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Metafile, OutputFile, Plugin } from 'esbuild'

import { newestMs } from '../web/build.ts'

const api = dirname(fileURLToPath(import.meta.url))
const outDir = join(api, 'dist')

export const serverBundle = join(outDir, 'main.js')

/** With which the bundle is run. V8 would otherwise keep garbage for as long as there is memory. */
export const serverFlags = ['--max-semi-space-size=2']

/** What is started: the process, and its threads. */
const entries = ['main', 'adapters/sqlite/worker', 'adapters/sqlite-messages/worker']

/** What finds files beside its own, what few instances load, and what is loaded after the start, when another build may be there. */
const notBundled = [
  'argon2',
  'mongodb',
  'mysql2',
  'ioredis',
  '@zxcvbn-ts/language-common',
  'cookie',
  'sharp',
  'file-type',
]

/**
 * Bundles the server. Node.js would otherwise find, read and strip some seven hundred files one by one, and keep what
 * it knows of each. Names stay as they are, so that errors can be read; the maps are for who looks up a position.
 */
export async function buildServer(): Promise<void> {
  const esbuild = await import('esbuild') // not there where only what runs is installed
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: join(api, 'src'),
    entryPoints: entries.map((entry) => `${entry}.ts`),
    outdir: outDir,
    outbase: join(api, 'src'),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    minifyWhitespace: true,
    sourcemap: 'external',
    sourcesContent: false,
    external: notBundled,
    banner: { js: commonJs },
    plugins: [places],
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    write: false,
  })
  refuseLostNames(metafile)
  const others = outputFiles.filter(({ path }) => path !== serverBundle)
  const [main] = outputFiles.filter(({ path }) => path === serverBundle)
  for (const file of main ? [...others, main] : others) await put(file)
  await removeAllBut(outputFiles.map(({ path }) => path))
}

/** A package of the older kind of modules that is bundled and imported late has a default export, and no other name. */
export function refuseLostNames({ inputs }: Pick<Metafile, 'inputs'>): void {
  for (const [importer, { imports }] of Object.entries(inputs))
    for (const { kind, path, external } of imports)
      if (kind === 'dynamic-import' && !external && inputs[path]?.format === 'cjs')
        throw new Error(`${importer} imports ${path} late, which a bundle cannot: it must be in notBundled.`)
}

/** What a running server has loaded is in its memory: it loads nothing of the bundle after its start. */
async function removeAllBut(paths: readonly string[]): Promise<void> {
  const files = await readdir(outDir, { recursive: true, withFileTypes: true })
  const old = files.filter((file) => file.isFile() && !paths.includes(join(file.parentPath, file.name)))
  await Promise.all(old.map((file) => rm(join(file.parentPath, file.name), { force: true })))
}

/** As a whole, since others may build or start at the same time. */
async function put({ path, contents }: OutputFile): Promise<void> {
  const unfinished = `${path}.${process.pid}`
  await mkdir(dirname(path), { recursive: true })
  await writeFile(unfinished, contents)
  await rename(unfinished, path)
}

/** Whether the bundle is missing or older than a source. The last file that is written is asked. */
export async function isServerStale(): Promise<boolean> {
  if (!existsSync(serverBundle)) return true
  const sources = ['src', 'build.ts', '../shared/src', '../package-lock.json'].map((path) => join(api, path))
  return (await newestMs(sources)) > (await stat(serverBundle)).mtimeMs
}

/** What packages of the older kind of modules expect to find. */
const commonJs = `import { createRequire as $createRequire } from 'node:module'
import { dirname as $dirname } from 'node:path'
const require = $createRequire(import.meta.url)
const [__filename, __dirname] = [import.meta.filename, import.meta.dirname]
const $folderOf = (path) => $dirname(require.resolve(path))`

/** What finds files by where it is itself: a thread's script beside it, the pages that describe the API. */
const places: Plugin = {
  name: 'places',
  setup: ({ onLoad }) => {
    const replaceIn = (filter: RegExp, text: string, insteadIn: (path: string) => string): void =>
      onLoad({ filter }, async ({ path }) => {
        const source = await readFile(path, 'utf8')
        if (!source.includes(text)) throw new Error(`${path} has no ${text}`)
        const contents = source.replaceAll(text, insteadIn(path.replaceAll('\\', '/')))
        return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' }
      })
    replaceIn(
      /adapters[\\/]sqlite[^\\/]*[\\/](?:thread|message-store)\.ts$/,
      "'./worker.ts'",
      (path) => `'./adapters/${basename(dirname(path))}/worker.js'`,
    )
    replaceIn(/plugins[\\/]docs-page\.ts$/, "'../description/'", () => "'../src/http/description/'")
    replaceIn(
      /@fastify[\\/]swagger-ui[\\/](?:index|lib[\\/]routes)\.js$/,
      '__dirname',
      (path) => `$folderOf('${path.slice(path.lastIndexOf('@fastify'))}')`,
    )
  },
}
