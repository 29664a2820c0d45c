import { randomUUID } from 'node:crypto'

import type { ClientId, UserId } from '@parley/shared'
import { limits } from '@parley/shared'
import fc from 'fast-check'
import type { Test } from 'tap'

import type { ConversationRecord } from '../../api/src/stores/conversation-store.ts'
import { Duplicate, LimitReached } from '../../api/src/stores/errors.ts'
import { fewAtOnce } from '../support/few-at-once.ts'
import { isNamedByReading } from '../support/models/named-by-reading.ts'
import {
  after,
  everyPage,
  groupRecord,
  newConversationId,
  settle,
  start,
  storedUser,
  storedUsers,
} from '../support/databases/records.ts'
import type { OpenStores } from './stores-under-test.ts'

export function conversationStoreContract(t: Test, open: OpenStores): void {
  direct(t, open)
  groups(t, open)
  versions(t, open)
  closing(t, open)
  bounds(t, open)
  finding(t, open)
  expiring(t, open)
}

function expiring(t: Test, open: OpenStores): void {
  t.test('messages last as long as was said last, and a change is one', async (t) => {
    const stores = await open(t)
    const { conversations } = stores
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const { record } = await conversations.openDirect(ada.id, bob.id, newConversationId(), start)
    const group = await conversations.createGroup(groupRecord('Tea'), ada.id)
    for (const { id, version } of [record, group]) {
      const [day, week] = limits.expireAfterSeconds
      const set = (seconds: typeof day | typeof week | null) => conversations.setExpiry(id, seconds)
      t.same([await set(null), await set(day), await set(day), await set(week)], [false, true, false, true])
      t.match(await conversations.byId(id), { expireAfterSeconds: week, version: version + 2 })
      t.equal((await conversations.rules()).get(id)?.expireAfterSeconds, week)
    }
    await conversations.closeGroup(group.id, start)
    t.equal((await conversations.rules()).get(group.id), undefined)
    t.equal(await conversations.setExpiry(group.id, null), false)
    t.same(
      [await conversations.setExpiry(record.id, null), await conversations.setExpiry(record.id, null)],
      [true, false],
    )
    t.equal((await conversations.rules()).get(record.id), undefined)
    t.equal(await conversations.setExpiry(newConversationId(), limits.expireAfterSeconds[0]), false)
  })
}

function direct(t: Test, open: OpenStores): void {
  t.test('two people who open their conversation fifty times, many at once, are in one', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const pairs = Array.from({ length: 50 }, (_, i): [UserId, UserId] =>
      i % 2 ? [ada.id, bob.id] : [bob.id, ada.id],
    )
    const opened: Awaited<ReturnType<typeof stores.conversations.openDirect>>[] = []
    await fewAtOnce(pairs, async ([a, b]) => {
      opened.push(await stores.conversations.openDirect(a, b, newConversationId(), start))
    })
    t.equal(opened.filter(({ created }) => created).length, 1)
    t.equal(new Set(opened.map(({ record }) => record.id)).size, 1)
    const record = opened[0]?.record
    t.match(record, { kind: 'direct', name: null, topic: '', memberCount: 2, createdAt: start })
    const [own] = await stores.memberships.listed(ada.id)
    t.match(own, { conversation: record, membership: { role: 'member', readSeq: 0, muted: false } })
    t.same(own?.peer, { user: bob, readSeq: 0 })
    t.equal((await stores.memberships.listed(bob.id)).length, 1)
  })

  t.test('with oneself it is notes, always the same', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada')
    const open2 = () => stores.conversations.openDirect(ada.id, ada.id, newConversationId(), start)
    const [first, second] = [await open2(), await open2()]
    t.match(first, { created: true, record: { kind: 'notes', memberCount: 1 } })
    t.same(second, { created: false, record: first.record })
    t.equal((await stores.memberships.listed(ada.id))[0]?.peer, null)
  })
}

