import type { ConversationId, UserId } from '@parley/shared'
import type { Test } from 'tap'

import { Outdated } from '../../../api/src/stores/errors.ts'
import type { Head } from '../../../api/src/stores/membership-store.ts'
import { groupRecord, linkRecord, start, storedUser, userRecord } from '../../support/databases/records.ts'
import type { OpenStores, StoresUnderTest } from '../stores-under-test.ts'

interface World {
  readonly ada: UserId
  readonly id: ConversationId
}

/** Each way into a group; it answers with who came. */
const ways: Record<string, (stores: StoresUnderTest, world: World, head: Head) => Promise<UserId>> = {
  joining: async (stores, { id }, head) => {
    const bob = await storedUser(stores, 'bob')
    await stores.memberships.join(id, bob.id, head, start)
    return bob.id
  },
  'being added': async (stores, { id, ada }, head) => {
    const bob = await storedUser(stores, 'bob')
    await stores.memberships.add(id, [bob.id], head, start, { byId: ada })
    return bob.id
  },
  'an invitation': async (stores, { id, ada }, head) => {
    const bob = await storedUser(stores, 'bob')
    await stores.invitations.invite(id, ada, [bob.id], start)
    await stores.invitations.accept(id, bob.id, head, start)
    return bob.id
  },
  'a link': async (stores, { id, ada }, head) => {
    const bob = await storedUser(stores, 'bob')
    const link = linkRecord(id, ada)
    await stores.invitationLinks.create(link)
    await stores.invitationLinks.accept(link, bob.id, head, start)
    return bob.id
  },
  'a link and an account by it': async (stores, { id, ada }, head) => {
    const user = userRecord('bob')
    const link = linkRecord(id, ada)
    await stores.invitationLinks.create(link)
    await stores.invitationLinks.register(link, user, head)
    return user.id
  },
}

async function world(stores: StoresUnderTest): Promise<World> {
  const ada = await storedUser(stores, 'ada')
  const { id } = await stores.conversations.createGroup(groupRecord('Engine'), ada.id)
  return { ada: ada.id, id }
}

export function historyContract(t: Test, open: OpenStores): void {
  for (const [way, enter] of Object.entries(ways)) {
    t.test(`who comes by ${way} reads from joining on where newcomers do, and all else`, async (t) => {
      const stores = await open(t)
      const { ada, id } = await world(stores)
      const { memberships, conversations } = stores
      await conversations.updateGroup(id, { history: 'from-joining' }, ada)
      const bob = await enter(stores, { ada, id }, async () => 7)
      t.match(await memberships.of(id, bob), { readsFromSeq: 8, readSeq: 7 })
      t.match(await memberships.of(id, ada), { readsFromSeq: 1 }, 'nothing changes for who is in it')

      await conversations.updateGroup(id, { history: 'all' }, ada)
      t.match(await memberships.of(id, bob), { readsFromSeq: 8 })
      await memberships.remove(id, bob)
      await memberships.add(id, [bob], async () => 9, start, { byId: ada })
      t.match(await memberships.of(id, bob), { readsFromSeq: 1, readSeq: 9 })
    })
  }

  t.test('what newcomers read is kept, all by itself, and a change is a version', async (t) => {
    const stores = await open(t)
    const { ada, id } = await world(stores)
    const before = await stores.conversations.byId(id)
    t.equal(before?.history, 'all')
    const changed = await stores.conversations.updateGroup(id, { history: 'from-joining' }, ada)
    t.match(changed, { history: 'from-joining', version: (before?.version ?? 0) + 1 })
    t.match((await stores.memberships.listedOne(ada, id))?.conversation, { history: 'from-joining' })
    const group = groupRecord('Loom', { history: 'from-joining' })
    t.match(await stores.conversations.createGroup(group, ada), { history: 'from-joining' })
  })

  t.test('who has lost the right at the last moment changes nothing', async (t) => {
    const stores = await open(t)
    const { ada, id } = await world(stores)
    const bob = await storedUser(stores, 'bob')
    await stores.memberships.add(id, [bob.id], 0, start)
    await stores.memberships.handOver(id, ada, bob.id)
    const changing = stores.conversations.updateGroup(id, { history: 'from-joining' }, ada)
    await t.rejects(changing, Outdated)
    t.match(await stores.conversations.byId(id), { history: 'all' })
  })

  t.test(
    'the last message is asked for only where somebody enters, and after a change of the setting',
    async (t) => {
      const stores = await open(t)
      const { ada, id } = await world(stores)
      let asked = 0
      const head = async () => (asked += 1)
      await stores.memberships.add(id, [ada], head, start)
      t.equal(asked, 0, 'who is in it already')
      const bob = await storedUser(stores, 'bob')
      const changing = stores.conversations.updateGroup(id, { history: 'from-joining' }, ada)
      await changing
      await stores.memberships.join(id, bob.id, head, start)
      t.match(await stores.memberships.of(id, bob.id), { readsFromSeq: asked + 1 })
    },
  )

  t.test('a group that was opened later than that is read from where it was opened', async (t) => {
    const stores = await open(t)
    const { ada, id } = await world(stores)
    const bob = await storedUser(stores, 'bob')
    await stores.conversations.updateGroup(id, { history: 'from-joining' }, ada)
    await stores.conversations.setVisibility(id, 'closed', 3)
    await stores.conversations.setVisibility(id, 'open', 5)
    t.equal(await stores.memberships.join(id, bob.id, 4, start), 5)
  })
}
