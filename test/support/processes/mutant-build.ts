import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Test } from 'tap'

import { temporaryFolder } from '../databases/stores.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** A change of a source file: the text must stand in it once. */
export interface Edit {
  /** From the root of the project. */
  readonly file: string
  readonly text: string
  readonly instead: string
}

/** So that what a heartbeat has to heal is decided soon. */
export const quickHeartbeat: Edit = {
  file: 'shared/src/limits.ts',
  text: 'heartbeatIntervalMs = 15_000',
  instead: 'heartbeatIntervalMs = 1_000',
}

/** Source that kills the process, as kill -9 would, at the so manieth time that a thread comes there. */
export const dieAtPass = (pass: string): string =>
  `if ((globalThis.passesLeft ??= ${pass}) && --globalThis.passesLeft === 0) process.kill(process.pid, 'SIGKILL')`

/**
 * The files that these edits change, as they stand after them.
 * @throws Error when a text is not found exactly once: then the source has changed, and the edit must follow it
 */
export async function editedFiles(edits: readonly Edit[]): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const { file, text, instead } of edits) {
    const before = files.get(file) ?? (await readFile(join(root, file), 'utf8'))
    const parts = before.split(text)
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${text}`)
    files.set(file, parts.join(instead))
  }
  return files
}

/** Copies the server's source to a folder of its own, changed by these edits, and answers with its main.ts. */
export async function mutantBuild(t: Pick<Test, 'teardown'>, edits: readonly Edit[]): Promise<string> {
  const folder = await temporaryFolder(t)
  for (const part of ['api', 'shared']) {
    for (const name of ['package.json', 'src']) {
      await cp(join(root, part, name), join(folder, part, name), { recursive: true })
    }
  }
  // The page of the protocol is read at the start.
  await cp(join(root, 'docs/protocol.md'), join(folder, 'docs/protocol.md'))
  await linkPackages(folder)
  for (const [file, text] of await editedFiles(edits)) await writeFile(join(folder, file), text)
  return join(folder, 'api/src/main.ts')
}

/** All that is installed here, but the copy's own workspaces. */
async function linkPackages(folder: string): Promise<void> {
  const [from, to] = [join(root, 'node_modules'), join(folder, 'node_modules')]
  await mkdir(join(to, '@parley'), { recursive: true })
  await symlink(join(folder, 'shared'), join(to, '@parley/shared'))
  for (const name of await readdir(from)) {
    if (!name.startsWith('.') && name !== '@parley') await symlink(join(from, name), join(to, name))
  }
}
