import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { copyFile, link, mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { filesFolder } from '../../api/src/adapters/disk/file-bytes.ts'
import { countRows, fileNamesIn, snapshotDatabases } from '../../api/src/adapters/snapshot.ts'
import { StartError } from '../../api/src/config/start-error.ts'
import { fillerOf } from '../../api/src/process/unfinished-folder.ts'
import { flush, sentenceOf, sha256OfFile } from './files.ts'
import { databaseNames, manifestName, secretsName, type Manifest } from './manifest.ts'
import { writeTar, type TarSource } from './tar.ts'
import { verifyBackup } from './verify.ts'

const ownerOnly = 0o600

/** @throws StartError when it cannot be made; then there is no file, or the one that was there */
export async function createBackup(dataDir: string, to: string): Promise<Manifest> {
  refuseSource(dataDir)
  if (existsSync(to))
    throw new StartError(`--to is "${to}", which exists already: give the name of a new file.`)
  try {
    return await createIn(dataDir, to)
  } catch (error) {
    throw new StartError(`The backup could not be made: ${sentenceOf(error)}`)
  }
}

function refuseSource(dataDir: string): void {
  const missing = databaseNames.find((name) => !existsSync(join(dataDir, name)))
  if (missing) throw new StartError(`--data is "${dataDir}", which is no data folder: it has no ${missing}.`)
  if (fillerOf(dataDir) !== null) {
    throw new StartError(
      `--data is "${dataDir}", which was not filled to the end: repeat what was filling it.`,
    )
  }
}

/** Everything is made in a folder beside the file, which gets its name when it is whole. */
async function createIn(dataDir: string, to: string): Promise<Manifest> {
  const folder = await mkdtemp(`${to}.`)
  try {
    const unfinished = join(folder, 'backup.tar')
    await snapshotDatabases(dataDir, folder)
    if (existsSync(join(dataDir, secretsName))) {
      await copyFile(join(dataDir, secretsName), join(folder, secretsName))
    }
    await takeFiles(dataDir, folder)
    await assemble(folder, unfinished)
    const manifest = await verifyBackup(unfinished)
    await rename(unfinished, to)
    await flush(dirname(to))
    return manifest
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What is deleted meanwhile is missing in the backup as well: whoever asks for it there is told so. */
async function takeFiles(dataDir: string, folder: string): Promise<void> {
  await mkdir(join(folder, filesFolder))
  for (const name of fileNamesIn(folder)) {
    const [from, to] = [join(dataDir, filesFolder, name), join(folder, filesFolder, name)]
    await link(from, to)
      .catch(() => copyFile(from, to)) // to another disk
      .catch((error: unknown) => {
        if (existsSync(from)) throw error
      })
  }
}

async function assemble(folder: string, to: string): Promise<void> {
  await writeFile(join(folder, manifestName), `${JSON.stringify(await manifestOf(folder), null, 2)}\n`)
  const tar = await open(to, 'wx', ownerOnly)
  try {
    const names = [manifestName, ...contentIn(folder)]
    await writeTar(tar, await Promise.all(names.map((name) => sourceOf(folder, name))))
    await tar.sync()
  } finally {
    await tar.close()
  }
}

const contentIn = (folder: string): string[] => [
  ...[secretsName, ...databaseNames].filter((name) => existsSync(join(folder, name))),
  ...readdirSync(join(folder, filesFolder)).map((name) => `${filesFolder}/${name}`),
]

async function sourceOf(folder: string, name: string): Promise<TarSource> {
  const path = join(folder, name)
  const { size, mtime } = await stat(path)
  return { name, bytes: size, modifiedAt: mtime, content: () => createReadStream(path) }
}

async function manifestOf(folder: string): Promise<Manifest> {
  const files: Manifest['files'] = []
  for (const name of contentIn(folder)) {
    const path = join(folder, name)
    files.push({ name, bytes: (await stat(path)).size, sha256: await sha256OfFile(path) })
  }
  return {
    format: 1,
    parley: await versionOfParley(),
    createdAt: new Date().toISOString(),
    counts: countRows(folder),
    files,
  }
}

async function versionOfParley(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
