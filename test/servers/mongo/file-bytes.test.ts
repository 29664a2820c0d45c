import t from 'tap'

import { openGridFsBytes } from '../../../api/src/adapters/mongo/file-bytes.ts'
import { fileBytesContract } from '../../contract/files/file-bytes.contract.ts'
import { newMongoDatabase } from '../../support/databases/mongo.ts'

const { url, db } = await newMongoDatabase(t)

fileBytesContract(t, async (t) => {
  const bytes = openGridFsBytes(url)
  t.teardown(() => bytes.close())
  return bytes
})

t.test('no bytes are left without their file', async (t) => {
  const files = new Set(await db.collection('files.files').distinct('_id'))
  const pieces = await db.collection('files.chunks').distinct('files_id')
  t.ok(pieces.length > 0)
  t.same(
    pieces.filter((id) => !files.has(id)),
    [],
  )
})
