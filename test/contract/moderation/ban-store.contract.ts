import { limits, type UserId } from '@parley/shared'
import type { Test } from 'tap'

import { LimitReached, Outdated } from '../../../api/src/stores/errors.ts'
import { after, groupRecord, linkRecord, start, storedUser } from '../../support/databases/records.ts'
import type { OpenStores, StoresUnderTest } from '../stores-under-test.ts'

/** Ada owns an open group in which Bob moderates and Cyd is; Dee is not. */
async function world(stores: StoresUnderTest) {
  const people = ['ada', 'bob', 'cyd', 'dee'].map((name) => storedUser(stores, name))
  const [ada, bob, cyd, dee] = (await Promise.all(people)).map(({ id }) => id)
  if (!ada || !bob || !cyd || !dee) throw new Error('unreachable')
  const { id } = await stores.conversations.createGroup(groupRecord('Engine'), ada)
  await stores.memberships.add(id, [bob, cyd], 0, start)
  await stores.memberships.setRole(id, { userId: bob, role: 'moderator', byId: ada })
  const ban = (userId: UserId, bannedBy = ada, reason = '', bannedAt = start) =>
    stores.bans.ban({ conversationId: id, userId, bannedBy, reason, bannedAt })
  return { ada, bob, cyd, dee, id, ban }
}

type World = Awaited<ReturnType<typeof world>>

const ways: Record<string, (stores: StoresUnderTest, all: World) => Promise<unknown>> = {
  'joining it while it is open': (stores, { id, dee }) => stores.memberships.join(id, dee, 0, start),
  'being added': async (stores, { id, dee, ada }) =>
    (await stores.memberships.add(id, [dee], 0, start, { byId: ada }))[0] ?? null,
  'an invitation': async (stores, { id, dee, ada }) => {
    const { fresh } = await stores.invitations.invite(id, ada, [dee], start)
    if (fresh.length === 0) return null
    return stores.invitations.accept(id, dee, 0, start)
  },
  'an invitation link': async (stores, { id, dee, ada }) => {
    const link = linkRecord(id, ada, { usesMax: 1 })
    await stores.invitationLinks.create(link)
    const readsFromSeq = await stores.invitationLinks.accept(link, dee, 0, start)
    const uses = (await stores.invitationLinks.byHash(link.hash))?.uses
    if (uses !== (readsFromSeq === null ? 0 : 1)) throw new Error('A use was counted that was none.')
    return readsFromSeq
  },
}

