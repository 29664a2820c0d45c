import { limits, type ConversationId, type UserId } from '@parley/shared'
import type { Test } from 'tap'

import { LimitReached } from '../../api/src/stores/errors.ts'
import {
  after,
  groupRecord,
  newConversationId,
  newUserId,
  settle,
  start,
  storedUser,
} from '../support/databases/records.ts'
import type { OpenStores, StoresUnderTest } from './stores-under-test.ts'

/** Ada owns a group; Bob and Cyd are not in it. */
async function world(stores: StoresUnderTest) {
  const [ada, bob, cyd] = await Promise.all([
    storedUser(stores, 'ada'),
    storedUser(stores, 'bob'),
    storedUser(stores, 'cyd'),
  ])
  return { ada: ada.id, bob: bob.id, cyd: cyd.id, id: await newGroup(stores, ada.id) }
}

async function newGroup(stores: StoresUnderTest, ownerId: UserId): Promise<ConversationId> {
  return (await stores.conversations.createGroup(groupRecord('Engine'), ownerId)).id
}

const openOf = async (stores: StoresUnderTest, userId: UserId): Promise<ConversationId[]> =>
  (await stores.invitations.ofUser(userId)).map(({ conversation }) => conversation.id)

type Ending = (stores: StoresUnderTest, people: Awaited<ReturnType<typeof world>>) => Promise<unknown>

/** What ends an invitation of Ada to Bob. */
const endings: Record<string, Ending> = {
  'declining it': (stores, { id, bob }) => stores.invitations.decline(id, bob),
  'becoming a member by being added': (stores, { id, bob }) => stores.memberships.add(id, [bob], 0, start),
  'becoming a member by joining': (stores, { id, bob }) => stores.memberships.join(id, bob, 0, start),
  'a block by the inviter': (stores, { ada, bob }) => stores.blocks.block(ada, bob, start),
  'a block by the invited': (stores, { ada, bob }) => stores.blocks.block(bob, ada, start),
  'the end of the group': (stores, { id }) => stores.conversations.closeGroup(id, start),
  'the end of the account': (stores, { bob }) => stores.users.remove(bob, start),
  'handing the group over': async (stores, { id, ada, cyd }) => {
    await stores.memberships.add(id, [cyd], 0, start)
    await stores.memberships.handOver(id, ada, cyd)
  },
}