function groups(t: Test, open: OpenStores): void {
  t.test('a group begins with its owner', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada')
    const group = groupRecord('Analytical Engine', { topic: 'Cards', visibility: 'closed' })
    const record = await stores.conversations.createGroup(group, ada.id)
    t.same(record, {
      ...group,
      kind: 'group',
      description: '',
      picture: null,
      announcements: false,
      expireAfterSeconds: null,
      askToJoin: false,
      history: 'all',
      memberCount: 1,
      version: 1,
    })
    t.same(await stores.conversations.byId(group.id), record)
    t.match(await stores.memberships.of(group.id, ada.id), { role: 'owner', kind: 'group', joinedAt: start })
    t.equal(await stores.conversations.byId(newConversationId()), null)
  })

  t.test('an id that is taken makes no second group', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada')
    const group = groupRecord('One')
    await stores.conversations.createGroup(group, ada.id)
    await t.rejects(stores.conversations.createGroup({ ...group, name: 'Two' }, ada.id), Duplicate)
    t.equal((await stores.conversations.byId(group.id))?.name, 'One')
    t.equal((await stores.conversations.findListed({ prefix: 'two', after: null, limit: 5 })).length, 0)
  })

  t.test(
    'a clientId creates one group of each person for ever, and what became of it is known',
    async (t) => {
      const stores = await open(t)
      const { conversations } = stores
      const [ada, bob] = await storedUsers(stores, 2)
      if (!ada || !bob) throw new Error('unreachable')
      const clientId = randomUUID() as ClientId
      const naming = { creatorId: ada.id, clientId, digest: 'of what was asked for' }
      t.equal(await conversations.creation(ada.id, clientId), null)
      const tries = await Promise.allSettled(
        Array.from({ length: 8 }, (_, at) => conversations.createGroup(groupRecord(`${at}`), ada.id, naming)),
      )
      const made = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
      t.equal(made.length, 1)
      t.ok(refused.every((reason) => reason instanceof Duplicate))
      t.equal((await stores.memberships.listed(ada.id)).length, 1, 'and nothing is left of the others')
      const id = made[0]?.id ?? newConversationId()
      const known = { conversationId: id, digest: naming.digest, outcome: null }
      t.same(await conversations.creation(ada.id, clientId), known)
      await conversations.createGroup(groupRecord('Of Bob'), bob.id, { ...naming, creatorId: bob.id })
      await conversations.finishCreation(naming, '{"invited":[]}')
      await conversations.closeGroup(id, start)
      t.same(await conversations.creation(ada.id, clientId), { ...known, outcome: '{"invited":[]}' })
      await t.rejects(conversations.createGroup(groupRecord('Late'), ada.id, naming), Duplicate)
      await conversations.forgetCreation(naming)
      t.equal(await conversations.creation(ada.id, clientId), null)
      t.match(await conversations.creation(bob.id, clientId), { outcome: null }, 'nobody else’s')
    },
  )

  t.test('a change leaves what it does not name as it was', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada')
    const record = await stores.conversations.createGroup(groupRecord('One', { topic: 'Old' }), ada.id)
    const changed = await stores.conversations.updateGroup(record.id, { topic: 'New' })
    t.same(changed, { ...record, topic: 'New', version: 2 })
    t.same(await stores.conversations.updateGroup(record.id, {}), changed)
    t.equal(await stores.conversations.updateGroup(newConversationId(), { name: 'None' }), null)
    const longest = '한'.repeat(limits.groupDescriptionMax)
    const described = await stores.conversations.updateGroup(record.id, { description: longest })
    t.same(described, { ...record, topic: 'New', description: longest, version: 3 })
  })

  t.test('a direct conversation may not be changed or closed like a group', async (t) => {
    const stores = await open(t)
    const [ada, bob] = await storedUsers(stores, 2)
    if (!ada || !bob) throw new Error('unreachable')
    const { record } = await stores.conversations.openDirect(ada.id, bob.id, newConversationId(), start)
    t.equal(await stores.conversations.updateGroup(record.id, { name: 'Ours' }), null)
    t.same(await stores.conversations.closeGroup(record.id, start), [])
    t.same(await stores.conversations.byId(record.id), record)
    t.equal((await stores.memberships.listed(bob.id)).length, 1)
  })
}

