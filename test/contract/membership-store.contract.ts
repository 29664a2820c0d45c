import { limits, type ConversationId, type UserId } from '@parley/shared'
import fc from 'fast-check'
import type { Test } from 'tap'

import { LimitReached } from '../../api/src/stores/errors.ts'
import type { MemberRecord } from '../../api/src/stores/membership-store.ts'
import {
  after,
  everyPage,
  groupRecord,
  newConversationId,
  newUserId,
  nothingSet,
  settle,
  start,
  storedUser,
  storedUsers,
} from '../support/databases/records.ts'
import type { OpenStores, StoresUnderTest } from './stores-under-test.ts'

export function membershipStoreContract(t: Test, open: OpenStores): void {
  adding(t, open)
  joining(t, open)
  removing(t, open)
  owning(t, open)
  listing(t, open)
  paging(t, open)
  reading(t, open)
}

async function groupOf(
  stores: StoresUnderTest,
  owner: UserId,
  ...members: UserId[]
): Promise<ConversationId> {
  const { id } = await stores.conversations.createGroup(groupRecord('Engine'), owner)
  await stores.memberships.add(id, members, 0, start)
  return id
}

async function threePeople(stores: StoresUnderTest) {
  return Promise.all([storedUser(stores, 'ada'), storedUser(stores, 'bob'), storedUser(stores, 'cyd')])
}

function adding(t: Test, open: OpenStores): void {
  t.test('only those become members who are none yet and exist', async (t) => {
    const stores = await open(t)
    const [ada, bob, cyd] = await threePeople(stores)
    const gone = await storedUser(stores, 'gone')
    await stores.users.remove(gone.id, start)
    const id = await groupOf(stores, ada.id, bob.id)
    const added = await stores.memberships.add(
      id,
      [ada.id, bob.id, cyd.id, cyd.id, gone.id, newUserId()],
      7,
      after(1),
    )
    t.same(added, [cyd.id])
    t.same(await stores.memberships.of(id, cyd.id), {
      conversationId: id,
      userId: cyd.id,
      kind: 'group',
      peerId: null,
      role: 'member',
      muted: false,
      mutedUntil: null,
      tellsMentions: false,
      readSeq: 7,
      readsFromSeq: 1,
      joinedAt: after(1),
      ...nothingSet,
    })
    t.equal((await stores.conversations.byId(id))?.memberCount, 3)
    t.same(await stores.memberships.add(id, [], 0, start), [])
    t.equal(await stores.memberships.of(id, gone.id), null)
  })

  t.test('one person added many times at once is one member', async (t) => {
    const stores = await open(t)
    const [ada, bob] = await threePeople(stores)
    const id = await groupOf(stores, ada.id)
    const added = await Promise.all(
      Array.from({ length: 20 }, () => stores.memberships.add(id, [bob.id], 0, start)),
    )
    t.equal(added.flat().length, 1)
    t.equal((await stores.conversations.byId(id))?.memberCount, 2)
  })

  t.test('a group never has more members than a group can have, however many join at once', async (t) => {
    const stores = await open(t)
    const [owner, ...people] = await storedUsers(stores, 21)
    if (!owner) throw new Error('unreachable')
    const id = await groupOf(stores, owner.id)
    await stores.pretendMembers(id, limits.groupMembersMax - 10)
    const { values, reasons } = await settle(
      people.map((person) => stores.memberships.add(id, [person.id], 0, start)),
    )
    t.equal(values.flat().length, 10)
    t.ok(reasons.every((reason) => reason instanceof LimitReached && reason.limit === 'members-of-group'))
    t.equal((await stores.conversations.byId(id))?.memberCount, limits.groupMembersMax)
    t.equal((await stores.memberships.members(id, { after: null, limit: 50 })).length, 11)
  })

  t.test('all are added or none', async (t) => {
    const stores = await open(t)
    const [ada, bob, cyd] = await threePeople(stores)
    const id = await groupOf(stores, ada.id)
    await stores.pretendMembers(id, limits.groupMembersMax - 1)
    await t.rejects(stores.memberships.add(id, [bob.id, cyd.id], 0, start), LimitReached)
    t.same(await stores.memberships.listed(bob.id), [])
    t.equal((await stores.conversations.byId(id))?.memberCount, limits.groupMembersMax - 1)
  })

  t.test('nobody is added to a direct conversation', async (t) => {
    const stores = await open(t)
    const [ada, bob, cyd] = await threePeople(stores)
    const { record } = await stores.conversations.openDirect(ada.id, bob.id, newConversationId(), start)
    t.same(await stores.memberships.add(record.id, [cyd.id], 0, start), [])
    t.equal(await stores.memberships.remove(record.id, bob.id), false)
  })
}

