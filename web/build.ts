import { createHash } from 'node:crypto'
import { existsSync, watch as watchFiles } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

import { bundle, worker, type Bundle, type ScriptBytes, type Sources } from './bundle.ts'
import { iconSources, manifest } from './manifest.ts'

export interface BuildOptions {
  /** Where the API is, when it is not where the page comes from. */
  readonly apiUrl: string
  readonly outDir: string
}

/** Gzipped: what a slow phone can load and start without one noticing; and all there is, most of it words by which passwords are weighed, and eight thousand a language. */
export const scriptBytesMax: ScriptBytes = { initial: 46_000, total: 858_000 }

type Part = { readonly path: string; readonly contents: Uint8Array }

const manifestName = 'manifest.webmanifest'

const web = dirname(fileURLToPath(import.meta.url))
const shared = join(web, '../shared/src')
const template = join(web, 'index.html')
const makers = ['build.ts', 'bundle.ts', 'manifest.ts'].map((name) => join(web, name))

/** What the server sends. */
export const ownClient: BuildOptions = { apiUrl: '', outDir: join(web, 'dist') }

/** In a folder of its own, so that starting a server here does not take it away. */
export const hostedApart = (apiUrl: string): BuildOptions => ({ apiUrl, outDir: join(web, 'dist-hosted') })

/**
 * Bundles what web/index.html refers to, and writes the page with the names of the bundles. The
 * page comes last, so that a folder with a page in it is whole.
 */
export async function build(options: BuildOptions = ownClient): Promise<ScriptBytes> {
  const html = await readFile(template, 'utf8')
  const made = await bundle(sources(html), options.outDir)
  const { initial, total } = made.bytesGzipped
  if (initial > scriptBytesMax.initial || total > scriptBytesMax.total) {
    const { initial: initialMax, total: totalMax } = scriptBytesMax
    throw new Error(
      `The web client starts with ${initial} bytes of JavaScript (gzip), of ${total}; ${initialMax} of ${totalMax} are allowed.`,
    )
  }
  const filled = page(html, made, options)
  const described = { path: join(options.outDir, manifestName), contents: Buffer.from(manifest(made.names)) }
  const parts = [...made.files, described]
  await write([...parts, ...(await offlineWorker(parts, filled, made, options))], filled, options)
  return made.bytesGzipped
}

/** What keeps the client for when there is no network knows all its files, and is another one with each change of any. */
function offlineWorker(
  parts: readonly Part[],
  html: string,
  { names }: Bundle,
  { outDir }: BuildOptions,
): Promise<readonly Part[]> {
  const version = createHash('sha256').update(html)
  for (const { contents } of parts) version.update(contents)
  const files = parts.map(({ path }) => `/${relative(outDir, path)}`).filter((name) => !name.endsWith('.map'))
  return worker('src/service-worker.ts', outDir, {
    clientFiles: files,
    clientVersion: version.digest('hex').slice(0, 16),
    clientEntry: names.get('src/main.ts'),
  })
}

/**
 * Several may build at once, as programs that start together do: each file comes into its place as a whole, the page
 * after what it refers to, and what is taken away is what nobody's page refers to.
 */
async function write(files: readonly Part[], html: string, { outDir }: BuildOptions): Promise<void> {
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
  return (await newestMs([join(web, 'src'), template, ...makers, shared])) > builtMs
}

/** Builds now and after every change, until the process ends. */
export async function watch(onBuild: (outcome: ScriptBytes | Error) => void): Promise<void> {
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
/** As against one of a module, which waits until the page is there. */
const classicScript = /<script src="(src\/[^"]+)"/g
const found = (html: string, what: RegExp): string[] => [...html.matchAll(what)].map(([, path = '']) => path)

function sources(html: string): Sources {
  const classic = found(html, classicScript)
  const others = found(html, reference).filter((path) => !classic.includes(path))
  return { classic, modules: [...new Set([...others, ...iconSources])] }
}

function page(html: string, { names, imported }: Bundle, { apiUrl }: BuildOptions): string {
  const linked = html.replaceAll(reference, (_, source: string) => `/${names.get(source)}`)
  // So that they are asked for with the script that imports them, and not only when that has come.
  const early = imported.map((name) => `    <link rel="modulepreload" href="/${name}" />\n`).join('')
  const filled = linked.replace(apiMeta(''), apiMeta(apiUrl)).replace('  </head>', `${early}  </head>`)
  if (!filled.includes(apiMeta(apiUrl))) throw new Error(`web/index.html lacks ${apiMeta('')}`)
  return filled
}

function apiMeta(apiUrl: string): string {
  if (/["<>&\s]/.test(apiUrl))
    throw new Error(`PARLEY_API_URL is "${apiUrl}"; an address like https://chat.example.org is allowed.`)
  return `<meta name="parley-api" content="${apiUrl}" />`
}

export async function newestMs(paths: readonly string[]): Promise<number> {
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
