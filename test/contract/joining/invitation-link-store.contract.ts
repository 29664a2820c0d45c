import { limits, type ConversationId, type InvitationLinkId, type UserId } from '@parley/shared'
import type { Test } from 'tap'

import { Duplicate, LimitReached } from '../../../api/src/stores/errors.ts'
import type { LinkRecord, NewLink } from '../../../api/src/stores/invitation-link-store.ts'
import {
  after,
  day,
  everyPage,
  groupRecord,
  linkRecord,
  newConversationId,
  newUserId,
  settle,
  start,
  storedUser,
  storedUsers,
  userRecord,
} from '../../support/databases/records.ts'
import type { OpenStores, StoresUnderTest } from '../stores-under-test.ts'

/** Ada owns a closed group; Bob and Cyd are not in it. */
async function world(stores: StoresUnderTest) {
  const [ada, bob, cyd] = await Promise.all([
    storedUser(stores, 'ada'),
    storedUser(stores, 'bob'),
    storedUser(stores, 'cyd'),
  ])
  const group = groupRecord('Engine', { visibility: 'closed' })
  const { id } = await stores.conversations.createGroup(group, ada.id)
  const link = async (more: Partial<NewLink> = {}): Promise<NewLink> => {
    const record = linkRecord(id, ada.id, more)
    await stores.invitationLinks.create(record)
    return record
  }
  return { ada: ada.id, bob: bob.id, cyd: cyd.id, id, link }
}

type World = Awaited<ReturnType<typeof world>>

const fresh = (link: NewLink): LinkRecord => ({ ...link, uses: 0, revoked: null, makerMay: true })

const usesOf = async (stores: StoresUnderTest, { hash }: NewLink): Promise<number | undefined> =>
  (await stores.invitationLinks.byHash(hash))?.uses

const isIn = async (stores: StoresUnderTest, id: ConversationId, userId: UserId): Promise<boolean> =>
  (await stores.memberships.of(id, userId)) !== null

/** After which nobody gets in by Ada's link. */
const endings: Record<string, (stores: StoresUnderTest, world: World, link: NewLink) => Promise<unknown>> = {
  'revoking it': (stores, { id, ada }, link) => stores.invitationLinks.revoke(id, link.id, ada, start),
  'its last use': (stores, { cyd }, link) => stores.invitationLinks.accept(link, cyd, 0, start),
  'handing the group over': async (stores, { id, ada, cyd }) => {
    await stores.memberships.add(id, [cyd], 0, start)
    await stores.memberships.handOver(id, ada, cyd)
  },
  'the end of the group': (stores, { id }) => stores.conversations.closeGroup(id, start),
}

