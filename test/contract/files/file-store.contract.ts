import { randomUUID } from 'node:crypto'

import type { ClientId, FileId, UserId } from '@parley/shared'
import type { Test } from 'tap'

import { Duplicate, LimitReached, Outdated } from '../../../api/src/stores/errors.ts'
import type { NewFile } from '../../../api/src/stores/files/file-store.ts'
import { after, groupRecord, newConversationId, start, storedUser } from '../../support/databases/records.ts'
import type { OpenStores, StoresUnderTest } from '../stores-under-test.ts'

const mega = 1_000_000
const most = 10 * mega
const newFileId = () => randomUUID() as FileId
const newOwner = () => ({ conversationId: newConversationId(), clientId: randomUUID() as ClientId })
const sha256 = 'a'.repeat(64)
const content = {
  type: 'image/png',
  bytes: 2 * mega,
  sha256,
  width: 4,
  height: 3,
  blur: 'AAAA',
  hasPreview: true,
}

const newFile = (uploaderId: UserId, more: Partial<NewFile> = {}): NewFile => ({
  id: newFileId(),
  uploaderId,
  uploadId: randomUUID(),
  name: 'Tee für zwei 🫖.png',
  bytes: 3 * mega,
  durationMs: null,
  wave: null,
  createdAt: start,
  dueAt: after(1_000),
  ...more,
})

async function wholeFile(stores: StoresUnderTest, uploaderId: UserId, more: Partial<NewFile> = {}) {
  const file = newFile(uploaderId, more)
  await stores.files.begin(file, most)
  await stores.files.finish(file.id, { ...content, bytes: file.bytes }, after(1_000))
  return file
}

export function fileStoreContract(t: Test, open: OpenStores): void {
  keeping(t, open)
  charging(t, open)
  claiming(t, open)
  sweeping(t, open)
  ending(t, open)
  copying(t, open)
}

function copying(t: Test, open: OpenStores): void {
  t.test('copies share bytes, are charged to who makes them, and are made all or none', async (t) => {
    const { files, ...stores } = await open(t)
    const ada = (await storedUser({ files, ...stores }, 'ada')).id
    const ben = (await storedUser({ files, ...stores }, 'ben')).id
    const file = await wholeFile({ files, ...stores }, ada)
    const owner = newOwner()
    const terms = { uploaderId: ben, owner, createdAt: after(5), dueAt: after(6) }
    const copyOf = (of: FileId) => ({ of, id: newFileId(), uploadId: randomUUID() })
    const copies = [copyOf(file.id), copyOf(file.id)]
    const made = await files.copy(copies, terms, most)
    t.match(made, [{ id: copies[0]?.id }, { id: copies[1]?.id }])
    const same = { name: file.name, sha256, bytes: file.bytes, contentId: file.id }
    t.match(await files.byId(copies[1]?.id ?? newFileId()), { ...same, ...terms })
    t.equal(await files.isShared({ id: file.id, contentId: file.id }), true)
    t.equal(await files.copy([copyOf(file.id), copyOf(newFileId())], terms, most), null)
    await t.rejects(files.copy([copyOf(file.id), copyOf(file.id)], terms, most), LimitReached)
    const begun = newFile(ada)
    await files.begin(begun, most)
    t.equal(await files.copy([copyOf(begun.id)], terms, most), null, 'one that is not whole')
    const again = made?.[0] && (await files.copy([copyOf(made[0].id)], terms, most))
    t.match(again, [{ contentId: file.id }], 'of a copy')
    const stored = await files.byId(file.id)
    if (!stored || !(await files.condemn(stored))) throw new Error('unreachable')
    t.equal(await files.copy([copyOf(file.id)], terms, most), null, 'one that is about to go')
  })
}

function keeping(t: Test, open: OpenStores): void {
  t.test('a file is kept as it began, then with what its content is', async (t) => {
    const { files, ...stores } = await open(t)
    const { id: uploaderId } = await storedUser({ files, ...stores }, 'ada')
    const file = newFile(uploaderId, { durationMs: 4_200, wave: [0, 50, 100] })
    t.equal(await files.byId(file.id), null)
    await files.begin(file, most)
    const begun = { ...file, contentId: file.id, type: '', sha256: null, owner: null }
    t.same(await files.byId(file.id), begun)
    await files.finish(file.id, content, after(2_000))
    t.same(await files.byUploadId(uploaderId, file.uploadId), { ...begun, ...content, dueAt: after(2_000) })
    t.equal(await files.byUploadId(uploaderId, randomUUID()), null)
    await t.rejects(files.finish(newFileId(), content, after(1)), Outdated)
  })

  t.test('one upload is one file, also of two at the same moment', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const uploadId = randomUUID()
    const tries = [1, 2, 3].map(() => stores.files.begin(newFile(id, { uploadId }), most))
    const refused = (await Promise.allSettled(tries)).flatMap((one) =>
      one.status === 'rejected' ? [one.reason] : [],
    )
    t.equal(refused.length, 2)
    for (const reason of refused) t.ok(reason instanceof Duplicate)
    const { id: other } = await storedUser(stores, 'ben')
    await stores.files.begin(newFile(other, { uploadId }), most)
  })
}

