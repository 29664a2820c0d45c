import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

import type { Metafile, OutputFile, Plugin } from 'esbuild'

export interface Sources {
  /** Scripts that share what they have in common, style sheets and pictures. */
  readonly modules: readonly string[]
  /** Scripts that run as soon as they are met, and so are whole in themselves. */
  readonly classic: readonly string[]
}

export interface Bundle {
  readonly files: readonly OutputFile[]
  /** The file of each source that was asked for. */
  readonly names: ReadonlyMap<string, string>
  /** Scripts without which those that were asked for do not start. */
  readonly imported: readonly string[]
  readonly bytesGzipped: ScriptBytes
}

export interface ScriptBytes {
  /** Of the scripts that start with the page. */
  readonly initial: number
  /** Of all, also those that come when they are wanted. */
  readonly total: number
}

const web = dirname(fileURLToPath(import.meta.url))

export async function bundle({ modules, classic }: Sources, outDir: string): Promise<Bundle> {
  const esbuild = await import('esbuild') // not there where only what runs is installed
  const common = {
    absWorkingDir: web,
    outdir: outDir,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    target: 'es2022',
    charset: 'utf8', // which modules always are, and the page too: words of most languages are shorter so
    minify: true,
    sourcemap: 'linked',
    loader: { '.svg': 'copy', '.png': 'copy', '.woff2': 'copy' },
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    write: false,
  } as const
  const builds = await Promise.all([
    esbuild.build({
      ...common,
      entryPoints: [...modules],
      format: 'esm',
      splitting: true,
      plugins: [afterAllOf(modules.filter((source) => source.endsWith('.ts')))],
    }),
    esbuild.build({ ...common, entryPoints: [...classic], format: 'iife' }),
  ])
  const files = builds.flatMap(({ outputFiles }) => outputFiles)
  const outputs = new Map(builds.flatMap(({ metafile }) => Object.entries(metafile.outputs)))
  const pathOf = new Map([...outputs].map(([path, { entryPoint }]) => [entryPoint, path]))
  const entries = [...modules, ...classic].map((source) => [source, pathOf.get(source) ?? ''] as const)
  const initial = withImports(
    outputs,
    entries.map(([, path]) => path),
  )
  const nameOf = (path: string) => relative(outDir, join(web, path))
  const names = new Map(entries.map(([source, path]) => [source, nameOf(path)]))
  const imported = [...initial].slice(entries.length).map(nameOf)
  const started = new Set([...names.values(), ...imported])
  const scripts = files.filter(({ path }) => path.endsWith('.js'))
  const bytesGzipped = {
    initial: bytesOf(scripts.filter(({ path }) => started.has(relative(outDir, path)))),
    total: bytesOf(scripts),
  }
  return { files, names, imported, bytesGzipped }
}

/** Under its own name, by which browsers look for a newer one. */
export async function worker(
  source: string,
  outDir: string,
  define: Readonly<Record<string, unknown>>,
): Promise<readonly OutputFile[]> {
  const esbuild = await import('esbuild')
  const values = Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])
  const { outputFiles } = await esbuild.build({
    absWorkingDir: web,
    outdir: outDir,
    entryPoints: [source],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    define: Object.fromEntries(values),
    logLevel: 'warning',
    write: false,
  })
  return outputFiles
}

/**
 * Lets whatever is imported when it is wanted import the page's own scripts as well, which are there by then. So these
 * are one file, and not one for each set of parts that have some of it in common: that is smaller, and comes sooner.
 */
const afterAllOf = (sources: readonly string[]): Plugin => ({
  name: 'after-all-of',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^\./ }, async ({ kind, path, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === late) return undefined
      const resolved = await resolve(path, { kind, resolveDir, pluginData: late })
      return { path: resolved.path, pluginData: late }
    })
    onLoad({ filter: /\.ts$/ }, async ({ path, pluginData }) => {
      if (pluginData !== late) return undefined
      const imports = sources.map((source) => `import ${JSON.stringify(join(web, source))}\n`)
      return { contents: imports.join('') + (await readFile(path, 'utf8')), loader: 'ts' }
    })
  },
})

const late = Symbol('late')

/** With what they import, and what that imports; not with what is imported when it is wanted. */
function withImports(outputs: ReadonlyMap<string, Output>, entries: readonly string[]): ReadonlySet<string> {
  const found = new Set(entries)
  // A set that grows while it is walked also yields what was added.
  for (const path of found) {
    for (const { kind, path: target } of outputs.get(path)?.imports ?? [])
      if (kind === 'import-statement') found.add(target)
  }
  return found
}

type Output = Metafile['outputs'][string]

const bytesOf = (scripts: readonly OutputFile[]): number =>
  scripts.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0)