function joining(t: Test, open: OpenStores): void {
  t.test(
    'who joins by themselves reads from where the group was opened, others from the first',
    async (t) => {
      const stores = await open(t)
      const [ada, bob, cyd] = await threePeople(stores)
      const dan = await storedUser(stores, 'dan')
      const { id } = await stores.conversations.createGroup(
        groupRecord('Loom', { visibility: 'closed' }),
        ada.id,
      )
      const startOf = async (userId: UserId) => (await stores.memberships.of(id, userId))?.readsFromSeq
      t.equal(await stores.memberships.join(id, bob.id, 30, start), null, 'nobody joins a closed one')
      await stores.conversations.setVisibility(id, 'open', 31)
      await stores.conversations.setVisibility(id, 'open', 40)
      t.equal(await stores.memberships.join(id, bob.id, 42, after(1)), 31, 'it was open already')
      t.match(await stores.memberships.of(id, bob.id), { readSeq: 42, role: 'member', joinedAt: after(1) })
      t.equal(await stores.memberships.join(id, bob.id, 50, start), null, 'who is a member stays one')
      t.same(await stores.memberships.add(id, [bob.id, cyd.id], 42, start), [cyd.id])
      t.same([await startOf(ada.id), await startOf(bob.id), await startOf(cyd.id)], [1, 31, 1])
      await stores.conversations.setVisibility(id, 'closed', 60)
      t.equal(await stores.memberships.join(id, dan.id, 60, start), null)
      t.same(await stores.memberships.add(id, [dan.id], 60, start, { readsFromSeq: 31 }), [dan.id])
      t.equal(await startOf(dan.id), 31, 'who is added reads from where it is said')
      t.equal(await startOf(bob.id), 31, 'what became of it later changes nothing for who is in it')
      await stores.conversations.setVisibility(id, 'open', 70)
      await stores.memberships.remove(id, bob.id)
      t.equal(await stores.memberships.join(id, bob.id, 60, start), 70, 'who comes back begins anew')
      t.match(await stores.memberships.of(id, bob.id), { readSeq: 69 }, 'and nothing before it is unread')
      t.equal((await stores.conversations.byId(id))?.memberCount, 4)
      t.match(await stores.memberships.listed(bob.id), [{ membership: { readsFromSeq: 70 } }])
      t.match(await stores.memberships.ofUser(bob.id), [{ readsFromSeq: 70 }])
    },
  )

  t.test('whoever joins while it is closed and opened again is out, or reads from an opening', async (t) => {
    const stores = await open(t)
    const [ada, ...people] = await storedUsers(stores, 12)
    if (!ada) throw new Error('unreachable')
    const { id } = await stores.conversations.createGroup(
      groupRecord('Loom', { visibility: 'closed' }),
      ada.id,
    )
    const turns = [10, 20, 30, 40].map(
      (seq, at) => ({ seq, visibility: at % 2 ? 'closed' : 'open' }) as const,
    )
    const turning = (async () => {
      for (const { seq, visibility } of turns) await stores.conversations.setVisibility(id, visibility, seq)
    })()
    const joined = await Promise.all(people.map((person) => stores.memberships.join(id, person.id, 0, start)))
    await turning
    t.ok(joined.every((fromSeq) => fromSeq === null || fromSeq === 10 || fromSeq === 30))
    const members = await stores.memberships.members(id, { after: null, limit: 50 })
    t.equal(members.length, 1 + joined.filter((fromSeq) => fromSeq !== null).length)
  })
}

