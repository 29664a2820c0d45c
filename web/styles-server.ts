import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface StylesServer {
  /** Of the page that shows every component in every state. */
  readonly url: string
  close(): Promise<void>
}

const web = dirname(fileURLToPath(import.meta.url))
const folder = join(web, 'styles-page')

/**
 * Bundles the page anew whenever it is asked for, in memory, and sends it to whoever sits at this machine. It is of an
 * origin of its own: no server of Parley knows it, no bundle has it, and how it is set to look stays its own.
 */
export async function serveStyles(): Promise<StylesServer> {
  const esbuild = await import('esbuild') // not there where only what runs is installed
  const context = await esbuild.context({
    absWorkingDir: folder,
    entryPoints: ['main.ts', 'page.css'],
    outdir: folder,
    bundle: true,
    format: 'esm',
    splitting: true,
    target: 'es2022',
    charset: 'utf8',
    sourcemap: 'inline',
    logLevel: 'warning',
    write: false,
  })
  const fallback = join(folder, 'index.html')
  const { port } = await context.serve({ host: '127.0.0.1', servedir: folder, fallback })
  return { url: `http://127.0.0.1:${port}/styles`, close: () => context.dispose() }
}
