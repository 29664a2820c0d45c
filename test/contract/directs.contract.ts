import { openPrivacy, type ConversationId, type Privacy, type UserId } from '@parley/shared'
import type { Test } from 'tap'

import { Outdated } from '../../api/src/stores/errors.ts'
import { groupRecord, newConversationId, newUserId, start, storedUser } from '../support/databases/records.ts'
import type { OpenStores, StoresUnderTest } from './stores-under-test.ts'

/** What the two of a direct conversation have set, closed and blocked, and what it is for them then. */
export function directsContract(t: Test, open: OpenStores): void {
  closing(t, open)
  settings(t, open)
  marks(t, open)
  beginning(t, open)
}

/** Ada has a direct conversation with Bob and one with Cyd. */
async function threeOf(stores: StoresUnderTest) {
  const [ada, bob, cyd] = [
    await storedUser(stores, 'ada'),
    await storedUser(stores, 'bob'),
    await storedUser(stores, 'cyd'),
  ]
  const [withBob, withCyd] = [newConversationId(), newConversationId()]
  await stores.conversations.openDirect(ada.id, bob.id, withBob, start)
  await stores.conversations.openDirect(cyd.id, ada.id, withCyd, start)
  return { ada: ada.id, bob: bob.id, cyd: cyd.id, withBob, withCyd }
}

const flagsFor = async (stores: StoresUnderTest, id: ConversationId, userId: UserId) => {
  const membership = await stores.memberships.of(id, userId)
  if (!membership) throw new Error('There is no such membership.')
  const { isClosed, isPeerClosed, hidesReads } = membership
  return { isClosed, isPeerClosed, hidesReads }
}

const openFlags = { isClosed: false, isPeerClosed: false, hidesReads: false }

const setting = (stores: StoresUnderTest, id: UserId, privacy: Partial<Privacy>) =>
  stores.users.update(id, { privacy })

function closing(t: Test, open: OpenStores): void {
  t.test('one closes a direct conversation to the other, and no other one', async (t) => {
    const stores = await open(t)
    const { ada, bob, withBob, withCyd } = await threeOf(stores)
    const { memberships } = stores
    t.equal(await memberships.setClosed(withBob, ada, false), false, 'it is open')
    t.equal(await memberships.setClosed(withBob, ada, true), true)
    t.equal(await memberships.setClosed(withBob, ada, true), false)
    t.same(await flagsFor(stores, withBob, ada), { ...openFlags, isClosed: true })
    t.same(await flagsFor(stores, withBob, bob), { ...openFlags, isPeerClosed: true })
    t.same(await flagsFor(stores, withCyd, ada), openFlags)
    t.equal(await memberships.setClosed(withBob, bob, true), true, 'each for themselves')
    t.equal(await memberships.setClosed(withBob, ada, false), true)
    t.same(await flagsFor(stores, withBob, ada), { ...openFlags, isPeerClosed: true })
  })

  t.test('nobody closes notes, a group, or what they are not in', async (t) => {
    const stores = await open(t)
    const { ada, cyd, withBob } = await threeOf(stores)
    const notes = newConversationId()
    await stores.conversations.openDirect(ada, ada, notes, start)
    const group = await stores.conversations.createGroup(groupRecord('Engine'), ada)
    for (const id of [notes, group.id]) t.equal(await stores.memberships.setClosed(id, ada, true), false)
    t.equal(await stores.memberships.setClosed(withBob, cyd, true), false)
  })

  t.test('both sides of one’s direct conversations are found together, and nothing else', async (t) => {
    const stores = await open(t)
    const { ada, bob, cyd, withBob, withCyd } = await threeOf(stores)
    await stores.conversations.openDirect(ada, ada, newConversationId(), start)
    await stores.conversations.openDirect(bob, cyd, newConversationId(), start)
    await stores.conversations.createGroup(groupRecord('Engine'), ada)
    const sides = async (peers: UserId[] | null) =>
      new Set(
        (await stores.memberships.bothSidesOf(ada, peers)).map((one) => one.conversationId + one.userId),
      )
    const ofBob = [withBob + ada, withBob + bob]
    t.same(await sides(null), new Set([...ofBob, withCyd + ada, withCyd + cyd]))
    t.same(await sides([bob, newUserId()]), new Set(ofBob))
    t.same(await sides([]), new Set())
    const [own] = (await stores.memberships.bothSidesOf(ada, [bob])).filter(({ userId }) => userId === ada)
    t.same(own, await stores.memberships.of(withBob, ada))
  })
}

