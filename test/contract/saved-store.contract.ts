import { limits } from '@parley/shared'
import type { Test } from 'tap'

import { LimitReached } from '../../api/src/stores/errors.ts'
import type { SavedRecord } from '../../api/src/stores/accounts/saved-store.ts'
import { after, everyPage, newConversationId, start, storedUser } from '../support/databases/records.ts'
import type { OpenStores } from './stores-under-test.ts'

export function savedStoreContract(t: Test, open: OpenStores): void {
  t.test(
    'what is saved is there once, each change takes the next version, and no other person has it',
    async (t) => {
      const stores = await open(t)
      const { saved } = stores
      const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
      const [a, b] = [newConversationId(), newConversationId()]
      t.equal(await saved.version(ada.id), 0)
      t.equal(await saved.save(ada.id, { conversationId: a, seq: 3 }, start), 1)
      t.equal(await saved.save(ada.id, { conversationId: a, seq: 3 }, after(1)), null)
      t.equal(await saved.save(ada.id, { conversationId: b, seq: 3 }, after(2)), 2)
      t.equal(await saved.save(bob.id, { conversationId: a, seq: 3 }, start), 1)
      t.same(await saved.page(ada.id, { before: null, limit: 5 }), [
        { conversationId: b, seq: 3, version: 2, savedAt: after(2) },
        { conversationId: a, seq: 3, version: 1, savedAt: start },
      ])
      t.equal(await saved.remove(ada.id, { conversationId: a, seq: 4 }), null)
      t.equal(await saved.remove(ada.id, { conversationId: a, seq: 3 }), 3)
      t.equal(await saved.remove(ada.id, { conversationId: a, seq: 3 }), null)
      t.equal(await saved.version(ada.id), 3)
      t.same(await saved.places(ada.id), [{ conversationId: b, seq: 3 }])
      t.same(await saved.places(bob.id), [{ conversationId: a, seq: 3 }])
    },
  )

  t.test('two devices at the same instant save it once, and remove it once', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const place = { conversationId: newConversationId(), seq: 1 }
    const times = [1, 2, 3, 4, 5, 6]
    const made = await Promise.all(times.map(() => stores.saved.save(id, place, start)))
    t.same(
      made.filter((version) => version !== null),
      [1],
    )
    const undone = await Promise.all(times.map(() => stores.saved.remove(id, place)))
    t.same(
      undone.filter((version) => version !== null),
      [2],
    )
  })

  t.test('nobody saves more than one can, also where two come at once', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const conversationId = newConversationId()
    await stores.saved.save(id, { conversationId, seq: 1 }, start)
    await stores.pretendSaved(id, limits.savedMax - 1)
    const last = await Promise.allSettled(
      [2, 3].map((seq) => stores.saved.save(id, { conversationId, seq }, start)),
    )
    t.same(last.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    await t.rejects(stores.saved.save(id, { conversationId, seq: 4 }, start), LimitReached)
    t.equal(await stores.saved.save(id, { conversationId, seq: 1 }, start), null, 'what is there stays')
    t.equal((await stores.saved.places(id)).length, 2)
    t.equal(await stores.saved.remove(id, { conversationId, seq: 1 }), 3)
    t.equal(await stores.saved.save(id, { conversationId, seq: 4 }, start), 4)
  })

  t.test('it is paged, the last first, and goes with the account', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const conversationId = newConversationId()
    for (const seq of [5, 1, 4, 2, 3]) await stores.saved.save(id, { conversationId, seq }, start)
    const all = await everyPage<SavedRecord>((last) =>
      stores.saved.page(id, { before: last?.version ?? null, limit: 2 }),
    )
    t.same(
      all.map(({ seq }) => seq),
      [3, 2, 4, 1, 5],
    )
    await stores.users.remove(id, after(9))
    t.same(await stores.saved.places(id), [])
  })
}
