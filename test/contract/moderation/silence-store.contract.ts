import type { Test } from 'tap'

import { Outdated } from '../../../api/src/stores/errors.ts'
import { after, day, groupRecord, start, storedUser } from '../../support/databases/records.ts'
import type { OpenStores } from '../stores-under-test.ts'

/** Ada owns an open group in which Bob and Cyd are. */
async function world(t: Test, open: OpenStores) {
  const stores = await open(t)
  const ada = await storedUser(stores, 'ada')
  const bob = await storedUser(stores, 'bob')
  const cyd = await storedUser(stores, 'cyd')
  const group = groupRecord('Engine', { visibility: 'open' })
  const { id } = await stores.conversations.createGroup(group, ada.id)
  await stores.memberships.add(id, [bob.id, cyd.id], 0, start)
  const act = { conversationId: id, userId: bob.id, actorId: ada.id }
  const endOf = async (userId = bob.id) => (await stores.memberships.of(id, userId))?.silencedUntil
  const silence = (until = after(day), more: Partial<typeof act> & { at?: Date } = {}) =>
    stores.silences.silence({ ...act, at: start, until, ...more })
  return { stores, ada: ada.id, bob: bob.id, cyd: cyd.id, id, act, endOf, silence }
}

export function silenceStoreContract(t: Test, open: OpenStores): void {
  t.test('a silence is of one member, and every view of the membership tells of it', async (t) => {
    const { stores, bob, cyd, id, act, endOf, silence } = await world(t, open)
    const end = after(day).toISOString()
    t.equal(await endOf(), null)
    t.equal(await silence(), true)
    t.same([await endOf(), await endOf(cyd)], [end, null])
    t.equal((await stores.memberships.listedOne(bob, id))?.membership.silencedUntil, end)
    t.equal((await stores.memberships.ofUser(bob))[0]?.silencedUntil, end)
    const members = await stores.memberships.members(id, { after: null, limit: 5 })
    t.same(
      members.map(({ silencedUntil }) => silencedUntil),
      [null, end, null],
    )
    t.same(await stores.silences.endsOf(id, [bob, cyd]), new Map([[bob, end]]))
    t.same(await stores.silences.endsOf(id, []), new Map())
    t.equal(await stores.silences.lift(act), true)
    t.equal(await endOf(), null)
    t.equal(await stores.silences.lift(act), false, 'there is none any more')
  })

  t.test('the later one stands, and the group and the person have another version each time', async (t) => {
    const { stores, bob, id, act, endOf, silence } = await world(t, open)
    const versions = async () => [
      (await stores.conversations.byId(id))?.version,
      (await stores.users.versions([bob])).get(bob),
    ]
    const [group = 0, person = 0] = await versions()
    await silence(after(2 * day))
    await silence(after(day))
    t.equal(await endOf(), after(day).toISOString())
    t.same(await versions(), [group + 2, person + 2])
    await stores.silences.lift(act)
    await stores.silences.lift(act)
    t.same(await versions(), [group + 3, person + 3], 'what changes nothing has none')
  })

  t.test('of two at once one stands, whole', async (t) => {
    const { endOf, silence } = await world(t, open)
    const ends = [after(day), after(2 * day)]
    t.same(await Promise.all(ends.map((end) => silence(end))), [true, true])
    const stands = await endOf()
    t.ok(ends.some((end) => end.toISOString() === stands))
  })

  t.test('it stays with who leaves and comes back, by themselves, added, or by a link', async (t) => {
    const { stores, bob, id, endOf, silence } = await world(t, open)
    await silence()
    await stores.memberships.remove(id, bob)
    t.equal(await stores.silences.endsOf(id, [bob]).then(({ size }) => size), 1)
    await stores.memberships.join(id, bob, 0, start)
    t.equal(await endOf(), after(day).toISOString())
    await stores.memberships.remove(id, bob)
    await stores.memberships.add(id, [bob], 0, start)
    t.equal(await endOf(), after(day).toISOString())
  })

  t.test('who is no member cannot be silenced, nor anybody in a group that has ended', async (t) => {
    const { stores, ada, bob, cyd, id, act, silence } = await world(t, open)
    await silence()
    await stores.memberships.remove(id, cyd)
    t.equal(await silence(after(day), { userId: cyd }), false)
    t.equal(await stores.silences.lift({ ...act, userId: cyd }), false)
    await stores.conversations.closeGroup(id, start)
    t.equal(await silence(), false)
    t.equal(await stores.silences.lift(act), false)
    t.same(await stores.silences.endsOf(id, [ada, bob, cyd]), new Map(), 'it took them along')
  })

  t.test('who may do it is asked again at the commit', async (t) => {
    const { stores, ada, bob, cyd, id, act, endOf, silence } = await world(t, open)
    await t.rejects(silence(after(day), { actorId: cyd }), Outdated, 'a member')
    await t.rejects(silence(after(day), { userId: ada, actorId: cyd }), Outdated)
    await silence()
    await t.rejects(stores.silences.lift({ ...act, actorId: cyd }), Outdated)
    await stores.pretendModerator(id, cyd)
    t.equal(await silence(after(2 * day), { actorId: cyd }), true, 'a moderator')
    await t.rejects(silence(after(day), { userId: ada, actorId: cyd }), Outdated, 'of the owner')
    await stores.pretendModerator(id, bob)
    await t.rejects(silence(after(day), { actorId: cyd }), Outdated, 'of another moderator')
    t.equal(await endOf(), after(2 * day).toISOString())
  })

  t.test('it ends for whom the group is handed to', async (t) => {
    const { stores, ada, bob, id, endOf, silence } = await world(t, open)
    await silence()
    await stores.memberships.handOver(id, ada, bob)
    t.equal(await endOf(), null)
  })

  t.test('what has ended is gone with the next one in the group, and nothing else is', async (t) => {
    const { stores, bob, cyd, id, silence } = await world(t, open)
    await silence(after(day))
    await silence(after(2 * day), { userId: cyd, at: after(day - 1) })
    t.equal((await stores.silences.endsOf(id, [bob, cyd])).size, 2)
    await silence(after(3 * day), { userId: cyd, at: after(day) })
    t.same([...(await stores.silences.endsOf(id, [bob, cyd])).keys()], [cyd])
  })
}