function settings(t: Test, open: OpenStores): void {
  t.test('who takes no messages at all is closed to all others, and writes themselves', async (t) => {
    const stores = await open(t)
    const { ada, bob, withBob, withCyd, cyd } = await threeOf(stores)
    const steps: [Partial<Privacy>, changed: boolean, isShut: boolean][] = [
      [{ writers: 'known' }, false, false],
      [{ writers: 'nobody' }, true, true],
      [{ writers: 'nobody', adders: 'contacts' }, false, true],
      [{ presence: 'nobody' }, false, true],
      [{ writers: 'group-members' }, true, false],
    ]
    for (const [privacy, changed, isPeerClosed] of steps) {
      t.equal(await setting(stores, ada, privacy), changed, JSON.stringify(privacy))
      t.same(await flagsFor(stores, withBob, bob), { ...openFlags, isPeerClosed })
      t.same(await flagsFor(stores, withCyd, cyd), { ...openFlags, isPeerClosed })
      t.same(await flagsFor(stores, withBob, ada), openFlags)
    }
    t.match((await stores.users.byId(ada))?.privacy, { adders: 'contacts', presence: 'nobody' })
    t.equal(await stores.users.update(ada, { displayName: 'Ada', privacy: { writers: 'nobody' } }), true)
    t.equal(await setting(stores, newUserId(), { writers: 'nobody' }), false)
    await stores.users.remove(bob, start)
    t.same(await flagsFor(stores, withBob, ada), { ...openFlags, isPeerClosed: true })
    t.equal(await setting(stores, bob, { writers: 'nobody' }), false, 'an account that is gone sets nothing')
  })

  t.test('of what one sets that concerns them, peers get another version, and nobody else', async (t) => {
    const stores = await open(t)
    const { ada, bob, cyd, withBob } = await threeOf(stores)
    const dan = (await storedUser(stores, 'dan')).id
    await stores.conversations.openDirect(bob, dan, newConversationId(), start)
    const raisedBy = async (change: () => Promise<unknown>) => {
      const before = await stores.users.versions([ada, bob, cyd, dan])
      await change()
      const after = await stores.users.versions([ada, bob, cyd, dan])
      return new Set([ada, bob, cyd, dan].filter((id) => after.get(id) !== before.get(id)))
    }
    const all = new Set([ada, bob, cyd])
    t.same(await raisedBy(() => setting(stores, ada, { writers: 'nobody' })), all)
    t.same(await raisedBy(() => setting(stores, ada, { writers: 'known' })), all)
    t.same(await raisedBy(() => setting(stores, ada, { readReceipts: false })), all)
    t.same(await raisedBy(() => setting(stores, ada, { writers: 'everyone' })), new Set([ada]))
    t.same(
      await raisedBy(() => stores.memberships.setClosed(withBob, bob, true)),
      new Set([ada, bob]),
      'and of what is closed',
    )
    t.same(await raisedBy(() => stores.memberships.setClosed(withBob, bob, true)), new Set())
    t.same(await raisedBy(() => stores.users.remove(ada, start)), all)
    t.same(await raisedBy(() => stores.users.remove(ada, start)), new Set())
  })
}

/** How far the first two see that the other has read, and how far they have. */
async function marksOf(stores: StoresUnderTest, id: ConversationId, [a, b]: readonly [UserId, UserId]) {
  const [ofA, ofB] = await Promise.all([a, b].map((userId) => stores.memberships.listedOne(userId, id)))
  return [ofA?.peer?.readSeq, ofB?.peer?.readSeq]
}

async function reading(stores: StoresUnderTest) {
  const people = await threeOf(stores)
  const { ada, bob, withBob: id } = people
  const read = (seq: number) =>
    stores.memberships.advanceRead([
      { conversationId: id, userId: ada, seq },
      { conversationId: id, userId: bob, seq: seq + 1 },
    ])
  await read(2)
  return { ...people, id, read, marks: () => marksOf(stores, id, [ada, bob]) }
}

