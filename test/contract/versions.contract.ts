import { limits, type UserId } from '@parley/shared'
import type { Test } from 'tap'

import { LimitReached } from '../../api/src/stores/errors.ts'
import {
  after,
  groupRecord,
  newConversationId,
  newSessionId,
  newUserId,
  sessionRecord,
  start,
  storedUser,
  storedUsers,
} from '../support/databases/records.ts'
import type { OpenStores, StoresUnderTest } from './stores-under-test.ts'

const names = ['ada', 'bob', 'cyd', 'dan'] as const

type Name = (typeof names)[number]
type Ids = Readonly<Record<Name, UserId>>

/** What raises the version of a user: everything that an instance keeps of people, and nothing else. */
export function versionsContract(t: Test, open: OpenStores): void {
  asking(t, open)
  memberships(t, open)
  blocks(t, open)
  sessions(t, open)
  refusals(t, open)
  together(t, open)
}

/** Four people, and whose versions a change raises. */
async function watching(stores: StoresUnderTest) {
  const users = await Promise.all(names.map((name) => storedUser(stores, name)))
  const ids = Object.fromEntries(users.map(({ username, id }) => [username, id])) as Ids
  const raisedBy = async (change: () => Promise<unknown>): Promise<Name[]> => {
    const all = names.map((name) => ids[name])
    const before = await stores.users.versions(all)
    await change()
    const now = await stores.users.versions(all)
    return names.filter((name) => (now.get(ids[name]) ?? 0) > (before.get(ids[name]) ?? 0))
  }
  return { ids, raisedBy }
}

function asking(t: Test, open: OpenStores): void {
  t.test('versions are told of all who exist, however many', async (t) => {
    const stores = await open(t)
    const users = (await storedUsers(stores, 12)).map(({ id }) => id)
    t.same(await stores.users.versions([]), new Map())
    t.same(await stores.users.versions([newUserId()]), new Map())
    const strangers = Array.from({ length: 1_500 }, newUserId)
    const asked = users.flatMap((id, at) => [id, ...strangers.slice(at * 125, (at + 1) * 125)])
    const versions = await stores.users.versions(asked)
    t.same([...versions.keys()].sort(), [...users].sort())
  })
}

function memberships(t: Test, open: OpenStores): void {
  t.test('who gets, loses or changes a membership gets another version, and nobody else does', async (t) => {
    const stores = await open(t)
    const { conversations, memberships } = stores
    const { ids, raisedBy } = await watching(stores)
    const { id } = groupRecord('Engine')
    const clear = async (userId: UserId): Promise<void> => {
      const [direct] = (await memberships.ofUser(userId)).filter(({ kind }) => kind === 'direct')
      if (direct) await memberships.clear(direct.conversationId, userId, 4)
    }
    const steps: [string, () => Promise<unknown>, Name[]][] = [
      ['new group', () => conversations.createGroup({ ...groupRecord('Engine'), id }, ids.ada), ['ada']],
      ['add', () => memberships.add(id, [ids.cyd, ids.bob], 0, start), ['bob', 'cyd']],
      ['add again', () => memberships.add(id, [ids.bob, ids.dan], 0, start), ['dan']],
      ['remove', () => memberships.remove(id, ids.dan), ['dan']],
      ['join', () => memberships.join(id, ids.dan, 0, start), ['dan']],
      ['hand over', () => memberships.handOver(id, ids.ada, ids.bob), ['ada', 'bob']],
      ['close', () => conversations.closeGroup(id, after(1)), ['ada', 'bob', 'cyd', 'dan']],
      [
        'direct',
        () => conversations.openDirect(ids.dan, ids.bob, newConversationId(), start),
        ['bob', 'dan'],
      ],
      ['notes', () => conversations.openDirect(ids.cyd, ids.cyd, newConversationId(), start), ['cyd']],
      ['clearing', () => clear(ids.bob), ['bob']],
      ['privacy', () => stores.users.update(ids.dan, { privacy: { presence: 'nobody' } }), ['dan']],
      ['privacy and name', () => stores.users.update(ids.dan, { displayName: 'D', privacy: {} }), ['dan']],
      ['end of an account', () => stores.users.remove(ids.cyd, after(2)), ['cyd']],
    ]
    for (const [name, change, raised] of steps) t.same(await raisedBy(change), raised, name)
  })

  t.test('what no instance keeps raises nothing', async (t) => {
    const stores = await open(t)
    const { conversations, memberships, users } = stores
    const { ids, raisedBy } = await watching(stores)
    const { id } = await conversations.createGroup(groupRecord('Engine'), ids.ada)
    const changes = {
      reading: () => memberships.advanceRead([{ conversationId: id, userId: ids.ada, seq: 5 }]),
      muting: () => memberships.setMuted(id, ids.ada, true, null),
      hiding: () => memberships.setHidden(id, ids.ada, 3),
      renaming: () => conversations.updateGroup(id, { name: 'Loom' }),
      profile: () => users.update(ids.ada, { displayName: 'Ada King' }),
      'last seen': () => users.setLastSeen(ids.ada, after(1)),
      session: () => stores.sessions.put(sessionRecord(ids.ada)),
    }
    for (const [name, change] of Object.entries(changes)) t.same(await raisedBy(change), [], name)
  })
}

function blocks(t: Test, open: OpenStores): void {
  t.test('who blocks, and who is blocked, gets another version, once', async (t) => {
    const stores = await open(t)
    const { ids, raisedBy } = await watching(stores)
    t.same(await raisedBy(() => stores.blocks.block(ids.ada, ids.bob, start)), ['ada', 'bob'])
    t.same(await raisedBy(() => stores.blocks.block(ids.ada, ids.bob, start)), [])
    t.same(await raisedBy(() => stores.blocks.unblock(ids.bob, ids.ada)), [])
    t.same(await raisedBy(() => stores.blocks.unblock(ids.ada, ids.bob)), ['ada', 'bob'])
    t.same(await raisedBy(() => stores.blocks.unblock(ids.ada, ids.bob)), [])
  })
}