export function banStoreContract(t: Test, open: OpenStores): void {
  for (const [way, enter] of Object.entries(ways)) {
    t.test(`who is banned does not enter by ${way}, and does once the ban is lifted`, async (t) => {
      const stores = await open(t)
      const all = await world(stores)
      const { id, dee, ada, ban } = all
      t.same(await ban(dee), { wasMember: false, wasInvited: false })
      t.equal(await enter(stores, all), null)
      t.equal(await stores.memberships.of(id, dee), null)
      t.equal((await stores.conversations.byId(id))?.memberCount, 3)
      t.equal(await stores.bans.lift(id, dee, ada), true)
      t.equal(await stores.bans.lift(id, dee, ada), false)
      t.not(await enter(stores, all), null)
      t.not(await stores.memberships.of(id, dee), null)
    })
  }

  t.test('a ban ends the membership, which the person’s devices hear of', async (t) => {
    const stores = await open(t)
    const { id, cyd, bob, ban } = await world(stores)
    const version = async () => (await stores.users.versions([cyd])).get(cyd)
    const before = await version()
    t.same(await ban(cyd, bob), { wasMember: true, wasInvited: false })
    t.equal(await stores.memberships.of(id, cyd), null)
    t.not(await version(), before)
    t.equal((await stores.conversations.byId(id))?.memberCount, 2)
    t.same(await stores.bans.among(id, [cyd, bob]), new Set([cyd]))
    t.same(await stores.bans.among(id, []), new Set())
  })

  t.test('a ban ends the invitation that is open, and those that they made', async (t) => {
    const stores = await open(t)
    const { id, ada, bob, dee, ban } = await world(stores)
    const eve = await storedUser(stores, 'eve')
    await stores.invitations.invite(id, ada, [dee], start)
    await stores.invitations.invite(id, bob, [eve.id], start)
    t.same(await ban(dee), { wasMember: false, wasInvited: true })
    t.same(await stores.invitations.ofUser(dee), [])
    t.equal(await stores.invitations.accept(id, dee, 0, start), null)
    await ban(bob)
    t.same(await stores.invitations.ofUser(eve.id), [])
  })

  t.test('a second ban takes the place of the first, whoever makes it', async (t) => {
    const stores = await open(t)
    const { id, ada, bob, cyd, ban } = await world(stores)
    await ban(cyd, ada, 'first')
    t.same(await ban(cyd, bob, 'second', after(5)), { wasMember: false, wasInvited: false })
    const [only, ...others] = await stores.bans.ofGroup(id, null, 9)
    const expected = { conversationId: id, userId: cyd, bannedBy: bob, reason: 'second', bannedAt: after(5) }
    t.same([only, others], [expected, []])
  })

  t.test('nobody is banned by who may not, nor is a ban lifted', async (t) => {
    const stores = await open(t)
    const { id, ada, bob, cyd, dee, ban } = await world(stores)
    for (const [userId, byId] of [
      [bob, cyd],
      [dee, cyd],
      [ada, bob],
      [bob, bob],
      [cyd, dee],
    ] as const)
      await t.rejects(ban(userId, byId), Outdated)
    await ban(dee)
    await t.rejects(stores.bans.lift(id, dee, cyd), Outdated)
    await stores.memberships.setRole(id, { userId: bob, role: 'member', byId: ada })
    await t.rejects(ban(cyd, bob), Outdated)
    await t.rejects(stores.bans.lift(id, dee, bob), Outdated)
    t.same(
      (await stores.bans.ofGroup(id, null, 9)).map(({ userId }) => userId),
      [dee],
    )
    t.not(await stores.memberships.of(id, cyd), null)
  })

  t.test('the latest are listed first, a page at a time, of one group', async (t) => {
    const stores = await open(t)
    const { id, ada, ban } = await world(stores)
    const records = ['pat', 'quin', 'ruth', 'sid'].map((name) => storedUser(stores, name))
    const people = (await Promise.all(records)).map((one) => one.id)
    const other = await stores.conversations.createGroup(groupRecord('Loom'), ada)
    for (const [at, userId] of people.entries()) await ban(userId, ada, '', after(Math.floor(at / 2)))
    const elsewhere = { conversationId: other.id, userId: ada, bannedBy: ada, reason: '', bannedAt: start }
    await t.rejects(stores.bans.ban(elsewhere), Outdated, 'the owner')
    for (const userId of people) await stores.bans.ban({ ...elsewhere, userId })
    const all = await stores.bans.ofGroup(id, null, 9)
    t.same(new Set(all.slice(0, 2).map(({ userId }) => userId)), new Set(people.slice(2)))
    const pages = [await stores.bans.ofGroup(id, null, 1)]
    for (const last of all) pages.push(await stores.bans.ofGroup(id, last, 1))
    t.same(pages.flat(), all)
  })

  t.test('their search of groups leaves out what they are banned from', async (t) => {
    const stores = await open(t)
    const { ada, dee, ban } = await world(stores)
    await stores.conversations.createGroup(groupRecord('Engine two'), ada)
    await ban(dee)
    const names = async (prefix: string, viewerId: UserId, limit = 9) => {
      const found = await stores.conversations.findListed({ prefix, after: null, limit, viewerId })
      return found.map(({ name }) => name)
    }
    for (const prefix of ['', 'eng', 'engine']) {
      t.same(await names(prefix, dee), ['Engine two'])
      t.same(await names(prefix, dee, 1), ['Engine two'])
      t.same(await names(prefix, ada), ['Engine', 'Engine two'])
    }
  })

  t.test('bans end with the group, and with the account', async (t) => {
    const stores = await open(t)
    const { id, cyd, dee, ban } = await world(stores)
    await ban(cyd)
    await ban(dee)
    await stores.users.remove(dee, start)
    t.same(
      (await stores.bans.ofGroup(id, null, 9)).map(({ userId }) => userId),
      [cyd],
    )
    await stores.conversations.closeGroup(id, start)
    t.same(await stores.bans.ofGroup(id, null, 9), [])
    t.equal(await ban(cyd), null)
  })

  t.test('as many are banned as can be, and one of them may be banned anew', async (t) => {
    const stores = await open(t)
    const { id, ada, cyd, dee, ban } = await world(stores)
    await stores.pretendBans(id, ada, limits.bansMax - 1)
    await ban(dee)
    await t.rejects(ban(cyd), LimitReached)
    t.not(await stores.memberships.of(id, cyd), null)
    t.same(await ban(dee), { wasMember: false, wasInvited: false })
  })

  t.test('banning and entering at the same instant leaves nobody in who is banned', async (t) => {
    const stores = await open(t)
    const { id, ada, dee, ban } = await world(stores)
    for (let round = 0; round < 10; round++) {
      const [ends] = await Promise.all([ban(dee), stores.memberships.join(id, dee, 0, start)])
      t.equal(await stores.memberships.of(id, dee), null)
      t.same((await stores.bans.among(id, [dee])).size, 1)
      t.not(ends, null)
      await stores.bans.lift(id, dee, ada)
    }
    t.equal((await stores.conversations.byId(id))?.memberCount, 3)
  })

  t.test('handing over to whoever is banned at the same instant leaves one owner', async (t) => {
    const stores = await open(t)
    const { id, ada, bob, cyd, ban } = await world(stores)
    for (let round = 0; round < 10; round++) {
      const [banned] = await Promise.allSettled([ban(cyd, bob), stores.memberships.handOver(id, ada, cyd)])
      const owners = await stores.memberships.members(id, { after: null, limit: 9 })
      const [owner, ...others] = owners.filter(({ role }) => role === 'owner')
      t.same([owner?.user.id, others], [banned.status === 'fulfilled' ? ada : cyd, []])
      await stores.memberships.handOver(id, cyd, ada)
      await stores.bans.lift(id, cyd, ada)
      await stores.memberships.add(id, [cyd], 0, start)
    }
  })
}