function marks(t: Test, open: OpenStores): void {
  t.test('read positions stand still for both while either shows none, and go on after', async (t) => {
    const stores = await open(t)
    const { ada, bob, id, read, marks, cyd, withCyd } = await reading(stores)
    t.same(await marks(), [3, 2])
    t.equal(await setting(stores, ada, { readReceipts: false }), true)
    t.equal(await setting(stores, ada, { readReceipts: false }), false)
    for (const userId of [ada, bob]) {
      t.same(await flagsFor(stores, id, userId), { ...openFlags, hidesReads: true })
    }
    await read(5)
    t.same(await marks(), [3, 2])
    await setting(stores, bob, { readReceipts: false })
    await read(7)
    await setting(stores, ada, { readReceipts: true })
    t.same(await marks(), [3, 2], 'the other one still shows none')
    t.same(await flagsFor(stores, withCyd, cyd), openFlags, 'as a third one does')
    await setting(stores, bob, { readReceipts: true })
    t.same(await marks(), [8, 7])
  })

  t.test('neither a block that ends nor a setting undoes what the other of them holds', async (t) => {
    const stores = await open(t)
    const { ada, bob, read, marks } = await reading(stores)
    await setting(stores, ada, { readReceipts: false })
    await stores.blocks.block(bob, ada, start)
    await read(5)
    await stores.blocks.unblock(bob, ada)
    t.same(await marks(), [3, 2], 'one shows none')
    for (const [blocker, blocked] of [
      [ada, bob],
      [bob, ada],
    ] as const) {
      await stores.blocks.block(blocker, blocked, start)
      await setting(stores, ada, { readReceipts: true })
      t.same(await marks(), [3, 2], 'one has blocked the other')
      await setting(stores, ada, { readReceipts: false })
      await stores.blocks.unblock(blocker, blocked)
    }
    await setting(stores, ada, { readReceipts: true })
    t.same(await marks(), [6, 5])
  })

  t.test('the mark of an account that is gone stays where it was seen last', async (t) => {
    const stores = await open(t)
    const { ada, bob, read, marks } = await reading(stores)
    await setting(stores, ada, { readReceipts: false })
    await read(5)
    await stores.users.remove(ada, start)
    await setting(stores, bob, { readReceipts: false })
    await setting(stores, bob, { readReceipts: true })
    t.equal((await marks())[1], 2)
  })

  t.test('whatever the two set and block at once, no mark is shown that either hides', async (t) => {
    const stores = await open(t)
    const { ada, bob, read, marks } = await reading(stores)
    for (let round = 0; round < 6; round++) {
      await Promise.all([
        setting(stores, ada, { readReceipts: round % 2 === 1 }),
        setting(stores, bob, { readReceipts: round % 3 !== 0 }),
        round % 2 === 0 ? stores.blocks.block(ada, bob, start) : stores.blocks.unblock(ada, bob),
      ])
      const hidden = await marks()
      await read(10 + 10 * round)
      const isShown = round % 2 === 1 && round % 3 !== 0
      t.same(await marks(), isShown ? [11 + 10 * round, 10 + 10 * round] : hidden, `round ${round}`)
    }
  })
}

function beginning(t: Test, open: OpenStores): void {
  t.test('with somebody who shows no read positions it begins without', async (t) => {
    const stores = await open(t)
    const { ada, bob } = await threeOf(stores)
    const dan = (await storedUser(stores, 'dan', { privacy: { ...openPrivacy, readReceipts: false } })).id
    for (const [a, b] of [
      [dan, ada],
      [bob, dan],
    ] as const) {
      const id = newConversationId()
      await stores.conversations.openDirect(a, b, id, start)
      for (const userId of [a, b]) {
        await stores.memberships.advanceRead([{ conversationId: id, userId, seq: 4 }])
      }
      t.same(await marksOf(stores, id, [a, b]), [0, 0])
    }
  })

  t.test('it does not begin when what it was decided by is not so any more', async (t) => {
    const stores = await open(t)
    const { bob, cyd } = await threeOf(stores)
    const { conversations } = stores
    const opening = (a: UserId, b: UserId, ...writers: Privacy['writers'][]) =>
      conversations.openDirect(a, b, newConversationId(), start, ...writers)
    await t.rejects(opening(bob, cyd, 'known'), Outdated)
    await setting(stores, bob, { writers: 'nobody' })
    await t.rejects(opening(cyd, bob), Outdated)
    await setting(stores, bob, { writers: 'everyone' })
    for (const [a, b] of [
      [bob, cyd],
      [cyd, bob],
    ] as const) {
      await stores.blocks.block(a, b, start)
      await t.rejects(opening(bob, cyd), Outdated)
      await stores.blocks.unblock(a, b)
    }
    t.equal(await conversations.direct(bob, cyd), null)
    t.equal((await stores.memberships.ofUser(cyd)).length, 1, 'nothing was written')
    const { record } = await opening(bob, cyd)
    await setting(stores, cyd, { writers: 'nobody' })
    t.equal((await opening(bob, cyd)).record.id, record.id, 'what there is already is found, whatever is set')
    const gone = (await storedUser(stores, 'gone')).id
    await stores.users.remove(gone, start)
    await t.rejects(opening(bob, gone), Outdated)
  })
}
