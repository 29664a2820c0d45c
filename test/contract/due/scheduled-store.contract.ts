import type { ClientId, FileId } from '@parley/shared'
import { limits } from '@parley/shared'
import type { Test } from 'tap'

import { Duplicate, LimitReached, Outdated } from '../../../api/src/stores/errors.ts'
import {
  after,
  day,
  newConversationId,
  scheduledRecord,
  start,
  storedUser,
} from '../../support/databases/records.ts'
import type { OpenStores } from '../stores-under-test.ts'

const long = { leaseMs: 60_000 }
/** Over as soon as it has begun. */
const over = { leaseMs: 0 }
const attachment = {
  id: '0b0b3b1e-7f0e-4a53-9f6e-0d6a0f6a6a01' as FileId,
  name: 'té.txt',
  type: 'text/plain',
  bytes: 3,
}

export function scheduledStoreContract(t: Test, open: OpenStores): void {
  t.test('what is scheduled is kept whole, the next first, and each person has their own', async (t) => {
    const stores = await open(t)
    const { scheduled } = stores
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const conversationId = newConversationId()
    const first = scheduledRecord({ userId: ada.id, conversationId, text: 'té 🎈', timeZone: 'Europe/Paris' })
    const more = { replyTo: 3, attachments: [attachment], sendAt: after(2 * day) }
    const second = scheduledRecord({ userId: ada.id, ...more })
    const state = { failure: null, version: 1 }
    t.same(await scheduled.add(second, start), { ...second, ...state, createdAt: start })
    await scheduled.add(first, after(1))
    await scheduled.add({ ...first, userId: bob.id }, start)
    const [a, b] = [
      { ...first, ...state, createdAt: after(1) },
      { ...second, ...state, createdAt: start },
    ]
    t.same(await scheduled.list(ada.id, null), [a, b])
    t.same(await scheduled.list(ada.id, second.conversationId), [b])
    t.same(await scheduled.of(first), a)
    await t.rejects(scheduled.add({ ...first, text: 'again' }, start), Duplicate)
    t.equal(await scheduled.cancel(first), true)
    t.equal(await scheduled.cancel(first), false)
    t.equal(await scheduled.of(first), null)
    t.equal((await scheduled.list(bob.id, null)).length, 1)
  })

  t.test('a change takes the next version, and a new time makes it wait again', async (t) => {
    const stores = await open(t)
    const { scheduled } = stores
    const { id: userId } = await storedUser(stores, 'ada')
    const record = await scheduled.add(scheduledRecord({ userId }), start)
    const leased = await scheduled.lease(record, long)
    t.ok(leased && (await scheduled.release(leased, record.sendAt, 'late')))
    t.match(await scheduled.change(record, { text: 'coffee?' }), {
      text: 'coffee?',
      failure: 'late',
      version: 3,
    })
    t.same(await scheduled.leaseDue(after(9 * day), 5, long), [], 'its author decides')
    const changed = await scheduled.change(record, { sendAt: after(7), timeZone: 'Asia/Tokyo' })
    t.match(changed, { sendAt: after(7), timeZone: 'Asia/Tokyo', failure: null, version: 4 })
    t.equal((await scheduled.leaseDue(after(7), 5, long)).length, 1)
    t.equal(await scheduled.change(scheduledRecord({ userId }), { text: 'x' }), null)
  })

  t.test('what is due is leased once, the longest due first, however many ask at once', async (t) => {
    const stores = await open(t)
    const { scheduled } = stores
    const { id: userId } = await storedUser(stores, 'ada')
    for (const ms of [4, 1, 3, 2, 9])
      await scheduled.add(scheduledRecord({ userId, sendAt: after(ms) }), start)
    t.same(
      (await scheduled.leaseDue(after(5), 2, over)).map(({ sendAt }) => sendAt),
      [after(1), after(2)],
    )
    const all = await Promise.all([1, 2, 3, 4].map(() => scheduled.leaseDue(after(5), 9, long)))
    const times = all.flat().map(({ sendAt }) => sendAt.getTime() - start.getTime())
    t.same(
      times.toSorted((a, b) => a - b),
      [1, 2, 3, 4],
    )
  })

  t.test('while it is leased nobody else changes it, and a lease that ended has no say', async (t) => {
    const stores = await open(t)
    const { scheduled } = stores
    const { id: userId } = await storedUser(stores, 'ada')
    const record = await scheduled.add(scheduledRecord({ userId }), start)
    const [dead] = await scheduled.leaseDue(after(day), 5, over)
    const leased = await scheduled.lease(record, long)
    t.ok(dead && leased)
    t.equal(await scheduled.lease(record, long), null)
    t.equal(await scheduled.change(record, { text: 'x' }), null)
    t.equal(await scheduled.cancel(record), false)
    if (!dead || !leased) return
    t.equal(await scheduled.release(dead, after(2 * day), 'not_available'), false)
    t.equal(await scheduled.release(leased, after(2 * day), null), true)
    t.same(await scheduled.leaseDue(after(2 * day - 1), 5, long), [], 'it is due later')
    t.equal((await scheduled.leaseDue(after(2 * day), 5, long)).length, 1)
    t.equal(await scheduled.remove(record), true, 'what was sent goes, whoever has a lease')
    t.equal(await scheduled.remove(record), false)
  })

  t.test('nobody schedules more than one can, also where two come at once', async (t) => {
    const stores = await open(t)
    const { scheduled } = stores
    const { id: userId } = await storedUser(stores, 'ada')
    const add = () => scheduled.add(scheduledRecord({ userId }), start)
    for (let count = 1; count < limits.scheduledMax; count++) await add()
    const last = await Promise.allSettled([add(), add()])
    t.same(last.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    await t.rejects(add(), LimitReached)
    t.equal((await scheduled.list(userId, null)).length, limits.scheduledMax)
  })

  t.test('it goes with the account, its files are looked at, and nothing comes after', async (t) => {
    const stores = await open(t)
    const { scheduled, files } = stores
    const { id: userId } = await storedUser(stores, 'ada')
    const record = await scheduled.add(scheduledRecord({ userId, attachments: [attachment] }), start)
    const file = { id: attachment.id, uploaderId: userId, uploadId: 'x', name: 'té.txt', bytes: 3 }
    await files.begin({ ...file, durationMs: null, wave: null, createdAt: start, dueAt: after(9) }, 9_999)
    const content = { type: 'text/plain', bytes: 3, sha256: 'a' }
    await files.finish(file.id, content, after(9))
    await files.claim([file.id], userId, record, after(9))
    const kept = await files.byId(file.id)
    t.ok(kept && (await files.settle(kept, null), true))
    await stores.users.remove(userId, after(5))
    t.equal(await scheduled.of(record), null)
    t.equal((await files.due(after(5), 9)).length, 1)
    await t.rejects(scheduled.add({ ...record, clientId: file.id as string as ClientId }, start), Outdated)
  })
}
