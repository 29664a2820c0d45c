import { existsSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Plugin } from 'esbuild'

import { newestMs } from '../web/build.ts'

const api = dirname(fileURLToPath(import.meta.url))
const outDir = join(api, 'dist')
const bundle = join(outDir, 'main.js')

/** The server's own files, and those that it starts as threads. */
const entries = ['main', 'adapters/sqlite/worker', 'adapters/sqlite-messages/worker']

/** Native code, files that are read as such, and drivers that most instances never load. */
const notBundled = ['argon2', '@fastify/swagger-ui', 'mongodb', 'mysql2', 'ioredis']

/** A package that is written in the older kind of modules and imported late: a bundle would lose the names of what it exports. */
const importedLate = ['cookie']

/**
 * Bundles the server. Node.js would otherwise find, read and strip some seven hundred files one by one, and keep what
 * it knows of each; from the bundle it starts in less time and less memory.
 */
export async function buildServer(): Promise<void> {
  const esbuild = await import('esbuild') // not there where only what runs is installed
  await rm(outDir, { recursive: true, force: true })
  await esbuild.build({
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
    keepNames: false,
    external: [...notBundled, ...importedLate],
    banner: { js: commonJs },
    plugins: [threads],
    legalComments: 'none',
    logLevel: 'warning',
  })
}

/** Whether the bundle is missing or older than a source. */
export async function isServerStale(): Promise<boolean> {
  if (!existsSync(bundle)) return true
  const sources = ['src', 'build.ts', '../shared/src', '../package-lock.json'].map((path) => join(api, path))
  return (await newestMs(sources)) > (await stat(bundle)).mtimeMs
}

/** What packages of the older kind of modules expect to find. */
const commonJs = `import { createRequire as $createRequire } from 'node:module'
import { dirname as $dirname } from 'node:path'
import { fileURLToPath as $fileURLToPath } from 'node:url'
const require = $createRequire(import.meta.url)
const __filename = $fileURLToPath(import.meta.url)
const __dirname = $dirname(__filename)`

/** A thread's script lies beside the source that starts it. In the bundle its name is from the folder of all. */
const threads: Plugin = {
  name: 'threads',
  setup: ({ onLoad }) => {
    onLoad({ filter: /adapters\/sqlite[^/]*\/(?:thread|message-store)\.ts$/ }, async ({ path }) => {
      const folder = dirname(path).slice(join(api, 'src').length)
      const source = await readFile(path, 'utf8')
      const contents = source.replace("new URL('./worker.ts'", `new URL('.${folder}/worker.js'`)
      if (contents === source) throw new Error(`${path} starts no thread.`)
      return { contents, loader: 'ts' }
    })
  },
}

if (import.meta.main) await buildServer()
