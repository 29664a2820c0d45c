import { randomUUID } from 'node:crypto'

import type { ConversationId, FileId, UserId } from '@parley/shared'
import type { Test } from 'tap'

import { Outdated } from '../../../api/src/stores/errors.ts'
import { groupRecord, start, storedUser } from '../../support/databases/records.ts'
import type { OpenStores, StoresUnderTest } from '../stores-under-test.ts'

/** Ada owns a group in which Bob and Cyd are; Dee is not. */
async function world(stores: StoresUnderTest) {
  const people = ['ada', 'bob', 'cyd', 'dee'].map((name) => storedUser(stores, name))
  const [ada, bob, cyd, dee] = (await Promise.all(people)).map(({ id }) => id)
  if (!ada || !bob || !cyd || !dee) throw new Error('unreachable')
  const { id } = await stores.conversations.createGroup(groupRecord('Engine'), ada)
  await stores.memberships.add(id, [bob, cyd], 0, start)
  const setRole = (userId: UserId, role: 'moderator' | 'member', byId = ada) =>
    stores.memberships.setRole(id, { userId, role, byId })
  return { ada, bob, cyd, dee, id, setRole }
}

const rolesIn = async (stores: StoresUnderTest, id: ConversationId): Promise<string[]> =>
  (await stores.memberships.members(id, { after: null, limit: 10 })).map(({ role }) => role)

