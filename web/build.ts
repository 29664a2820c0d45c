import { existsSync, watch as watchFiles } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, gzipSync } from 'node:zlib'

import type { Metafile, OutputFile } from 'esbuild'

export interface BuildOptions {
  /** Where the API is, when it is not where the page comes from. */
  readonly apiUrl: string
  readonly outDir: string
}

export interface BuildReport {
  readonly scriptBytesGzipped: number
}

/** What a slow phone can load and start without one noticing. */
const scriptBytesGzippedMax = 68_000

const web = dirname(fileURLToPath(import.meta.url))
const shared = join(web, '../shared/src')
const template = join(web, 'index.html')

/** What the server sends. */
export const ownClient: BuildOptions = { apiUrl: '', outDir: join(web, 'dist') }

/** In a folder of its own, so that starting a server here does not take it away. */
export const hostedApart = (apiUrl: string): BuildOptions => ({ apiUrl, outDir: join(web, 'dist-hosted') })

/**
 * Bundles what web/index.html refers to, and writes the page with the names of the bundles. The
 * page comes last, so that a folder with a page in it is whole.
 */
export async function build(options: BuildOptions = ownClient): Promise<BuildReport> {
  const html = await readFile(template, 'utf8')
  const { files, metafile } = await bundle(sources(html), options.outDir)
  const initial = startedWith(metafile)
  const scripts = files.filter(({ path }) => initial.has(relative(web, path)))
  const scriptBytesGzipped = scripts.reduce(
    (sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length,
    0,
  )
  if (scriptBytesGzipped > scriptBytesGzippedMax) {
    throw new Error(
      `The web client has ${scriptBytesGzipped} bytes of JavaScript (gzip); ${scriptBytesGzippedMax} are allowed.`,
    )
  }
  await write(files, page(html, files, options), options)
  return { scriptBytesGzipped }
}

/**
 * Several may build at once, as programs that start together do: each file comes into its place as a whole, the page
 * after what it refers to, and what is taken away is what nobody's page refers to.
 */
async function write(files: readonly OutputFile[], html: string, { outDir }: BuildOptions): Promise<void> {
  const written = files.map(({ path, contents }) => withCompressed(relative(outDir, path), contents))
  const contentsByName = new Map((await Promise.all(written)).flat())
  await mkdir(outDir, { recursive: true })
  const unfinished = await mkdtemp(`${outDir}.`)
  const put = async (name: string, contents: Uint8Array | string): Promise<void> => {
    await writeFile(join(unfinished, name), contents)
    await rename(join(unfinished, name), join(outDir, name))
  }
  try {
    await Promise.all([...contentsByName].map(([name, contents]) => put(name, contents)))
    await put('index.html', html)
  } finally {
    await rm(unfinished, { recursive: true })
  }
  const names = new Set(['index.html', ...contentsByName.keys()])
  const old = (await readdir(outDir)).filter((name) => !names.has(name))
  await Promise.all(old.map((name) => rm(join(outDir, name), { recursive: true, force: true })))
}

type Named = [name: string, contents: Uint8Array]

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)
/** The last bytes of a large word list are not worth the seconds that they take. */
const largeBytes = 300_000
const brotliOptions = (bytes: number) => ({
  params: { [constants.BROTLI_PARAM_QUALITY]: bytes > largeBytes ? 9 : constants.BROTLI_MAX_QUALITY },
})

/** What pages load, as small as it gets, since it is compressed once. The page itself may be changed by hand where it is hosted. */
async function withCompressed(name: string, contents: Uint8Array): Promise<Named[]> {
  if (!/\.(?:js|css|svg)$/.test(name)) return [[name, contents]]
  const [br, gz] = await Promise.all([
    brotli(contents, brotliOptions(contents.length)),
    gzipped(contents, { level: 9 }),
  ])
  const smaller: Named[] = [
    [`${name}.br`, br],
    [`${name}.gz`, gz],
  ]
  return [[name, contents], ...smaller.filter(([, bytes]) => bytes.length < contents.length)]
}

