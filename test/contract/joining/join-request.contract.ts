import { limits, type UserId } from '@parley/shared'
import type { Test } from 'tap'

import { LimitReached, Outdated } from '../../../api/src/stores/errors.ts'
import { groupRecord, start, storedUser } from '../../support/databases/records.ts'
import type { OpenStores, StoresUnderTest } from '../stores-under-test.ts'

const later = (ms: number): Date => new Date(start.getTime() + ms)
const never = later(-1)

/** Ada owns a closed group that people may ask to join, Mo moderates it; Bob and Cyd are not in it. */
async function world(stores: StoresUnderTest) {
  const people = ['ada', 'mo', 'bob', 'cyd'].map((name) => storedUser(stores, name))
  const [ada, mo, bob, cyd] = (await Promise.all(people)).map(({ id }) => id)
  if (!ada || !mo || !bob || !cyd) throw new Error('unreachable')
  const group = groupRecord('Engine', { visibility: 'closed', askToJoin: true })
  const { id } = await stores.conversations.createGroup(group, ada)
  await stores.memberships.add(id, [mo], 0, start)
  await stores.memberships.setRole(id, { userId: mo, role: 'moderator', byId: ada })
  const { joinRequests } = stores
  const ask = (userId: UserId, at = start, declinedSince = never, sentence = 'Please') =>
    joinRequests.ask(id, { userId, sentence, at, declinedSince })
  const approve = (userId: UserId, byId = ada) =>
    joinRequests.approve(id, { userId, byId, readSeq: 0, at: start })
  const decline = (userId: UserId, byId = ada, at = start) => joinRequests.decline(id, { userId, byId, at })
  const open = async () => (await joinRequests.page(id, null, 10)).map(({ user }) => user.id)
  const counted = async (userId: UserId) =>
    (await stores.memberships.listedOne(userId, id))?.joinRequests ?? null
  return { ada, mo, bob, cyd, id, ask, approve, decline, open, counted }
}

type World = Awaited<ReturnType<typeof world>>

function asking(t: Test, open: OpenStores): void {
  t.test('who asks is listed once, the oldest first, and counted for those who decide', async (t) => {
    const stores = await open(t)
    const w = await world(stores)
    t.equal(await w.ask(w.cyd, later(2), never, 'First'), true)
    t.equal(await w.ask(w.cyd, later(9), never, 'Again'), true)
    t.equal(await w.ask(w.bob, later(1)), true)
    const [first] = await stores.joinRequests.page(w.id, null, 1)
    t.match(first, { user: { id: w.bob }, sentence: 'Please', askedAt: later(1) })
    const after = { askedAt: later(1), userId: w.bob }
    t.match(await stores.joinRequests.page(w.id, after, 5), [
      { user: { id: w.cyd }, sentence: 'First', askedAt: later(2) },
    ])
    t.same([await w.counted(w.ada), await w.counted(w.mo)], [2, 2])
    t.same(await stores.joinRequests.ofUser(w.cyd), [w.id])
    t.same(new Set(await stores.joinRequests.askers(w.id, 5)), new Set([w.bob, w.cyd]))
    t.same(await stores.joinRequests.deciders(w.id), [w.ada, w.mo], 'the owner first')
    await stores.memberships.setRole(w.id, { userId: w.mo, role: 'member', byId: w.ada })
    t.equal(await w.counted(w.mo), 0, 'who decides nothing is shown none')
  })

  t.test('asked of two devices at once it is one', async (t) => {
    const w = await world(await open(t))
    t.same(await Promise.all([w.ask(w.bob), w.ask(w.bob)]), [true, true])
    t.same(await w.open(), [w.bob])
  })

  t.test(
    'nobody asks in a group that is hidden, open or over, nor its members, nor who is gone',
    async (t) => {
      const stores = await open(t)
      const w = await world(stores)
      t.equal(await w.ask(w.mo), false)
      await stores.users.remove(w.cyd, start)
      t.equal(await w.ask(w.cyd), false)
      await stores.conversations.updateGroup(w.id, { askToJoin: false })
      t.equal(await w.ask(w.bob), false)
      await stores.conversations.updateGroup(w.id, { askToJoin: true })
      t.equal(await w.ask(w.bob), true)
      await stores.conversations.setVisibility(w.id, 'open', 1)
      t.equal(await w.ask(w.bob), false)
      await stores.conversations.closeGroup(w.id, start)
      t.equal(await w.ask(w.bob), false)
    },
  )
}

