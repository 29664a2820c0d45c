import { limits, type UserId } from '@parley/shared'
import type { Test } from 'tap'

import type { BlockRecord } from '../../api/src/stores/block-store.ts'
import { LimitReached } from '../../api/src/stores/errors.ts'
import {
  after,
  everyPage,
  newConversationId,
  newUserId,
  start,
  storedUser,
  storedUsers,
} from '../support/databases/records.ts'
import type { OpenStores, StoresUnderTest } from './stores-under-test.ts'

const threePeople = (stores: StoresUnderTest) =>
  Promise.all([storedUser(stores, 'ada'), storedUser(stores, 'bob'), storedUser(stores, 'cyd')])

const listsOf = async (stores: StoresUnderTest, userId: UserId) => {
  const { blocked, blockedBy } = await stores.blocks.of(userId)
  return { blocked: [...blocked].sort(), blockedBy: [...blockedBy].sort() }
}

/** How far each of the two sees that the other has read. */
async function seenReadSeqs(stores: StoresUnderTest, a: UserId, b: UserId) {
  const [[ofA], [ofB]] = await Promise.all([stores.memberships.listed(a), stores.memberships.listed(b)])
  return [ofA?.peer?.readSeq, ofB?.peer?.readSeq]
}

export function blockStoreContract(t: Test, open: OpenStores): void {
  t.test('a block is known to both, in its direction, and once however often it is made', async (t) => {
    const stores = await open(t)
    const [ada, bob, cyd] = await threePeople(stores)
    t.equal(await stores.blocks.block(ada.id, bob.id, start), true)
    t.equal(await stores.blocks.block(ada.id, bob.id, after(5)), false)
    t.equal(await stores.blocks.block(cyd.id, ada.id, start), true)
    t.same(await listsOf(stores, ada.id), { blocked: [bob.id], blockedBy: [cyd.id] })
    t.same(await listsOf(stores, bob.id), { blocked: [], blockedBy: [ada.id] })
    t.same(await listsOf(stores, newUserId()), { blocked: [], blockedBy: [] })
    t.match(await stores.blocks.page(ada.id, { after: null, limit: 5 }), [
      { user: { id: bob.id }, blockedAt: start },
    ])
    t.equal(await stores.blocks.unblock(bob.id, ada.id), false, 'who is blocked can undo nothing')
    t.equal(await stores.blocks.unblock(ada.id, bob.id), true)
    t.equal(await stores.blocks.unblock(ada.id, bob.id), false)
    t.same(await listsOf(stores, ada.id), { blocked: [], blockedBy: [cyd.id] })
    t.same(await listsOf(stores, bob.id), { blocked: [], blockedBy: [] })
  })

  t.test('two devices, and two people each other, at the same instant', async (t) => {
    const stores = await open(t)
    const [ada, bob] = await threePeople(stores)
    const pairs = Array.from({ length: 6 }, (_, at) => (at % 2 === 0 ? [ada.id, bob.id] : [bob.id, ada.id]))
    const made = await Promise.all(pairs.map(([a = ada.id, b = bob.id]) => stores.blocks.block(a, b, start)))
    t.equal(made.filter(Boolean).length, 2, 'one of each direction')
    t.same(await listsOf(stores, ada.id), { blocked: [bob.id], blockedBy: [bob.id] })
    const undone = await Promise.all(pairs.map(([a = ada.id, b = bob.id]) => stores.blocks.unblock(a, b)))
    t.equal(undone.filter(Boolean).length, 2)
    t.same(await listsOf(stores, bob.id), { blocked: [], blockedBy: [] })
  })

  t.test('a list of the blocked is paged by username, with those who deleted their accounts', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada')
    const others = await storedUsers(stores, 6)
    for (const { id } of others) await stores.blocks.block(ada.id, id, start)
    if (others[2]) await stores.users.remove(others[2].id, start)
    const listed = await everyPage<BlockRecord>((last) =>
      stores.blocks.page(ada.id, { after: last?.user.username ?? null, limit: 2 }),
    )
    t.same(
      listed.map(({ user }) => user.id),
      others.map(({ id }) => id),
    )
  })

  t.test('nobody blocks more people than one can', async (t) => {
    const stores = await open(t)
    const [ada, bob, cyd] = await threePeople(stores)
    await stores.pretendBlocks(ada.id, limits.blocksPerUserMax - 1)
    t.equal(await stores.blocks.block(ada.id, bob.id, start), true)
    await t.rejects(stores.blocks.block(ada.id, cyd.id, start), LimitReached)
    t.same(await listsOf(stores, cyd.id), { blocked: [], blockedBy: [] })
    t.equal(await stores.blocks.block(ada.id, bob.id, start), false, 'again is no more')
    t.equal(await stores.blocks.unblock(ada.id, bob.id), true)
    t.equal(await stores.blocks.block(ada.id, cyd.id, start), true)
  })

  t.test('read positions of the two stand still while either blocks, and not those of others', async (t) => {
    const stores = await open(t)
    const [ada, bob] = await threePeople(stores)
    const id = newConversationId()
    await stores.conversations.openDirect(ada.id, bob.id, id, start)
    const read = (userId: UserId, seq: number) =>
      stores.memberships.advanceRead([{ conversationId: id, userId, seq }])
    await read(ada.id, 3)
    await read(bob.id, 2)
    await stores.blocks.block(ada.id, bob.id, start)
    await read(ada.id, 7)
    await read(bob.id, 6)
    t.same(await seenReadSeqs(stores, ada.id, bob.id), [2, 3], 'as it was')
    t.match(await stores.memberships.of(id, ada.id), { readSeq: 7 }, 'for oneself it goes on')
    await stores.blocks.block(bob.id, ada.id, start)
    t.same(await seenReadSeqs(stores, ada.id, bob.id), [2, 3], 'also when the other blocks')
    await stores.blocks.unblock(ada.id, bob.id)
    t.same(await seenReadSeqs(stores, ada.id, bob.id), [2, 3], 'and while one of the two still does')
    await stores.blocks.unblock(bob.id, ada.id)
    t.same(await seenReadSeqs(stores, ada.id, bob.id), [6, 7])
  })
}