export function invitationLinkStoreContract(t: Test, open: OpenStores): void {
  t.test(
    'a link is found by its hash alone, and listed with those of its group, the latest first',
    async (t) => {
      const stores = await open(t)
      const { ada, id, link } = await world(stores)
      const first = await link({ note: 'Aushang 🚩', usesMax: null, expiresAt: null })
      const second = await link({ createdAt: after(5) })
      const { id: elsewhere } = await stores.conversations.createGroup(groupRecord('Loom'), ada)
      await stores.invitationLinks.create(linkRecord(elsewhere, ada))
      t.same(await stores.invitationLinks.byHash(first.hash), fresh(first))
      t.equal(await stores.invitationLinks.byHash(first.id), null)
      t.same(await stores.invitationLinks.ofGroup(id, null, 5), [fresh(second), fresh(first)])
      t.same(await stores.invitationLinks.ofGroup(newConversationId(), null, 5), [])
    },
  )

  t.test('links that were made at one moment are on one page each', async (t) => {
    const stores = await open(t)
    const { id, link } = await world(stores)
    const made = []
    for (let count = 0; count < 5; count++) made.push(await link())
    const paged = await everyPage((last: LinkRecord | null) => stores.invitationLinks.ofGroup(id, last, 2))
    t.same(new Set(paged.map((one) => one.id)), new Set(made.map((one) => one.id)))
    t.equal(paged.length, 5)
  })

  t.test('to a group that has ended no link is kept', async (t) => {
    const stores = await open(t)
    const { id, link } = await world(stores)
    const before = await link()
    await stores.conversations.closeGroup(id, start)
    const later = await link()
    for (const { hash } of [before, later]) t.equal(await stores.invitationLinks.byHash(hash), null)
  })

  t.test('who accepts is a member that reads what the maker reads, and is counted for ever', async (t) => {
    const stores = await open(t)
    const { ada, bob, cyd, id, link } = await world(stores)
    await stores.conversations.setVisibility(id, 'open', 5)
    const one = await link({ usesMax: 2 })
    t.equal(await stores.invitationLinks.accept(one, bob, 6, after(7)), 1)
    t.match(await stores.memberships.of(id, bob), {
      role: 'member',
      readSeq: 6,
      readsFromSeq: 1,
      joinedAt: after(7),
    })
    t.match(await stores.conversations.byId(id), { memberCount: 2 })
    await stores.memberships.remove(id, bob)
    t.equal(await usesOf(stores, one), 1)
    await stores.memberships.join(id, cyd, 6, start)
    await stores.memberships.handOver(id, ada, cyd)
    const cyds = await link({ makerId: cyd })
    t.equal(
      await stores.invitationLinks.accept(cyds, bob, 6, start),
      5,
      'who joined herself hands on no more',
    )
  })

  t.test('a member uses nothing', async (t) => {
    const stores = await open(t)
    const { ada, bob, id, link } = await world(stores)
    const one = await link({ usesMax: 5 })
    t.equal(await stores.invitationLinks.accept(one, ada, 0, start), null)
    const accept = () => stores.invitationLinks.accept(one, bob, 0, start)
    t.same((await Promise.all([accept(), accept(), accept()])).toSorted(), [1, null, null])
    t.equal(await stores.invitationLinks.accept(one, newUserId(), 0, start), null, 'nor does who is nobody')
    t.equal(await usesOf(stores, one), 1)
    t.match(await stores.conversations.byId(id), { memberCount: 2 })
  })

  for (const [name, end] of Object.entries(endings)) {
    t.test(`after ${name} nobody joins or registers by it`, async (t) => {
      const stores = await open(t)
      const people = await world(stores)
      const { bob, id, link } = people
      const one = await link()
      await end(stores, people, one)
      const uses = await usesOf(stores, one)
      t.equal(await stores.invitationLinks.accept(one, bob, 0, start), null)
      t.equal(await stores.invitationLinks.register(one, userRecord('dan'), 0), null)
      t.same([await isIn(stores, id, bob), await stores.users.byUsername('dan')], [false, null])
      t.equal(await usesOf(stores, one), uses)
    })
  }

  t.test('it works until it expires, and again once its maker has the group back', async (t) => {
    const stores = await open(t)
    const { ada, bob, cyd, id, link } = await world(stores)
    const one = await link()
    t.equal(await stores.invitationLinks.accept(one, bob, 0, after(7 * day)), null)
    await stores.memberships.add(id, [cyd], 0, start)
    await stores.memberships.handOver(id, ada, cyd)
    t.match(await stores.invitationLinks.byHash(one.hash), { makerMay: false })
    await stores.memberships.handOver(id, cyd, ada)
    t.match(await stores.invitationLinks.byHash(one.hash), { makerMay: true })
    t.equal(await stores.invitationLinks.accept(one, bob, 0, after(7 * day - 1)), 1)
  })

  t.test('it is revoked once, in its own group, and stays in the list', async (t) => {
    const stores = await open(t)
    const { ada, cyd, id, link } = await world(stores)
    const one = await link()
    const { revoke } = stores.invitationLinks
    const revokeIt = (group: ConversationId, linkId: InvitationLinkId, by: UserId, ms: number) =>
      revoke.call(stores.invitationLinks, group, linkId, by, after(ms))
    t.equal(await revokeIt(newConversationId(), one.id, cyd, 1), false)
    t.equal(await revokeIt(id, linkRecord(id, ada).id, cyd, 1), false)
    t.equal(await revokeIt(id, one.id, ada, 2), true)
    t.equal(await revokeIt(id, one.id, cyd, 3), true)
    const revoked = { at: after(2), by: ada }
    t.same(await stores.invitationLinks.ofGroup(id, null, 5), [{ ...fresh(one), revoked }])
  })

  t.test('nothing is used where there is no room', async (t) => {
    const stores = await open(t)
    const { bob, id, link } = await world(stores)
    const one = await link()
    await stores.pretendMembers(id, limits.groupMembersMax)
    await t.rejects(stores.invitationLinks.accept(one, bob, 0, start), LimitReached)
    await t.rejects(stores.invitationLinks.register(one, userRecord('dan'), 0), LimitReached)
    await stores.pretendMembers(id, 1)
    await stores.pretendConversations(bob, limits.conversationsPerUserMax)
    await t.rejects(stores.invitationLinks.accept(one, bob, 0, start), LimitReached)
    t.same([await usesOf(stores, one), await stores.users.byUsername('dan')], [0, null])
    await stores.pretendConversations(bob, 0)
    t.equal(await stores.invitationLinks.accept(one, bob, 0, start), 1)
  })

  t.test('who registers has an account and is a member, or has neither', async (t) => {
    const stores = await open(t)
    const { id, link } = await world(stores)
    const one = await link()
    await t.rejects(stores.invitationLinks.register(one, userRecord('bob'), 3), Duplicate)
    t.equal(await usesOf(stores, one), 0)
    const dan = userRecord('dan', { createdAt: after(9) })
    t.equal(await stores.invitationLinks.register(one, dan, 3), 1)
    t.same(await stores.users.byUsername('dan'), dan)
    t.match(await stores.memberships.of(id, dan.id), { role: 'member', readSeq: 3, joinedAt: after(9) })
    t.match(await stores.users.search({ prefix: 'dan', after: null, limit: 5, viewerId: newUserId() }), [
      { id: dan.id },
    ])
    t.equal(await usesOf(stores, one), 1)
  })

  t.test('of fifty who use the last use at once, exactly one is in', async (t) => {
    const stores = await open(t)
    const { id, link } = await world(stores)
    const one = await link()
    const people = await storedUsers(stores, 50)
    const { values, reasons } = await settle(
      people.map((person) => stores.invitationLinks.accept(one, person.id, 0, start)),
    )
    t.same(reasons, [])
    t.same(
      values.filter((value) => value !== null),
      [1],
    )
    t.equal(await usesOf(stores, one), 1)
    t.match(await stores.conversations.byId(id), { memberCount: 2 })
    t.equal((await stores.memberships.members(id, { after: null, limit: 60 })).length, 2)
  })

  t.test('of those who register with the last use at once, exactly one has an account', async (t) => {
    const stores = await open(t)
    const { bob, id, link } = await world(stores)
    const one = await link()
    const people = Array.from({ length: 10 }, (_, at) => userRecord(`new${at}`))
    const { values, reasons } = await settle([
      ...people.map((person) => stores.invitationLinks.register(one, person, 0)),
      stores.invitationLinks.accept(one, bob, 0, start),
    ])
    t.same(reasons, [])
    t.equal(values.filter((value) => value !== null).length, 1)
    const accounts = await Promise.all(people.map(({ username }) => stores.users.byUsername(username)))
    const isBobIn = await isIn(stores, id, bob)
    t.equal(accounts.filter((account) => account !== null).length, isBobIn ? 0 : 1)
    t.match(await stores.conversations.byId(id), { memberCount: 2 })
  })

  t.test('used while it is revoked, or the group ends or is handed over, it is used or not', async (t) => {
    const stores = await open(t)
    const { ada, bob, cyd, id, link } = await world(stores)
    await stores.memberships.add(id, [cyd], 0, start)
    for (let round = 0; round < 5; round++) {
      const one = await link({ makerId: round % 2 === 0 ? ada : cyd })
      const [from, to] = round % 2 === 0 ? [ada, cyd] : [cyd, ada]
      const both: Promise<unknown>[] = [
        stores.memberships.handOver(id, from, to),
        stores.invitationLinks.accept(one, bob, 0, start),
        stores.invitationLinks.revoke(id, one.id, ada, start),
      ]
      t.same((await settle(both)).reasons, [])
      t.equal(await usesOf(stores, one), (await isIn(stores, id, bob)) ? 1 : 0)
      await stores.memberships.remove(id, bob)
    }
    const last = await link({ makerId: cyd })
    const ending = [
      stores.conversations.closeGroup(id, start),
      stores.invitationLinks.accept(last, bob, 0, start),
    ]
    t.same((await settle<unknown>(ending)).reasons, [])
    t.equal(await isIn(stores, id, bob), false)
  })
}