function sessions(t: Test, open: OpenStores): void {
  t.test('whose sessions are ended gets another version, when there are any', async (t) => {
    const stores = await open(t)
    const { sessions } = stores
    const { ids, raisedBy } = await watching(stores)
    const [one, two, other] = [sessionRecord(ids.ada), sessionRecord(ids.ada), sessionRecord(ids.bob)]
    for (const session of [one, two, other]) await sessions.put(session)
    const endOne = (userId: UserId) => () => sessions.endOne(userId, one.sessionId, after(1))
    t.same(await raisedBy(endOne(ids.bob)), [], 'it is not theirs')
    t.same(await raisedBy(endOne(ids.ada)), ['ada'])
    t.same(await raisedBy(endOne(ids.ada)), [], 'it has ended')
    t.same(await raisedBy(() => sessions.endOne(ids.ada, newSessionId(), after(1))), [])
    const endAll = (except: typeof two.sessionId | null) => () => sessions.endAll(ids.ada, except, after(1))
    t.same(await raisedBy(endAll(two.sessionId)), [])
    t.same(await raisedBy(endAll(null)), ['ada'])
    t.same(await raisedBy(endAll(null)), [])
  })
}

function refusals(t: Test, open: OpenStores): void {
  t.test('what is refused raises nothing', async (t) => {
    const stores = await open(t)
    const { conversations, memberships } = stores
    const { ids, raisedBy } = await watching(stores)
    const { id } = await conversations.createGroup(groupRecord('Engine', { visibility: 'closed' }), ids.ada)
    await memberships.add(id, [ids.bob], 0, start)
    await conversations.openDirect(ids.ada, ids.bob, newConversationId(), start)
    await stores.pretendConversations(ids.dan, limits.conversationsPerUserMax)
    const refused = (change: Promise<unknown>) => t.rejects(change, LimitReached)
    const changes = {
      'add of one who may not': () => refused(memberships.add(id, [ids.cyd, ids.dan], 0, start)),
      'add of a member': () => memberships.add(id, [ids.bob], 0, start),
      'join of a closed group': () => memberships.join(id, ids.cyd, 0, start),
      'removal of the owner': () => memberships.remove(id, ids.ada),
      'removal of a stranger': () => memberships.remove(id, ids.cyd),
      'hand over to a stranger': () => memberships.handOver(id, ids.ada, ids.cyd),
      'hand over by a member': () => memberships.handOver(id, ids.bob, ids.ada),
      'direct conversation that exists': () =>
        conversations.openDirect(ids.bob, ids.ada, newConversationId(), start),
      'direct conversation too many': () =>
        refused(conversations.openDirect(ids.cyd, ids.dan, newConversationId(), start)),
      'group too many': () => refused(conversations.createGroup(groupRecord('Loom'), ids.dan)),
    }
    for (const [name, change] of Object.entries(changes)) t.same(await raisedBy(change), [], name)
    await conversations.closeGroup(id, after(1))
    t.same(await raisedBy(() => conversations.closeGroup(id, after(1))), [], 'a group that is closed')
    await stores.users.remove(ids.cyd, after(1))
    t.same(await raisedBy(() => stores.users.remove(ids.cyd, after(1))), [], 'an account that is gone')
  })
}

function together(t: Test, open: OpenStores): void {
  t.test('at no moment does one version have two sets of memberships', async (t) => {
    const stores = await open(t)
    const { ids } = await watching(stores)
    const { id } = await stores.conversations.createGroup(groupRecord('Engine'), ids.ada)
    const versionOf = async () => (await stores.users.versions([ids.bob])).get(ids.bob)
    const seen = new Map<number | undefined, string>()
    const changes = { isUnderWay: true }
    const look = async (): Promise<void> => {
      while (changes.isUnderWay) {
        const before = await versionOf()
        const roles = (await stores.memberships.ofUser(ids.bob)).map(({ role }) => role).join()
        if (before !== (await versionOf())) continue
        if ((seen.get(before) ?? roles) !== roles) t.fail(`version ${before} has ${roles || 'none'} too`)
        seen.set(before, roles)
      }
    }
    const looking = Promise.all([look(), look()])
    for (let round = 0; round < 20; round++) {
      await stores.memberships.add(id, [ids.bob], 0, start)
      await stores.memberships.remove(id, ids.bob)
    }
    changes.isUnderWay = false
    await looking
    t.ok(seen.size > 2, `${seen.size} versions were seen`)
  })

  t.test('many who change the same people at once lose no raise', async (t) => {
    const stores = await open(t)
    const { ids } = await watching(stores)
    const [a, b] = [ids.ada, ids.bob]
    const groups = Array.from({ length: 6 }, (_, at) => groupRecord(`Group ${at}`))
    for (const group of groups) {
      await stores.conversations.createGroup(group, a)
      await stores.memberships.add(group.id, [b], 0, start)
    }
    const before = await stores.users.versions([a, b])
    await Promise.all(
      groups.map(async ({ id }, at) => {
        await stores.memberships.handOver(id, a, b)
        const session = sessionRecord(at % 2 ? a : b)
        await stores.sessions.put(session)
        await stores.sessions.endOne(session.userId, session.sessionId, after(1))
        await stores.conversations.closeGroup(id, after(1))
      }),
    )
    const raised = (await stores.users.versions([a, b])).entries()
    for (const [id, version] of raised) t.equal(version - (before.get(id) ?? 0), 6 + 3 + 6)
  })
}
