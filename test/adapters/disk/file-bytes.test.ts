import { readdir, stat } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

import type { FileId } from '@parley/shared'
import t from 'tap'

import { DiskFileBytes } from '../../../api/src/adapters/disk/file-bytes.ts'
import { fileBytesContract } from '../../contract/files/file-bytes.contract.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'

fileBytesContract(t, async (t) => new DiskFileBytes(await temporaryFolder(t)))

t.test('files are their owner’s alone, under names of our own', async (t) => {
  const folder = await temporaryFolder(t)
  const bytes = new DiskFileBytes(folder)
  const id = randomUUID() as FileId
  t.ok((await bytes.freeBytes()) > 0)
  await bytes.write(id, 'content', (async function* () {})())
  t.same(await readdir(join(folder, 'files')), [id])
  t.equal((await stat(join(folder, 'files', id))).mode & 0o777, 0o600)
  t.equal((await stat(join(folder, 'files'))).mode & 0o777, 0o700)
  await bytes.remove(id)
  t.same(await readdir(join(folder, 'files')), [])
})