function removing(t: Test, open: OpenStores): void {
  t.test('who was removed is no member, and may be added again', async (t) => {
    const stores = await open(t)
    const [ada, bob] = await threePeople(stores)
    const id = await groupOf(stores, ada.id, bob.id)
    t.equal(await stores.memberships.remove(id, bob.id), true)
    t.equal(await stores.memberships.remove(id, bob.id), false)
    t.equal(await stores.memberships.of(id, bob.id), null)
    t.equal((await stores.conversations.byId(id))?.memberCount, 1)
    t.same(await stores.memberships.add(id, [bob.id], 0, start), [bob.id])
  })

  t.test('of those who remove one member at once, one does', async (t) => {
    const stores = await open(t)
    const [ada, bob] = await threePeople(stores)
    const id = await groupOf(stores, ada.id, bob.id)
    const removed = await Promise.all(Array.from({ length: 20 }, () => stores.memberships.remove(id, bob.id)))
    t.equal(removed.filter(Boolean).length, 1)
    t.equal((await stores.conversations.byId(id))?.memberCount, 1)
  })

  t.test('the owner may not be removed, also while the group is handed to them', async (t) => {
    const stores = await open(t)
    const [ada, bob] = await threePeople(stores)
    const id = await groupOf(stores, ada.id, bob.id)
    t.equal(await stores.memberships.remove(id, ada.id), false)
    for (let round = 0; round < 20; round++) {
      await stores.memberships.add(id, [bob.id], 0, start)
      const hand = () => stores.memberships.handOver(id, ada.id, bob.id)
      const leave = () => stores.memberships.remove(id, bob.id)
      const [first, second] = await Promise.all(round % 2 ? [hand(), leave()] : [leave(), hand()])
      t.not(first, second, 'one of them came first')
      await stores.memberships.handOver(id, bob.id, ada.id)
    }
    t.match(await stores.memberships.of(id, ada.id), { role: 'owner' })
  })
}

function owning(t: Test, open: OpenStores): void {
  t.test('a group is handed over only by its owner and only to a member', async (t) => {
    const stores = await open(t)
    const [ada, bob, cyd] = await threePeople(stores)
    const id = await groupOf(stores, ada.id, bob.id)
    t.equal(await stores.memberships.handOver(id, bob.id, ada.id), false)
    t.equal(await stores.memberships.handOver(id, ada.id, cyd.id), false)
    t.equal(await stores.memberships.handOver(id, ada.id, ada.id), false)
    t.match(await stores.memberships.of(id, ada.id), { role: 'owner' })
    t.equal(await stores.memberships.handOver(id, ada.id, bob.id), true)
    t.match(await stores.memberships.of(id, ada.id), { role: 'member' })
    t.match(await stores.memberships.of(id, bob.id), { role: 'owner' })
  })

  t.test('notes and direct conversations are owned by nobody', async (t) => {
    const stores = await open(t)
    const [ada, bob] = await threePeople(stores)
    await stores.conversations.openDirect(ada.id, bob.id, newConversationId(), start)
    await stores.conversations.openDirect(ada.id, ada.id, newConversationId(), start)
    const roles = (await stores.memberships.ofUser(ada.id)).map(({ role }) => role)
    t.same(roles, ['member', 'member'])
  })
}