function deciding(t: Test, open: OpenStores): void {
  t.test('who is approved is a member, and reads from where whoever approved it does', async (t) => {
    const stores = await open(t)
    const w = await world(stores)
    await w.ask(w.bob)
    await stores.memberships.remove(w.id, w.mo)
    await stores.memberships.add(w.id, [w.mo], 6, start, { readsFromSeq: 7 })
    await stores.memberships.setRole(w.id, { userId: w.mo, role: 'moderator', byId: w.ada })
    t.equal(await w.approve(w.bob, w.mo), 7)
    t.match(await stores.memberships.of(w.id, w.bob), { role: 'member', readsFromSeq: 7 })
    t.same(await w.open(), [])
    t.equal(await w.approve(w.bob), null, 'once')
    t.equal(await w.decline(w.bob), false)
  })

  t.test('of two who decide at once the first one does', async (t) => {
    const stores = await open(t)
    const w = await world(stores)
    for (let round = 0; round < 5; round++) {
      await w.ask(w.bob, start, start) // also where it was declined the round before
      const [approved, declined] = await Promise.all([w.approve(w.bob, w.ada), w.decline(w.bob, w.mo)])
      t.equal(approved !== null, !declined, 'one of them')
      t.equal((await stores.memberships.of(w.id, w.bob)) !== null, approved !== null)
      await stores.memberships.remove(w.id, w.bob)
    }
  })

  t.test('withdrawn while it is approved, one of the two wins', async (t) => {
    const stores = await open(t)
    const w = await world(stores)
    for (let round = 0; round < 5; round++) {
      await w.ask(w.bob)
      const withdrawing = stores.joinRequests.withdraw(w.id, w.bob)
      const [approved, withdrawn] = await Promise.all([w.approve(w.bob), withdrawing])
      t.equal(approved !== null, !withdrawn)
      t.equal((await stores.memberships.of(w.id, w.bob)) !== null, !withdrawn)
      await stores.memberships.remove(w.id, w.bob)
    }
    t.equal(await stores.joinRequests.withdraw(w.id, w.bob), false)
  })

  t.test(
    'who was declined asks in vain until a week is over, and nothing is kept of what they said',
    async (t) => {
      const stores = await open(t)
      const w = await world(stores)
      await w.ask(w.bob)
      t.equal(await w.decline(w.bob, w.mo, later(5)), true)
      t.same([await w.open(), await w.counted(w.ada)], [[], 0])
      t.same(await stores.joinRequests.ofUser(w.bob), [])
      t.equal(await stores.joinRequests.isDeclined(w.id, w.bob), true)
      t.equal(await stores.joinRequests.isKnown(w.id, w.bob, later(4)), true)
      t.equal(await w.ask(w.bob, later(6), later(4)), true, 'as any other')
      t.same(await w.open(), [])
      t.equal(await stores.joinRequests.withdraw(w.id, w.bob), false, 'there is none')
      t.equal(await w.ask(w.bob, later(9), later(5)), true)
      t.same(await w.open(), [w.bob])
      t.equal(await stores.joinRequests.isDeclined(w.id, w.bob), false)
    },
  )

  t.test('who may not decide, or not any more, decides nothing', async (t) => {
    const stores = await open(t)
    const w = await world(stores)
    await w.ask(w.bob)
    await stores.memberships.setRole(w.id, { userId: w.mo, role: 'member', byId: w.ada })
    for (const byId of [w.mo, w.cyd]) {
      await t.rejects(w.approve(w.bob, byId), Outdated)
      await t.rejects(w.decline(w.bob, byId), Outdated)
    }
    t.same(await w.open(), [w.bob])
  })

  t.test('where there is no room the request stays', async (t) => {
    const stores = await open(t)
    const w = await world(stores)
    await w.ask(w.bob)
    const most = limits.conversationsPerUserMax - limits.conversationsKeptForDirect
    for (let at = 0; at < most; at++)
      await stores.conversations.createGroup(groupRecord(`Group ${at}`), w.bob)
    await t.rejects(w.approve(w.bob), LimitReached)
    t.same(await w.open(), [w.bob])
    t.equal(await stores.memberships.of(w.id, w.bob), null)
  })
}

const ends: Record<string, (stores: StoresUnderTest, w: World) => Promise<unknown>> = {
  'they are added': (stores, w) => stores.memberships.add(w.id, [w.bob], 0, start),
  'they are gone': (stores, w) => stores.users.remove(w.bob, start),
  'the group is opened': (stores, w) => stores.conversations.setVisibility(w.id, 'open', 1),
  'nobody can ask any more': (stores, w) => stores.conversations.updateGroup(w.id, { askToJoin: false }),
  'the group is closed': (stores, w) => stores.conversations.closeGroup(w.id, start),
}

export function joinRequestContract(t: Test, open: OpenStores): void {
  asking(t, open)
  deciding(t, open)

  for (const [name, end] of Object.entries(ends)) {
    t.test(`a request ends when ${name}`, async (t) => {
      const stores = await open(t)
      const w = await world(stores)
      await w.ask(w.bob)
      await end(stores, w)
      t.same(await w.open(), [])
      t.same(await stores.joinRequests.ofUser(w.bob), [])
      if (name !== 'they are added') t.equal(await stores.memberships.of(w.id, w.bob), null, 'unasked')
    })
  }

  t.test(
    'a closed group is found while people may ask, and an opened one forgets that they could',
    async (t) => {
      const stores = await open(t)
      const w = await world(stores)
      const found = async () =>
        (await stores.conversations.findListed({ prefix: 'eng', after: null, limit: 5 })).map(({ id }) => id)
      t.same(await found(), [w.id])
      t.match(await stores.conversations.byId(w.id), { visibility: 'closed', askToJoin: true })
      await stores.conversations.updateGroup(w.id, { askToJoin: false })
      t.same(await found(), [])
      await stores.conversations.updateGroup(w.id, { askToJoin: true })
      t.same(await found(), [w.id])
      await stores.conversations.setVisibility(w.id, 'open', 1)
      await stores.conversations.setVisibility(w.id, 'closed', 2)
      t.match(await stores.conversations.byId(w.id), { askToJoin: false })
      t.same(await found(), [])
    },
  )
}