function versions(t: Test, open: OpenStores): void {
  t.test('each change of a group or of who is in it gives it a higher version', async (t) => {
    const stores = await open(t)
    const [ada, bob, cyd] = await storedUsers(stores, 3)
    if (!ada || !bob || !cyd) throw new Error('unreachable')
    const { id } = await stores.conversations.createGroup(groupRecord('Engine'), ada.id)
    const changes = [
      () => stores.conversations.updateGroup(id, { name: 'Difference' }),
      () => stores.memberships.add(id, [bob.id, cyd.id], 0, start),
      () => stores.memberships.remove(id, cyd.id),
      () => stores.memberships.handOver(id, ada.id, bob.id),
      () => stores.conversations.setVisibility(id, 'closed', 2),
    ]
    let version = 1
    for (const change of changes) {
      await change()
      const next = (await stores.conversations.byId(id))?.version ?? 0
      t.ok(next > version, `${next} comes after ${version}`)
      version = next
    }
    await stores.conversations.updateGroup(id, {})
    await stores.memberships.add(id, [bob.id], 0, start)
    await stores.memberships.remove(id, cyd.id)
    await stores.memberships.handOver(id, ada.id, bob.id)
    await stores.conversations.setVisibility(id, 'closed', 3)
    t.equal((await stores.conversations.byId(id))?.version, version, 'what changes nothing gives it none')
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => stores.conversations.updateGroup(id, { topic: `Topic ${i}` })),
    )
    t.equal((await stores.conversations.byId(id))?.version, version + 8)
  })
}

function closing(t: Test, open: OpenStores): void {
  t.test('a closed group is absent everywhere and takes nobody', async (t) => {
    const stores = await open(t)
    const [ada, bob, cyd] = await storedUsers(stores, 3)
    if (!ada || !bob || !cyd) throw new Error('unreachable')
    const { id } = await stores.conversations.createGroup(groupRecord('Engine'), ada.id)
    await stores.memberships.add(id, [bob.id], 0, start)
    t.same(new Set(await stores.conversations.closeGroup(id, after(1))), new Set([ada.id, bob.id]))
    t.equal(await stores.conversations.byId(id), null)
    t.equal(await stores.memberships.of(id, ada.id), null)
    t.same(await stores.memberships.listed(bob.id), [])
    t.same(await stores.conversations.findListed({ prefix: 'engine', after: null, limit: 5 }), [])
    t.same(await stores.conversations.findListed({ prefix: '', after: null, limit: 5 }), [])
    t.same(await stores.memberships.add(id, [cyd.id], 0, start), [])
    t.equal(await stores.conversations.updateGroup(id, { name: 'Again' }), null)
    t.equal(await stores.conversations.setVisibility(id, 'closed', 1), null)
    t.equal(await stores.memberships.join(id, cyd.id, 0, start), null)
    t.same(await stores.conversations.closeGroup(id, after(2)), [])
  })
}

function bounds(t: Test, open: OpenStores): void {
  t.test('one is in no more conversations than one can be in, however many open at once', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const groupsMax = limits.conversationsPerUserMax - limits.conversationsKeptForDirect
    await stores.pretendConversations(ada.id, groupsMax - 10)
    const wanted = Array.from({ length: 15 }, (_, i) => groupRecord(`G${i}`))
    const { values, reasons } = await settle(
      wanted.map((group) => stores.conversations.createGroup(group, ada.id)),
    )
    t.equal(values.length, 10)
    t.ok(
      reasons.every((reason) => reason instanceof LimitReached && reason.limit === 'conversations-of-user'),
    )
    t.equal((await stores.memberships.listed(ada.id)).length, 10)

    const { id } = await stores.conversations.createGroup(groupRecord('Of Bob'), bob.id)
    await t.rejects(stores.memberships.add(id, [ada.id], 0, start), LimitReached)
    t.equal((await stores.conversations.byId(id))?.memberCount, 1)
    await stores.conversations.closeGroup(values[0]?.id ?? id, start)
    t.same(await stores.memberships.add(id, [ada.id], 0, start), [ada.id], 'an end makes room')
    await t.rejects(stores.conversations.createGroup(groupRecord('Full'), ada.id), LimitReached)
  })

  t.test('groups leave room for direct conversations, and these end at the length of the list', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const openDirect = () => stores.conversations.openDirect(bob.id, ada.id, newConversationId(), start)
    const { id } = await stores.conversations.createGroup(groupRecord('Engine'), bob.id)
    await stores.memberships.add(id, [ada.id], 0, start)
    await stores.pretendConversations(ada.id, limits.conversationsPerUserMax)
    await t.rejects(openDirect(), LimitReached)
    t.equal((await stores.memberships.listed(bob.id)).length, 1, 'nothing was written for the other one')
    await stores.memberships.remove(id, ada.id)
    await t.rejects(stores.memberships.add(id, [ada.id], 0, start), LimitReached)
    t.equal((await openDirect()).created, true)
  })
}

