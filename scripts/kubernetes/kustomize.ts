import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = new URL('../../', import.meta.url)

/** What is rendered, and from which folder. */
export const kustomizations = {
  small: 'deploy/kubernetes/overlays/small',
  cluster: 'deploy/kubernetes/overlays/cluster',
  everything: 'test/deploy/everything',
} as const

export const renderedFolder = new URL('test/deploy/rendered/', root)
export const renderedFile = (name: string): URL => new URL(`${name}.yaml`, renderedFolder)

/** Of every file that a rendering depends on. */
export const sourceDigest = async (): Promise<string> => {
  const hash = createHash('sha256')
  for (const folder of ['deploy/kubernetes/', 'test/deploy/everything/']) {
    const names = await readdir(new URL(folder, root), { recursive: true, withFileTypes: true })
    const paths = names.filter((one) => one.isFile()).map((one) => `${one.parentPath}/${one.name}`)
    for (const path of paths.sort()) hash.update(await readFile(path))
  }
  return `sha256:${hash.digest('hex')}`
}

/** What Kustomize makes of a folder; null where it is not installed. */
export const renderWithKustomize = async (folder: string): Promise<string | null> =>
  (await output('kubectl', ['kustomize', folder])) ?? output('kustomize', ['build', folder])

const output = async (program: string, args: readonly string[]): Promise<string | null> => {
  try {
    return (await run(program, args, { cwd: fileURLToPath(root) })).stdout
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