/** Whether the bundle is missing, older than a source, or made for another address of the API. */
export async function isStale(options: BuildOptions = ownClient): Promise<boolean> {
  const built = join(options.outDir, 'index.html')
  if (!existsSync(built)) return true
  if (!existsSync(template)) return false // installed without its sources
  const html = await readFile(built, 'utf8')
  if (!html.includes(apiMeta(options.apiUrl))) return true
  const builtMs = (await stat(built)).mtimeMs
  return (await newestMs([join(web, 'src'), template, fileURLToPath(import.meta.url), shared])) > builtMs
}

/** Builds now and after every change, until the process ends. */
export async function watch(onBuild: (outcome: BuildReport | Error) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let last = Promise.resolve()
  const rebuild = () => {
    last = last
      .then(() => build())
      .then(onBuild, (error: unknown) => onBuild(error instanceof Error ? error : new Error(String(error))))
  }
  const soon = (_event: string, name: string | null) => {
    if (name?.startsWith('dist')) return
    clearTimeout(timer)
    timer = setTimeout(rebuild, 100) // an editor writes a file in several steps
  }
  for (const folder of [web, shared]) watchFiles(folder, { recursive: true }, soon)
  rebuild()
  await last
}

const reference = /(?<=\b(?:src|href)=")\.?\/?(src\/[^"]+)(?=")/g
const sources = (html: string): string[] => [...html.matchAll(reference)].map((match) => match[1] ?? '')

async function bundle(entries: readonly string[], outDir: string) {
  const esbuild = await import('esbuild') // not there where only what runs is installed
  const { outputFiles: files, metafile } = await esbuild.build({
    absWorkingDir: web,
    entryPoints: [...entries],
    outdir: outDir,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    format: 'esm',
    splitting: true,
    metafile: true,
    target: 'es2022',
    minify: true,
    sourcemap: 'linked',
    loader: { '.svg': 'copy', '.png': 'copy', '.woff2': 'copy' },
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  })
  return { files, metafile }
}

/** Scripts of the page with what they import, and what that imports; not what is imported when it is wanted. */
function startedWith({ outputs }: Metafile): ReadonlySet<string> {
  const found = new Set(
    Object.entries(outputs).flatMap(([path, { entryPoint }]) => (entryPoint === 'src/main.ts' ? path : [])),
  )
  for (const path of found) {
    for (const { kind, path: target } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement') found.add(target)
  }
  return found
}

function page(html: string, files: readonly OutputFile[], { apiUrl, outDir }: BuildOptions): string {
  const names = files.map(({ path }) => relative(outDir, path))
  const linked = html.replaceAll(reference, (_, source: string) => `/${bundleOf(source, names)}`)
  const filled = linked.replace(apiMeta(''), apiMeta(apiUrl))
  if (!filled.includes(apiMeta(apiUrl))) throw new Error(`web/index.html lacks ${apiMeta('')}`)
  return filled
}

function bundleOf(source: string, names: readonly string[]): string {
  const [stem = '', extension = ''] = basename(source).split('.')
  const pattern = new RegExp(`^${stem}-[A-Z0-9]{8}\\.${extension === 'ts' ? 'js' : extension}$`)
  const name = names.find((candidate) => pattern.test(candidate))
  if (!name) throw new Error(`No bundle was made of ${source}.`)
  return name
}

function apiMeta(apiUrl: string): string {
  if (/["<>&\s]/.test(apiUrl))
    throw new Error(`PARLEY_API_URL is "${apiUrl}"; an address like https://chat.example.org is allowed.`)
  return `<meta name="parley-api" content="${apiUrl}" />`
}

async function newestMs(paths: readonly string[]): Promise<number> {
  const times = await Promise.all(paths.map(newestBelowMs))
  return Math.max(...times)
}

/** A folder's own time counts too: it changes when a file in it is deleted. */
async function newestBelowMs(path: string): Promise<number> {
  const own = await stat(path)
  if (!own.isDirectory()) return own.mtimeMs
  const names = await readdir(path)
  return Math.max(own.mtimeMs, await newestMs(names.map((name) => join(path, name))))
}