function listing(t: Test, open: OpenStores): void {
  t.test('the list has each of one’s conversations with what it shows', async (t) => {
    const stores = await open(t)
    const [ada, bob, cyd] = await threePeople(stores)
    const group = await groupOf(stores, bob.id, ada.id, cyd.id)
    const { record } = await stores.conversations.openDirect(cyd.id, ada.id, newConversationId(), start)
    await stores.memberships.setMuted(group, ada.id, true, null)
    await stores.memberships.advanceRead([{ conversationId: record.id, userId: cyd.id, seq: 12 }])
    const listed = await stores.memberships.listed(ada.id)
    t.equal(listed.length, 2)
    const inGroup = listed.find(({ conversation }) => conversation.id === group)
    const inDirect = listed.find(({ conversation }) => conversation.id === record.id)
    t.match(inGroup, {
      conversation: { memberCount: 3 },
      membership: { muted: true, role: 'member' },
      peer: null,
    })
    t.match(inDirect, { membership: { muted: false, readSeq: 0 }, peer: { readSeq: 12 } })
    t.same(inDirect?.peer?.user, cyd)
    t.same(await stores.memberships.listedOne(ada.id, group), inGroup)
    t.same(await stores.memberships.listedOne(ada.id, record.id), inDirect)
    t.equal(await stores.memberships.listedOne(bob.id, record.id), null)
    t.same(
      new Set(await stores.memberships.ofUser(ada.id)),
      new Set(listed.map(({ membership }) => membership)),
    )
  })

  t.test('contacts are those with whom one shares a conversation', async (t) => {
    const stores = await open(t)
    const [ada, bob, cyd] = await threePeople(stores)
    const dan = await storedUser(stores, 'dan')
    await groupOf(stores, ada.id, bob.id)
    await groupOf(stores, bob.id, ada.id)
    await stores.conversations.openDirect(cyd.id, ada.id, newConversationId(), start)
    const others = [bob.id, cyd.id, dan.id, newUserId()]
    t.same(await stores.memberships.contactsAmong(ada.id, others), new Set([bob.id, cyd.id]))
    t.same(await stores.memberships.contactsAmong(ada.id, []), new Set())
    t.same(await stores.memberships.contactsAmong(dan.id, [ada.id]), new Set())
  })

  t.test('two share in private what nobody else can enter by themselves', async (t) => {
    const stores = await open(t)
    const [ada, bob, cyd] = await threePeople(stores)
    const closed = groupRecord('Loom', { visibility: 'closed' })
    await stores.conversations.createGroup(closed, cyd.id)
    await stores.memberships.add(closed.id, [ada.id, bob.id], 0, start)
    await groupOf(stores, ada.id, bob.id)
    const { record } = await stores.conversations.openDirect(ada.id, bob.id, newConversationId(), start)
    const shared = async (one: UserId, other: UserId) =>
      new Set((await stores.memberships.sharedInPrivate(one, other)).map((one) => one.conversationId))
    t.same(await shared(ada.id, bob.id), new Set([closed.id, record.id]))
    t.same(await shared(bob.id, ada.id), new Set([closed.id, record.id]))
    t.same(await shared(ada.id, cyd.id), new Set([closed.id]))
    t.same(await shared(ada.id, newUserId()), new Set())
    await stores.conversations.setVisibility(closed.id, 'open', 2)
    await stores.memberships.remove(closed.id, bob.id)
    t.same(await shared(ada.id, bob.id), new Set([record.id]))
  })

  t.test('they share a group in private since it was closed, and not from before', async (t) => {
    const stores = await open(t)
    const [ada, bob] = await threePeople(stores)
    const { id } = await stores.conversations.createGroup(
      groupRecord('Loom', { visibility: 'closed' }),
      ada.id,
    )
    await stores.memberships.add(id, [bob.id], 0, start)
    t.same(await stores.memberships.sharedInPrivate(ada.id, bob.id), [{ conversationId: id, fromSeq: 1 }])
    await stores.conversations.setVisibility(id, 'open', 5)
    t.same(await stores.memberships.sharedInPrivate(ada.id, bob.id), [])
    await stores.conversations.setVisibility(id, 'closed', 9)
    await stores.conversations.setVisibility(id, 'closed', 12)
    t.same(await stores.memberships.sharedInPrivate(ada.id, bob.id), [{ conversationId: id, fromSeq: 9 }])
  })
}