function charging(t: Test, open: OpenStores): void {
  t.test('what is expected is charged at once, and what is removed no more', async (t) => {
    const stores = await open(t)
    const { files } = stores
    const { id } = await storedUser(stores, 'ada')
    const begun = [1, 2, 3, 4, 5].map(() => newFile(id))
    const tries = await Promise.allSettled(begun.map((file) => files.begin(file, most)))
    const kept = begun.filter((_, at) => tries[at]?.status === 'fulfilled')
    t.equal(kept.length, 3, 'of 3 MB each, in 10 MB')
    for (const one of tries) if (one.status === 'rejected') t.ok(one.reason instanceof LimitReached)
    const [first, second] = kept
    if (!first || !second) return
    await t.rejects(files.grow(first.id, 5 * mega, most), LimitReached)
    await files.grow(first.id, 4 * mega, most)
    await t.rejects(files.begin(newFile(id, { bytes: 1 }), most), LimitReached, 'all is used')
    await files.finish(first.id, { ...content, bytes: mega }, after(1_000))
    await files.begin(newFile(id), most)
    await files.remove(second.id)
    await files.remove(second.id)
    await files.begin(newFile(id), most)
    await t.rejects(files.begin(newFile(id, { bytes: 1 }), most), LimitReached)
    await t.rejects(files.grow(second.id, 1, most), Outdated)
  })

  t.test('the number of small files is bounded as well', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    await stores.files.begin(newFile(id, { bytes: 1 }), 8_192)
    await stores.files.begin(newFile(id, { bytes: 0 }), 8_192)
    await t.rejects(stores.files.begin(newFile(id, { bytes: 0 }), 8_192), LimitReached)
  })
}

function claiming(t: Test, open: OpenStores): void {
  t.test('files are one message’s, in the order asked for, however often it asks', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const [one, two] = [await wholeFile(stores, id), await wholeFile(stores, id)]
    const owner = newOwner()
    const ids = [two.id, one.id]
    const claimed = await stores.files.claim(ids, id, owner, after(9_000))
    t.same(
      claimed?.map((file) => [file.id, file.owner, file.dueAt]),
      ids.map((id) => [id, owner, after(9_000)]),
    )
    t.same(
      (await stores.files.claim(ids, id, owner, after(9_000)))?.map((file) => file.id),
      ids,
    )
    t.equal(await stores.files.claim([one.id], id, newOwner(), after(9_000)), null)
  })

  t.test('all or none: not with one that is not whole, or somebody else’s', async (t) => {
    const stores = await open(t)
    const [{ id: ada }, { id: ben }] = [await storedUser(stores, 'ada'), await storedUser(stores, 'ben')]
    const [mine, theirs, begun] = [await wholeFile(stores, ada), await wholeFile(stores, ben), newFile(ada)]
    await stores.files.begin(begun, most)
    for (const other of [theirs.id, begun.id, newFileId()])
      t.equal(await stores.files.claim([mine.id, other], ada, newOwner(), after(9_000)), null)
    t.equal((await stores.files.byId(mine.id))?.owner, null)
  })

  t.test('of messages that claim one file at once, one gets it', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const [file, other] = [await wholeFile(stores, id), await wholeFile(stores, id)]
    const claims = [1, 2, 3, 4].map((at) =>
      stores.files.claim(at % 2 ? [file.id, other.id] : [other.id, file.id], id, newOwner(), after(9_000)),
    )
    t.equal((await Promise.all(claims)).filter((claimed) => claimed !== null).length, 1)
  })
}

function sweeping(t: Test, open: OpenStores): void {
  t.test('what is due is found, the longest due first, until it is settled or doubted anew', async (t) => {
    const stores = await open(t)
    const { files } = stores
    const { id } = await storedUser(stores, 'ada')
    const [one, two] = [await wholeFile(stores, id), await wholeFile(stores, id)]
    const owner = newOwner()
    await files.claim([one.id], id, owner, after(500))
    const dueNow = async () => (await files.due(after(1_000), 10)).map((file) => file.id)
    t.same(await dueNow(), [one.id, two.id])
    t.same(
      (await files.due(after(999), 10)).map((file) => file.id),
      [one.id],
    )
    t.equal((await files.due(after(1_000), 1)).length, 1)
    const [read] = await files.due(after(999), 10)
    if (!read) return
    t.equal(await files.doubt(id, owner, after(600)), true)
    await files.settle(read, null)
    t.same(await dueNow(), [one.id, two.id], 'it was doubted since it was read')
    t.equal(await files.condemn(read), false)
    await files.settle({ ...read, dueAt: after(600) }, null)
    t.same(await dueNow(), [two.id])
    t.equal(await files.doubt(id, newOwner(), after(600)), false)
  })

  t.test('what is condemned is nobody’s, and its bytes are as long as another has them', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const file = await wholeFile(stores, id)
    t.equal(await stores.files.condemn(file), true)
    t.equal((await stores.files.byId(file.id))?.sha256, null)
    t.equal(await stores.files.claim([file.id], id, newOwner(), after(9_000)), null)
    const other = newFileId()
    t.equal(await stores.files.isShared({ id: file.id, contentId: file.id }), false)
    t.equal(await stores.files.isShared({ id: other, contentId: file.id }), true)
  })
}

function ending(t: Test, open: OpenStores): void {
  t.test(
    'the files of a group that closes are looked at, and those that a deleted account had not sent',
    async (t) => {
      const stores = await open(t)
      const { id } = await storedUser(stores, 'ada')
      const [sent, unsent, other] = [
        await wholeFile(stores, id),
        await wholeFile(stores, id),
        await wholeFile(stores, id),
      ]
      const group = groupRecord('Tea')
      await stores.conversations.createGroup(group, id)
      const claim = (file: NewFile, conversationId = newConversationId()) =>
        stores.files.claim([file.id], id, { ...newOwner(), conversationId }, after(9_000))
      await claim(sent, group.id)
      await claim(other)
      await stores.conversations.closeGroup(group.id, after(10))
      t.same(
        (await stores.files.due(after(20), 10)).map((file) => file.id),
        [sent.id],
      )
      await stores.users.remove(id, after(5))
      t.same(
        (await stores.files.due(after(20), 10)).map((file) => file.id),
        [unsent.id, sent.id],
      )
    },
  )
}
