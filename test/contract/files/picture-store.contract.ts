import { randomUUID } from 'node:crypto'

import type { FileId } from '@parley/shared'
import type { Test } from 'tap'

import type { PictureOwner } from '../../../api/src/stores/files/picture-store.ts'
import { after, groupRecord, start, storedUser } from '../../support/databases/records.ts'
import type { OpenStores, StoresUnderTest } from '../stores-under-test.ts'

const [tea, cake] = ['7'.repeat(32), 'c'.repeat(32)]
const soon = after(1_000)
const tomorrow = after(86_400_000)

async function begun({ pictures }: StoresUnderTest, { id: ownerId }: PictureOwner, dueAt = tomorrow) {
  const id = randomUUID() as FileId
  await pictures.begin({ id, ownerId, dueAt })
  return id
}

async function shown(stores: StoresUnderTest, owner: PictureOwner, hash = tea, beforeUntil = soon) {
  const id = await begun(stores, owner)
  return { id, isShown: await stores.pictures.show(id, owner, hash, beforeUntil) }
}

/** Of these; a database may have others. */
const dueOf = async ({ pictures }: StoresUnderTest, at: Date, ids: readonly FileId[]) =>
  (await pictures.due(at, 1_000)).filter((id) => ids.includes(id)).toSorted()

/** Of an account, and of a group of theirs. */
async function newOwners(stores: StoresUnderTest) {
  const { id: userId } = await storedUser(stores, 'ada')
  const group = groupRecord('Tea')
  await stores.conversations.createGroup(group, userId)
  const person: PictureOwner = { kind: 'person', id: userId }
  const ofGroup: PictureOwner = { kind: 'group', id: group.id }
  return { person, group: ofGroup }
}

const pictureOf = async ({ users, conversations }: StoresUnderTest, owner: PictureOwner) =>
  (owner.kind === 'person' ? await users.byId(owner.id) : await conversations.byId(owner.id))?.picture

export function pictureStoreContract(t: Test, open: OpenStores): void {
  for (const kind of ['person', 'group'] as const) showing(t, open, kind)
  ending(t, open)
  atOnce(t, open)
}

function showing(t: Test, open: OpenStores, kind: PictureOwner['kind']): void {
  t.test(
    `the picture of a ${kind} is read once it is shown, and the one before for as long as it was said`,
    async (t) => {
      const stores = await open(t)
      const { pictures } = stores
      const owner = (await newOwners(stores))[kind]
      t.equal(await pictureOf(stores, owner), null)
      const early = await begun(stores, owner)
      t.equal(await pictures.byHash(owner.id, tea, start), null)
      t.equal(await pictures.show(early, owner, tea, soon), true)
      t.equal(await pictureOf(stores, owner), tea)
      t.equal(await pictures.byHash(owner.id, tea, tomorrow), early)

      const later = await shown(stores, owner, cake)
      t.equal(await pictureOf(stores, owner), cake)
      t.equal(await pictures.byHash(owner.id, tea, start), early)
      t.equal(await pictures.byHash(owner.id, tea, soon), null)
      t.same(await dueOf(stores, start, [early, later.id]), [])
      t.same(await dueOf(stores, soon, [early, later.id]), [early])
      await pictures.remove(early)
      t.same(await dueOf(stores, tomorrow, [early, later.id]), [])
      t.equal(await pictures.byHash(owner.id, cake, tomorrow), later.id)
    },
  )

  t.test(`what is removed of a ${kind} is gone at once, with what was before`, async (t) => {
    const stores = await open(t)
    const { pictures } = stores
    const owner = (await newOwners(stores))[kind]
    t.equal(await pictures.clear(owner, start), false)
    const ids = [(await shown(stores, owner)).id, (await shown(stores, owner, cake, tomorrow)).id]
    const underWay = await begun(stores, owner)
    t.equal(await pictures.clear(owner, start), true)
    t.equal(await pictureOf(stores, owner), null)
    for (const hash of [tea, cake]) t.equal(await pictures.byHash(owner.id, hash, start), null)
    t.same(await dueOf(stores, start, ids), ids.toSorted())
    t.equal(await pictures.clear(owner, start), false)
    t.equal(await pictures.show(underWay, owner, tea, soon), true, 'one that was on its way')
  })
}

function ending(t: Test, open: OpenStores): void {
  t.test('a picture goes with its account and with its group, and comes to none of them later', async (t) => {
    const stores = await open(t)
    const { pictures, users, conversations } = stores
    const { person, group } = await newOwners(stores)
    const ids = [(await shown(stores, person)).id, (await shown(stores, group, cake)).id]
    if (group.kind === 'group') await conversations.closeGroup(group.id, start)
    if (person.kind === 'person') await users.remove(person.id, start)
    t.same(await dueOf(stores, start, ids), ids.toSorted())
    t.equal(await pictures.byHash(person.id, tea, start), null)
    t.equal(await pictures.byHash(group.id, cake, start), null)
    t.equal(await pictureOf(stores, person), null)
    for (const owner of [person, group]) t.equal((await shown(stores, owner)).isShown, false)
  })

  t.test('one that was removed on its way is not shown, and takes the place of none', async (t) => {
    const stores = await open(t)
    const { person } = await newOwners(stores)
    const { id } = await shown(stores, person)
    const late = await begun(stores, person)
    await stores.pictures.remove(late)
    t.equal(await stores.pictures.show(late, person, cake, soon), false)
    t.equal(await pictureOf(stores, person), tea)
    t.equal(await stores.pictures.byHash(person.id, tea, tomorrow), id)
  })

  t.test('each owner has the same picture for themselves', async (t) => {
    const stores = await open(t)
    const { person } = await newOwners(stores)
    const ben: PictureOwner = { kind: 'person', id: (await storedUser(stores, 'ben')).id }
    await shown(stores, person)
    const { id } = await shown(stores, ben)
    await stores.pictures.clear(person, start)
    t.equal(await stores.pictures.byHash(person.id, tea, start), null)
    t.equal(await stores.pictures.byHash(ben.id, tea, start), id)
  })
}

function atOnce(t: Test, open: OpenStores): void {
  t.test('of several at once one is shown, and all others are removed in time', async (t) => {
    const stores = await open(t)
    const { pictures } = stores
    const { group } = await newOwners(stores)
    const before = group.kind === 'group' ? await stores.conversations.byId(group.id) : null
    const hashes = Array.from({ length: 6 }, (_, at) => String(at).repeat(32))
    const ids = await Promise.all(hashes.map(() => begun(stores, group)))
    await Promise.all(hashes.map((hash, at) => pictures.show(ids[at] as FileId, group, hash, soon)))
    const after = group.kind === 'group' ? await stores.conversations.byId(group.id) : null
    t.equal(after?.version, (before?.version ?? 0) + hashes.length)
    const current = await pictures.byHash(group.id, after?.picture ?? '', tomorrow)
    t.ok(current)
    t.same(await dueOf(stores, soon, ids), ids.filter((id) => id !== current).toSorted())
  })
}
