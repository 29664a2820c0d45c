import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Plugin } from 'esbuild'

import { newestMs } from '../web/build.ts'

const api = dirname(fileURLToPath(import.meta.url))
const outDir = join(api, 'dist')

export const serverBundle = join(outDir, 'main.js')

/** With which the bundle is run: V8 keeps room for garbage otherwise, for each connection twice what it needs. */
export const serverFlags = ['--max-semi-space-size=2', '--heap-growing-percent=20']

/** Each whole in one file, so that nothing is loaded later from a folder that another build may have changed. */
const threads = ['adapters/sqlite/worker', 'adapters/sqlite-messages/worker']

/** What finds other files beside its own, and what most instances never load. */
const notBundled = ['argon2', 'mongodb', 'mysql2', 'ioredis', '@zxcvbn-ts/language-common']

/**
 * Bundles the server. Node.js would otherwise find, read and strip some seven hundred files one by one, and keep what
 * it knows of each. Nothing is shortened: an error names functions as the source does.
 */
export async function buildServer(): Promise<void> {
  const esbuild = await import('esbuild') // not there where only what runs is installed
  const { outputFiles } = await esbuild.build({
    absWorkingDir: join(api, 'src'),
    entryPoints: [...threads, 'main'].map((entry) => `${entry}.ts`),
    outdir: outDir,
    outbase: join(api, 'src'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: notBundled,
    banner: { js: commonJs },
    plugins: [places],
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  })
  for (const { path, contents } of outputFiles) await put(path, contents)
}

/** As a whole, since others may build or start at the same time. */
async function put(path: string, contents: Uint8Array): Promise<void> {
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
    replaceIn(
      /@fastify[\\/]swagger-ui[\\/](?:index|lib[\\/]routes)\.js$/,
      '__dirname',
      (path) => `$folderOf('${path.slice(path.lastIndexOf('@fastify'))}')`,
    )
  },
}
