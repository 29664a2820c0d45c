import type { ActivityKind, UserId } from '@parley/shared'
import type { Test } from 'tap'

import { after, everyPage, newUserId, start, storedUser } from '../support/databases/records.ts'
import type { OpenStores } from './stores-under-test.ts'

const activity = (userId: UserId, kind: ActivityKind, at = start, address = '192.0.2.7') => ({
  userId,
  kind,
  at,
  address,
  device: 'Firefox on Linux',
  tokenName: null,
})

export function activityStoreContract(t: Test, open: OpenStores): void {
  t.test('the activity of a person comes back, the latest first', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    await stores.activity.append(activity(ada.id, 'registered', start))
    await stores.activity.append(activity(bob.id, 'registered', start))
    await stores.activity.append(activity(ada.id, 'signed-out', after(5)))
    const made = { ...activity(ada.id, 'token-created', after(9)), tokenName: 'Build bot' }
    await stores.activity.append(made)
    const found = await stores.activity.ofUser(ada.id, null, 10)
    t.same(
      found.map((record) => ({ ...record, position: 'any' })),
      [
        { ...made, position: 'any' },
        { ...activity(ada.id, 'signed-out', after(5)), position: 'any' },
        { ...activity(ada.id, 'registered', start), position: 'any' },
      ],
    )
    t.same(await stores.activity.ofUser(newUserId(), null, 10), [])
  })

  t.test('pages together hold everything once, also what happened in one instant', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada')
    const addresses = Array.from({ length: 23 }, (_, index) => `192.0.2.${index}`)
    for (const address of addresses)
      await stores.activity.append(activity(ada.id, 'signed-in', start, address))
    type Found = Awaited<ReturnType<typeof stores.activity.ofUser>>[number]
    const page = async (last: Found | null) => [
      ...(await stores.activity.ofUser(ada.id, last?.position ?? null, 5)),
    ]
    const found = await everyPage(page)
    t.same(
      found.map((record) => record.address),
      addresses.toReversed(),
    )
  })

  t.test('an address is known from which this person signed in since then', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    await stores.activity.append(activity(ada.id, 'signed-in', after(5), '192.0.2.1'))
    await stores.activity.append(activity(ada.id, 'registered', after(5), '192.0.2.2'))
    await stores.activity.append(activity(ada.id, 'sign-in-failed', after(5), '192.0.2.3'))
    const known = (user: typeof ada, beginnings: string[], since: Date) =>
      stores.activity.hasSignedInFrom(user.id, beginnings, since)
    t.equal(await known(ada, ['192.0.2.1'], after(5)), true)
    t.equal(await known(ada, ['192.0.2.2'], after(5)), true)
    t.equal(await known(ada, ['192.0.2.1'], after(6)), false)
    t.equal(await known(ada, ['192.0.2.3'], start), false)
    t.equal(await known(bob, ['192.0.2.'], start), false)
    t.equal(await known(ada, ['192.0.2.'], start), true)
    t.equal(await known(ada, ['192.0.3.', '192.0.1.', '192.0.20.', '192.0.2.0', '2001:db8:'], start), false)
    await stores.activity.append(activity(bob.id, 'signed-in', after(5), '2001:db8::7'))
    t.equal(await known(bob, ['2001:db8:0:', '2001:db8::'], start), true)
    t.equal(await known(bob, ['2001:db8:0:', '2001:db8:1:', '2001:db::'], start), false)
  })

  t.test('what is old is forgotten, some at a time', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada')
    for (const ms of [1, 2, 3, 9]) await stores.activity.append(activity(ada.id, 'signed-in', after(ms)))
    const sweep = () => stores.activity.sweep(after(9), 2)
    t.same([await sweep(), await sweep(), await sweep()], [2, 1, 0])
    const left = await stores.activity.ofUser(ada.id, null, 10)
    t.same(
      left.map((record) => record.at),
      [after(9)],
    )
  })
}