function paging(t: Test, open: OpenStores): void {
  t.test('pages together hold every member once, in order of username', async (t) => {
    const stores = await open(t)
    const owner = await storedUser(stores, 'owner')
    let run = 0
    const oneRun = async (names: string[], limit: number) => {
      run++
      const people = await Promise.all(names.map((name) => storedUser(stores, `${name}-${run}`)))
      const id = await groupOf(stores, owner.id, ...people.map((person) => person.id))
      const page = (last: MemberRecord | null) =>
        stores.memberships.members(id, { after: last?.user.username ?? null, limit })
      const found = (await everyPage(page)).map(({ user }) => user.username)
      t.same(found, ['owner', ...people.map((person) => person.username)].sort())
    }
    const odd = fc.string({ unit: fc.constantFrom(...'az09._-'), minLength: 3, maxLength: 6 })
    const sets = fc.uniqueArray(odd, { maxLength: 15 })
    await fc.assert(fc.asyncProperty(sets, fc.integer({ min: 1, max: 5 }), oneRun), { numRuns: 25 })
  })

  t.test('a page tells who each member is and what they are', async (t) => {
    const stores = await open(t)
    const [ada, bob] = await threePeople(stores)
    const id = await groupOf(stores, bob.id, ada.id)
    const page = await stores.memberships.members(id, { after: null, limit: 10 })
    t.same(
      page.map(({ user }) => user),
      [ada, bob],
    )
    const bobs = await stores.memberships.of(id, bob.id)
    t.same([page[1]?.role, page[1]?.joinedAt], [bobs?.role, bobs?.joinedAt])
    t.same(await stores.memberships.members(newConversationId(), { after: null, limit: 10 }), [])
  })
}

function reading(t: Test, open: OpenStores): void {
  t.test('read positions only move forward', async (t) => {
    const stores = await open(t)
    const [ada, bob] = await threePeople(stores)
    const id = await groupOf(stores, ada.id, bob.id)
    const read = (userId: UserId, ...seqs: number[]) =>
      stores.memberships.advanceRead(seqs.map((seq) => ({ conversationId: id, userId, seq })))
    t.same(await read(ada.id, 5, 9, 7), [true, true, false])
    t.same(await read(ada.id, 3), [false])
    t.same(await read(ada.id, 9), [false], 'nor does it move to where it is')
    t.equal((await stores.memberships.of(id, ada.id))?.readSeq, 9)
    t.equal((await stores.memberships.of(id, bob.id))?.readSeq, 0)
    t.same(await stores.memberships.advanceRead([]), [])
    const both = [ada.id, bob.id].map((userId) => ({ conversationId: id, userId, seq: 9 }))
    t.same(await stores.memberships.advanceRead(both), [false, true], 'each for itself')
    const twice = [10, 10].map((seq) => ({ conversationId: id, userId: ada.id, seq }))
    t.same(await stores.memberships.advanceRead(twice), [true, false], 'and once')
    t.same(await read(newUserId(), 1), [false], 'a stranger has none')
  })

  t.test('hundreds of positions move in one step, without those of strangers', async (t) => {
    const stores = await open(t)
    const [ada, ...people] = await storedUsers(stores, 100)
    if (!ada) throw new Error('unreachable')
    const ids = people.map((person) => person.id)
    const groups = [await groupOf(stores, ada.id, ...ids), await groupOf(stores, ada.id, ...ids)]
    const positions = groups.flatMap((conversationId, g) =>
      [...ids, newUserId()].map((userId, i) => ({ conversationId, userId, seq: 10 * g + (i % 3) })),
    )
    await stores.memberships.advanceRead([
      ...positions,
      { conversationId: newConversationId(), userId: ada.id, seq: 1 },
    ])
    for (const [g, id] of groups.entries()) {
      const read = await Promise.all(ids.map((userId) => stores.memberships.of(id, userId)))
      t.ok(read.every((membership, i) => membership?.readSeq === 10 * g + (i % 3)))
    }
  })
}
