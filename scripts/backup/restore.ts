import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

import { filesFolder } from '../../api/src/adapters/disk/file-bytes.ts'
import { openMessageStore } from '../../api/src/adapters/sqlite-messages/message-store.ts'
import { openSqlStores } from '../../api/src/adapters/open-sql-stores.ts'
import { StartError } from '../../api/src/config/start-error.ts'
import { fillDataFolder } from '../../api/src/process/data-folder.ts'
import { flush, sentenceOf, sha256OfFile } from './files.ts'
import type { Manifest } from './manifest.ts'
import { contentOf } from './tar.ts'
import { openBackup, verifyBackup } from './verify.ts'

const ownerOnly = 0o600

/** @throws StartError when it cannot be done; then the folder is as it was */
export async function restoreBackup(from: string, dataDir: string): Promise<Manifest> {
  await verified(from)
  const folder = fillDataFolder(dataDir, '--data', 'restore')
  try {
    folder.clear() // of what a restore that was killed has left
    const manifest = await extract(from, dataDir)
    await adopt(dataDir)
    folder.finish()
    return manifest
  } catch (error) {
    folder.abandon()
    throw new StartError(`Nothing was restored: ${sentenceOf(error)}`)
  }
}

async function verified(from: string): Promise<void> {
  try {
    await verifyBackup(from)
  } catch (error) {
    throw new StartError(`--from is "${from}", which is no backup that can be restored: ${sentenceOf(error)}`)
  }
}

/** What was written is read again: between the disk of the backup and this one there may be a bad cable. */
async function extract(from: string, dataDir: string): Promise<Manifest> {
  const { manifest, entries } = await openBackup(from)
  await mkdir(join(dataDir, filesFolder), { mode: 0o700 })
  for (const { name, sha256 } of manifest.files) {
    const path = join(dataDir, name)
    const entry = entries.get(name)
    if (!entry) throw new Error(`${name} is not in the backup any more.`)
    await pipeline(contentOf(from, entry), createWriteStream(path, { mode: ownerOnly, flags: 'wx' }))
    await flush(path)
    if ((await sha256OfFile(path)) !== sha256) throw new Error(`${name} was not written as it was read.`)
  }
  return manifest
}

/** Brings the databases to this version, and refuses those of a later one. */
async function adopt(dataDir: string): Promise<void> {
  const accounts = await openSqlStores({ dataDir })
  await accounts.close()
  const messages = await openMessageStore({ dataDir })
  try {
    await messages.beginNewHistory()
  } finally {
    await messages.close()
  }
}
