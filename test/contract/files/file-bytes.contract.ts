import { randomBytes, randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'

import type { FileId } from '@parley/shared'
import type { Test } from 'tap'

import type { FileBytes } from '../../../api/src/stores/files/file-bytes.ts'

async function* chunks(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}

async function* broken(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
  throw new Error('broken off')
}

export function fileBytesContract(t: Test, open: (t: Test) => Promise<FileBytes>): void {
  const all = async (bytes: FileBytes, id: FileId, part: 'content' | 'preview' = 'content') => {
    const stream = await bytes.read(id, part, null)
    return stream && buffer(stream)
  }
  const content = randomBytes(700_000)
  const inChunks = () =>
    chunks(content.subarray(0, 10), content.subarray(10, 600_000), content.subarray(600_000))

  t.test('bytes come back as they were written, whole and in part', async (t) => {
    const bytes = await open(t)
    const id = randomUUID() as FileId
    t.equal(await bytes.read(id, 'content', null), null)
    t.equal(await bytes.size(id, 'content'), null)
    await bytes.write(id, 'content', inChunks())
    t.ok((await all(bytes, id))?.equals(content))
    t.equal(await bytes.size(id, 'content'), content.length)
    for (const [first, last] of [
      [0, 0],
      [5, 300_000],
      [261_120, 261_120],
      [content.length - 1, content.length - 1],
    ] as const) {
      const part = await bytes.read(id, 'content', { first, last })
      t.ok(part && (await buffer(part)).equals(content.subarray(first, last + 1)), `${first} to ${last}`)
    }
    t.equal(await bytes.size(id, 'preview'), null)
    await bytes.write(id, 'preview', chunks(Buffer.from('small')))
    t.equal((await all(bytes, id, 'preview'))?.toString(), 'small')
  })

  t.test('nothing is a file too, and what is written again takes the place of what was', async (t) => {
    const bytes = await open(t)
    const id = randomUUID() as FileId
    await bytes.write(id, 'content', inChunks())
    await bytes.write(id, 'content', chunks())
    t.equal(await bytes.size(id, 'content'), 0)
    t.equal((await all(bytes, id))?.length, 0)
  })

  t.test('what is removed is gone, also what broke off, and again', async (t) => {
    const bytes = await open(t)
    const [id, other] = [randomUUID() as FileId, randomUUID() as FileId]
    await bytes.write(other, 'content', chunks(Buffer.from('stays')))
    await bytes.write(id, 'content', inChunks())
    await bytes.write(id, 'preview', chunks(Buffer.from('small')))
    await bytes.remove(id)
    await bytes.remove(id)
    t.equal(await all(bytes, id), null)
    t.equal(await all(bytes, id, 'preview'), null)
    await t.rejects(bytes.write(id, 'content', broken(content)), { message: 'broken off' })
    await bytes.remove(id)
    t.equal(await bytes.size(id, 'content'), null)
    t.equal((await all(bytes, other))?.toString(), 'stays')
  })
}