export function rolesContract(t: Test, open: OpenStores): void {
  t.test(
    'a member becomes a moderator and a member again, once each, and their devices are told',
    async (t) => {
      const stores = await open(t)
      const { ada, bob, id, setRole } = await world(stores)
      const versionOf = async (userId: UserId) => (await stores.users.versions([userId])).get(userId)
      const before = { own: await versionOf(bob), group: (await stores.conversations.byId(id))?.version ?? 0 }
      t.equal(await setRole(bob, 'moderator'), true)
      t.equal(await setRole(bob, 'moderator'), false)
      t.same(await rolesIn(stores, id), ['owner', 'moderator', 'member'])
      t.not(await versionOf(bob), before.own)
      t.equal((await stores.conversations.byId(id))?.version, before.group + 1)
      t.equal(await setRole(bob, 'member'), true)
      t.same(await rolesIn(stores, id), ['owner', 'member', 'member'])
      t.match(await stores.memberships.of(id, ada), { role: 'owner' })
    },
  )

  t.test('nobody but the owner makes moderators, and of nobody but members', async (t) => {
    const stores = await open(t)
    const { ada, bob, cyd, dee, id, setRole } = await world(stores)
    await setRole(bob, 'moderator')
    for (const [userId, byId] of [
      [cyd, bob],
      [bob, bob],
      [ada, ada],
      [ada, bob],
      [bob, dee],
    ] as const)
      await t.rejects(setRole(userId, 'member', byId), Outdated)
    t.equal(await setRole(dee, 'moderator'), false)
    t.same(await rolesIn(stores, id), ['owner', 'moderator', 'member'])
  })

  t.test('what a moderator began is not done once they are none any more', async (t) => {
    const stores = await open(t)
    const { bob, cyd, dee, id, setRole } = await world(stores)
    await setRole(bob, 'moderator')
    t.same(await stores.memberships.add(id, [dee], 0, start, { byId: bob }), [dee])
    t.equal(await stores.memberships.remove(id, dee, bob), true)
    await setRole(bob, 'member')
    await t.rejects(stores.memberships.add(id, [dee], 0, start, { byId: bob }), Outdated)
    await t.rejects(stores.memberships.remove(id, cyd, bob), Outdated)
    t.equal(await stores.memberships.of(id, dee), null)
    t.not(await stores.memberships.of(id, cyd), null)
  })

  t.test('nor does a group get another name or picture by who was one', async (t) => {
    const stores = await open(t)
    const { bob, id, setRole } = await world(stores)
    const pictureId = randomUUID() as FileId
    const owner = { kind: 'group', id, byId: bob } as const
    await stores.pictures.begin({ id: pictureId, ownerId: id, dueAt: start })
    await setRole(bob, 'moderator')
    t.match(await stores.conversations.updateGroup(id, { topic: 'Hers' }, bob), { topic: 'Hers' })
    await setRole(bob, 'member')
    await t.rejects(stores.conversations.updateGroup(id, { topic: 'Again' }, bob), Outdated)
    await t.rejects(stores.pictures.show(pictureId, owner, 'hash', start), Outdated)
    await t.rejects(stores.pictures.clear(owner, start), Outdated)
    t.match(await stores.conversations.byId(id), { topic: 'Hers', picture: null })
    await setRole(bob, 'moderator')
    t.equal(await stores.pictures.show(pictureId, owner, 'hash', start), true)
    t.equal(await stores.pictures.clear(owner, start), true)
  })

  t.test('a moderator removes members, and neither the owner nor another moderator', async (t) => {
    const stores = await open(t)
    const { ada, bob, cyd, id, setRole } = await world(stores)
    await setRole(bob, 'moderator')
    await setRole(cyd, 'moderator')
    await t.rejects(stores.memberships.remove(id, cyd, bob), Outdated)
    await t.rejects(stores.memberships.remove(id, ada, bob), Outdated)
    await setRole(cyd, 'member')
    t.equal(await stores.memberships.remove(id, cyd, bob), true)
  })

  t.test('removing and promoting one at the same instant ends in one order', async (t) => {
    const stores = await open(t)
    const { bob, cyd, id, setRole } = await world(stores)
    await setRole(bob, 'moderator')
    for (let round = 0; round < 10; round++) {
      await stores.memberships.add(id, [cyd], 0, start)
      const [removed, promoted] = await Promise.allSettled([
        stores.memberships.remove(id, cyd, bob),
        setRole(cyd, 'moderator'),
      ])
      const wasPromoted = promoted.status === 'fulfilled' && promoted.value
      t.equal(removed.status === 'fulfilled', !wasPromoted, 'one of them came first')
      const now = await stores.memberships.of(id, cyd)
      t.equal(now?.role ?? null, wasPromoted ? 'moderator' : null)
      await setRole(cyd, 'member')
    }
  })

  t.test('a group is handed over to a moderator too, and its former owner is a member', async (t) => {
    const stores = await open(t)
    const { ada, bob, id, setRole } = await world(stores)
    await setRole(bob, 'moderator')
    t.equal(await stores.memberships.handOver(id, ada, bob), true)
    t.same(await rolesIn(stores, id), ['member', 'owner', 'member'])
  })

  t.test('handing over to whoever leaves at the same instant leaves one owner', async (t) => {
    const stores = await open(t)
    const { ada, bob, id } = await world(stores)
    for (let round = 0; round < 10; round++) {
      await stores.memberships.add(id, [bob], 0, start)
      await stores.memberships.setRole(id, { userId: bob, role: 'moderator', byId: ada })
      await Promise.all([stores.memberships.handOver(id, ada, bob), stores.memberships.remove(id, bob)])
      t.equal((await rolesIn(stores, id)).filter((role) => role === 'owner').length, 1)
      await stores.memberships.handOver(id, bob, ada)
    }
  })

  for (const [name, end] of Object.entries<
    (stores: StoresUnderTest, w: Awaited<ReturnType<typeof world>>) => unknown
  >({
    'is a member again': (_, { bob, setRole }) => setRole(bob, 'member'),
    'has left': (stores, { bob, id }) => stores.memberships.remove(id, bob),
  })) {
    t.test(`whom a moderator has invited is invited no more once that one ${name}`, async (t) => {
      const stores = await open(t)
      const all = await world(stores)
      await all.setRole(all.bob, 'moderator')
      await stores.invitations.invite(all.id, all.bob, [all.dee], start)
      t.equal((await stores.invitations.ofUser(all.dee)).length, 1)
      await end(stores, all)
      t.same(await stores.invitations.ofUser(all.dee), [])
      t.equal(await stores.invitations.accept(all.id, all.dee, 0, start), null)
    })
  }
}