function finding(t: Test, open: OpenStores): void {
  t.test('open groups are found by the beginning of any word, closed ones never', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada')
    const names = async (prefix: string) =>
      (await stores.conversations.findListed({ prefix, after: null, limit: 9 })).map((group) => group.name)
    const { id } = await stores.conversations.createGroup(groupRecord('The 100% Engine'), ada.id)
    await stores.conversations.createGroup(groupRecord('engine Room', { visibility: 'closed' }), ada.id)
    t.same(await names('eng'), ['The 100% Engine'])
    t.same(await names('100% e'), ['The 100% Engine'])
    t.same(await names('%'), [])
    t.same(await names('ngine'), [])
    t.same(await names('engine the'), ['The 100% Engine'])
    t.same(await names('engine them'), [])
    t.same(await names('100 eng'), ['The 100% Engine'])
    await stores.conversations.updateGroup(id, { name: 'Loom' })
    t.same([await names('eng'), await names('lo')], [[], ['Loom']])
    await stores.conversations.setVisibility(id, 'closed', 2)
    t.same([await names('lo'), await names('')], [[], []])
    await stores.conversations.setVisibility(id, 'open', 3)
    t.same([await names('lo'), await names('')], [['Loom'], ['Loom']])
  })

  t.test('pages together hold every open group once, in order of name, whatever the names', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada')
    const oneRun = async (names: string[], prefix: string, limit: number) => {
      const made: ConversationRecord[] = []
      for (const name of names) made.push(await stores.conversations.createGroup(groupRecord(name), ada.id))
      const page = (last: ConversationRecord | null) =>
        stores.conversations.findListed({ prefix, after: last && { ...last, name: last.name ?? '' }, limit })
      const found = await everyPage(page)
      for (const { id } of made) await stores.conversations.closeGroup(id, start)
      const expected = made.filter(({ name }) => isNamedByReading(prefix, name ?? ''))
      t.same(found, expected.sort(byNameThenId), JSON.stringify({ names, prefix, limit }))
    }
    await fc.assert(fc.asyncProperty(groupNames, prefixes, pageSizes, oneRun), { numRuns: 30 })
  })
}

const letters = fc.constantFrom(...'ab.é%_ﬁ ßİ\u{10ffff}\uffee\u0307A')
const groupNames = fc.array(fc.string({ unit: letters, minLength: 1, maxLength: 8 }), { maxLength: 12 })
const prefixes = fc.string({ unit: letters, maxLength: 4 }).map((text) => text.trim().toLowerCase())
const pageSizes = fc.integer({ min: 1, max: 4 })

const fold = (text: string) => text.normalize('NFKC').toLowerCase().normalize('NFKC')

/** In the order of code points, as bytes of UTF-8 sort. */
function byNameThenId(a: ConversationRecord, b: ConversationRecord): number {
  return (
    Buffer.compare(Buffer.from(fold(a.name ?? '')), Buffer.from(fold(b.name ?? ''))) || (a.id < b.id ? -1 : 1)
  )
}