export function invitationStoreContract(t: Test, open: OpenStores): void {
  t.test('an invitation is there for whom it is, once, and the latest comes first', async (t) => {
    const stores = await open(t)
    const { ada, bob, cyd, id } = await world(stores)
    const later = await newGroup(stores, cyd)
    t.same(await stores.invitations.invite(id, ada, [bob], start), { fresh: [bob], already: [] })
    await stores.invitations.invite(later, cyd, [bob], after(5))
    const again = await stores.invitations.invite(id, ada, [bob, cyd], after(9))
    t.same(again, { fresh: [cyd], already: [bob] })
    t.match(await stores.invitations.ofUser(bob), [
      { conversation: { id: later }, inviter: { id: cyd }, invitedAt: after(5) },
      { conversation: { id, name: 'Engine', memberCount: 1 }, inviter: { id: ada }, invitedAt: start },
    ])
    t.same([await openOf(stores, ada), await openOf(stores, newUserId())], [[], []])
    t.equal(await stores.memberships.of(id, bob), null, 'who is invited is no member')
  })

  t.test('nobody is invited who is in, gone, or shut off, and by nobody but the owner', async (t) => {
    const stores = await open(t)
    const { ada, bob, cyd, id } = await world(stores)
    const [gone, blocker, blocked] = await Promise.all([
      storedUser(stores, 'gone'),
      storedUser(stores, 'blocker'),
      storedUser(stores, 'blocked'),
    ])
    await stores.users.remove(gone.id, start)
    await stores.blocks.block(blocker.id, ada, start)
    await stores.blocks.block(ada, blocked.id, start)
    await stores.memberships.add(id, [cyd], 0, start)
    const nobody = { fresh: [], already: [] }
    const all = [ada, cyd, gone.id, blocker.id, blocked.id]
    t.same(await stores.invitations.invite(id, ada, all, start), nobody)
    t.same(await stores.invitations.invite(id, cyd, [bob], start), nobody, 'a member')
    t.same(await stores.invitations.invite(id, newUserId(), [bob], start), nobody)
    t.same(await stores.invitations.invite(newConversationId(), ada, [bob], start), nobody)
    t.same(await stores.invitations.invite(id, ada, [], start), nobody)
    await stores.conversations.closeGroup(id, start)
    t.same(await stores.invitations.invite(id, ada, [bob], start), nobody, 'to a group that has ended')
  })

  for (const [name, end] of Object.entries(endings)) {
    t.test(`${name} ends an invitation, and no other`, async (t) => {
      const stores = await open(t)
      const people = await world(stores)
      const { ada, bob, cyd, id } = people
      const other = await newGroup(stores, cyd)
      await stores.invitations.invite(id, ada, [bob], start)
      await stores.invitations.invite(other, cyd, [ada], start)
      await end(stores, people)
      t.same(await openOf(stores, bob), [])
      t.same(await openOf(stores, ada), [other])
      const membership = await stores.memberships.of(id, bob)
      t.equal(await stores.invitations.accept(id, bob, 0, start), null)
      t.equal(await stores.invitations.decline(id, bob), false)
      t.same(await stores.memberships.of(id, bob), membership)
    })
  }

  t.test('unblocking brings no invitation back', async (t) => {
    const stores = await open(t)
    const { ada, bob, id } = await world(stores)
    await stores.invitations.invite(id, ada, [bob], start)
    await stores.blocks.block(bob, ada, start)
    await stores.blocks.unblock(bob, ada)
    t.same(await openOf(stores, bob), [])
    t.same(await stores.invitations.invite(id, ada, [bob], after(5)), { fresh: [bob], already: [] })
  })

  t.test('who accepts is a member that reads what the inviter reads', async (t) => {
    const stores = await open(t)
    const { ada, bob, cyd, id } = await world(stores)
    await stores.conversations.setVisibility(id, 'closed', 4)
    await stores.conversations.setVisibility(id, 'open', 5)
    await stores.memberships.join(id, cyd, 6, start)
    await stores.invitations.invite(id, ada, [bob], start)
    t.equal(await stores.invitations.accept(id, bob, 6, after(7)), 1)
    t.match(await stores.memberships.of(id, bob), {
      role: 'member',
      readSeq: 6,
      readsFromSeq: 1,
      joinedAt: after(7),
    })
    t.match(await stores.conversations.byId(id), { memberCount: 3 })
    const dan = (await storedUser(stores, 'dan')).id
    await stores.memberships.handOver(id, ada, cyd)
    await stores.invitations.invite(id, cyd, [dan], start)
    t.equal(await stores.invitations.accept(id, dan, 6, start), 5)
    t.match(await stores.memberships.of(id, dan), { readsFromSeq: 5, readSeq: 6 })
  })

  t.test('an invitation stays open where there is no room', async (t) => {
    const stores = await open(t)
    const { ada, bob, id } = await world(stores)
    await stores.invitations.invite(id, ada, [bob], start)
    await stores.pretendMembers(id, limits.groupMembersMax)
    await t.rejects(stores.invitations.accept(id, bob, 0, start), LimitReached)
    await stores.pretendMembers(id, 1)
    await stores.pretendConversations(bob, limits.conversationsPerUserMax)
    await t.rejects(stores.invitations.accept(id, bob, 0, start), LimitReached)
    t.same(await openOf(stores, bob), [id])
    await stores.pretendConversations(bob, 0)
    t.equal(await stores.invitations.accept(id, bob, 0, start), 1)
  })

  t.test('nobody has more open than one can have, also when many invite at once', async (t) => {
    const stores = await open(t)
    const { ada, bob, id } = await world(stores)
    await stores.pretendInvitations(bob, ada, limits.invitationsPerUserMax - 2)
    const groups = await Promise.all(Array.from({ length: 4 }, () => newGroup(stores, ada)))
    const made = await Promise.all(groups.map((group) => stores.invitations.invite(group, ada, [bob], start)))
    t.equal(made.filter(({ fresh }) => fresh.length === 1).length, 2)
    const openNow = await openOf(stores, bob)
    t.equal(openNow.length, limits.invitationsPerUserMax)
    const [one = id] = openNow
    t.same(await stores.invitations.invite(id, ada, [bob], start), { fresh: [], already: [] })
    t.same(await stores.invitations.invite(one, ada, [bob], start), { fresh: [], already: [bob] })
    await stores.invitations.decline(one, bob)
    t.same(await stores.invitations.invite(id, ada, [bob], start), { fresh: [bob], already: [] })
  })

  t.test('accepted twice at once, or while the group ends, it is accepted once or not at all', async (t) => {
    const stores = await open(t)
    const { ada, bob, id } = await world(stores)
    await stores.invitations.invite(id, ada, [bob], start)
    const accept = () => stores.invitations.accept(id, bob, 0, start)
    t.same((await Promise.all([accept(), accept(), accept()])).toSorted(), [1, null, null])
    t.match(await stores.conversations.byId(id), { memberCount: 2 })
    for (let round = 0; round < 5; round++) {
      const group = await newGroup(stores, ada)
      await stores.invitations.invite(group, ada, [bob], start)
      const { values, reasons } = await settle<unknown>([
        stores.conversations.closeGroup(group, start),
        stores.invitations.accept(group, bob, 0, start),
      ])
      t.same([values.length, reasons], [2, []])
      t.same([await stores.memberships.of(group, bob), await openOf(stores, bob)], [null, []])
    }
  })

  t.test('a block at the moment of an invitation leaves none', async (t) => {
    const stores = await open(t)
    const { ada, bob, id } = await world(stores)
    for (let round = 0; round < 5; round++) {
      const both = [
        stores.invitations.invite(id, ada, [bob], start),
        stores.blocks.block(round % 2 === 0 ? ada : bob, round % 2 === 0 ? bob : ada, start),
      ]
      t.same((await settle<unknown>(both)).reasons, [])
      t.same(await openOf(stores, bob), [])
      await stores.blocks.unblock(ada, bob)
      await stores.blocks.unblock(bob, ada)
    }
  })
}
