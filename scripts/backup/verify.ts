import { open } from 'node:fs/promises'
import { text } from 'node:stream/consumers'

import { sentenceOf, sha256Of } from './files.ts'
import { databaseNames, manifestName, parseManifest, secretsName, type Manifest } from './manifest.ts'
import { contentOf, tarEntries, type TarEntry } from './tar.ts'

/** Some hundred bytes for each file that people have sent. */
const manifestBytesMax = 500_000_000
const fileName = /^files\/[0-9a-f-]{36}(?:\.preview)?$/

/**
 * Reads the whole file.
 * @throws Error when anything of it is missing, foreign or damaged
 */
export async function verifyBackup(path: string): Promise<Manifest> {
  const { manifest, entries } = await openBackup(path)
  for (const file of manifest.files) {
    const entry = entries.get(file.name)
    if (entry?.bytes !== file.bytes || (await sha256Of(contentOf(path, entry))) !== file.sha256) {
      throw new Error(`${file.name} in it is damaged.`)
    }
  }
  return manifest
}

export async function openBackup(
  path: string,
): Promise<{ manifest: Manifest; entries: ReadonlyMap<string, TarEntry> }> {
  const entries = new Map((await listEntries(path)).map((entry) => [entry.name, entry]))
  const first = entries.get(manifestName)
  if (!first || first.bytes > manifestBytesMax) throw new Error('It has no manifest.')
  const manifest = await readManifest(path, first)
  const listed = manifest.files.map(({ name }) => name)
  // Names become paths when it is restored: only those that are ours.
  const isOurs = listed.every((name) => [secretsName, ...databaseNames].includes(name) || fileName.test(name))
  const isWhole = databaseNames.every((name) => listed.includes(name)) && entries.size === listed.length + 1
  if (!isOurs || !isWhole) throw new Error('Its manifest does not fit its files.')
  return { manifest, entries }
}

async function listEntries(path: string): Promise<TarEntry[]> {
  const file = await open(path, 'r')
  try {
    return await tarEntries(file)
  } finally {
    await file.close()
  }
}

async function readManifest(path: string, entry: TarEntry): Promise<Manifest> {
  try {
    return parseManifest(await text(contentOf(path, entry)))
  } catch (error) {
    throw new Error(`Its manifest cannot be read: ${sentenceOf(error)}`, { cause: error })
  }
}
