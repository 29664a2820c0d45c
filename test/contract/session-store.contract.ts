import type { Test } from 'tap'

import { after, day, newSessionId, sessionRecord, start, storedUser } from '../support/databases/records.ts'
import type { OpenStores } from './stores-under-test.ts'

export function sessionStoreContract(t: Test, open: OpenStores): void {
  keeping(t, open)
  ofTheDeleted(t, open)
  tombstones(t, open)
  ofOnePerson(t, open)
  sweeping(t, open)
}

function keeping(t: Test, open: OpenStores): void {
  t.test('a session is read back as it was stored, and replaced by the next one', async (t) => {
    const stores = await open(t)
    const session = sessionRecord((await storedUser(stores, 'ada')).id)
    t.equal(await stores.sessions.byHash(session.idHash), null)
    t.equal(await stores.sessions.put(session), true)
    t.same(await stores.sessions.byHash(session.idHash), session)
    const next = { ...session, data: 'sealed anew', lastSeenAt: after(5) }
    t.equal(await stores.sessions.put(next), true)
    t.same(await stores.sessions.byHash(session.idHash), next)
  })

  t.test('a touch moves last seen forward and nothing else', async (t) => {
    const stores = await open(t)
    const session = sessionRecord((await storedUser(stores, 'ada')).id)
    await stores.sessions.put(session)
    await stores.sessions.touch(session.idHash, after(9))
    await stores.sessions.touch(session.idHash, after(3))
    t.same(await stores.sessions.byHash(session.idHash), { ...session, lastSeenAt: after(9) })
    await stores.sessions.touch('unknown', after(9))
    t.equal(await stores.sessions.byHash('unknown'), null)
  })
}

function ofTheDeleted(t: Test, open: OpenStores): void {
  t.test('a session of a deleted account is not found, whenever it was stored', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const [before, later, other] = [ada, ada, bob].map(({ id }) => sessionRecord(id))
    if (!before || !later || !other) throw new Error('there are three sessions')
    await stores.sessions.put(before)
    await stores.sessions.put(other)
    await stores.users.remove(ada.id, after(1))
    await stores.sessions.put(later)
    t.equal(await stores.sessions.byHash(before.idHash), null)
    t.equal(await stores.sessions.byHash(later.idHash), null)
    t.same(await stores.sessions.ofUser(ada.id), [])
    t.same(await stores.sessions.byHash(other.idHash), other)
  })
}

function tombstones(t: Test, open: OpenStores): void {
  t.test('a session that has ended may not be put again', async (t) => {
    const stores = await open(t)
    const session = sessionRecord((await storedUser(stores, 'ada')).id)
    await stores.sessions.put(session)
    await stores.sessions.end(session.idHash, after(1))
    t.equal(await stores.sessions.put(session), false)
    await stores.sessions.touch(session.idHash, after(2))
    t.equal(await stores.sessions.byHash(session.idHash), null)
    t.same(await stores.sessions.ofUser(session.userId), [])
  })

  t.test('an id that ended before it was stored may not be put', async (t) => {
    const stores = await open(t)
    const session = sessionRecord((await storedUser(stores, 'ada')).id)
    await stores.sessions.end(session.idHash, after(1))
    await stores.sessions.end(session.idHash, after(2))
    t.equal(await stores.sessions.put(session), false)
    t.equal(await stores.sessions.byHash(session.idHash), null)
  })

  t.test('however a put and an end race, the session is ended', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    for (let round = 0; round < 50; round++) {
      const session = sessionRecord(id)
      const put = () => stores.sessions.put(session)
      const end = () => stores.sessions.end(session.idHash, after(1))
      await Promise.all(round % 2 ? [put(), end(), put()] : [end(), put(), put(), end()])
      if ((await stores.sessions.byHash(session.idHash)) !== null) t.fail(`round ${round} brought it back`)
      if (await put()) t.fail(`round ${round} let it be put`)
    }
    t.same(await stores.sessions.ofUser(id), [])
  })

  t.test('puts of one new session at once all succeed', async (t) => {
    const stores = await open(t)
    const session = sessionRecord((await storedUser(stores, 'ada')).id)
    const puts = await Promise.all(Array.from({ length: 20 }, () => stores.sessions.put(session)))
    t.ok(puts.every(Boolean))
    t.same(await stores.sessions.ofUser(session.userId), [session])
  })
}

function ofOnePerson(t: Test, open: OpenStores): void {
  t.test('a person has their own sessions, the last seen first', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const sessions = [3, 1, 2].map((ms) => sessionRecord(ada.id, { lastSeenAt: after(ms) }))
    for (const session of [...sessions, sessionRecord(bob.id)]) await stores.sessions.put(session)
    const seen = (await stores.sessions.ofUser(ada.id)).map((session) => session.lastSeenAt)
    t.same(seen, [after(3), after(2), after(1)])
  })

  t.test('one may not end the session of someone else', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const session = sessionRecord(ada.id)
    await stores.sessions.put(session)
    t.equal(await stores.sessions.endOne(bob.id, session.sessionId, after(1)), false)
    t.equal(await stores.sessions.endOne(ada.id, newSessionId(), after(1)), false)
    t.same(await stores.sessions.byHash(session.idHash), session)
    t.equal(await stores.sessions.endOne(ada.id, session.sessionId, after(1)), true)
    t.equal(await stores.sessions.endOne(ada.id, session.sessionId, after(1)), false)
    t.equal(await stores.sessions.put(session), false)
  })

  t.test('all sessions of a person end but the one that is spared', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const [kept, ...others] = [1, 2, 3].map(() => sessionRecord(ada.id))
    if (!kept) throw new Error('unreachable')
    for (const session of [kept, ...others, sessionRecord(bob.id)]) await stores.sessions.put(session)
    const ended = await stores.sessions.endAll(ada.id, kept.sessionId, after(1))
    t.same(new Set(ended), new Set(others.map((session) => session.sessionId)))
    t.same(await stores.sessions.ofUser(ada.id), [kept])
    t.same(await stores.sessions.endAll(ada.id, null, after(1)), [kept.sessionId])
    t.same(await stores.sessions.endAll(ada.id, null, after(1)), [])
    t.equal((await stores.sessions.ofUser(bob.id)).length, 1)
  })
}

function sweeping(t: Test, open: OpenStores): void {
  t.test('what expired or was idle too long is forgotten, some at a time, and nothing else', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const expired = [1, 2, 3].map(() =>
      sessionRecord(id, { lastSeenAt: after(5 * day), expiresAt: after(day) }),
    )
    const idle = [1, 2].map(() => sessionRecord(id, { lastSeenAt: start }))
    const live = sessionRecord(id, { lastSeenAt: after(5 * day) })
    for (const session of [...expired, ...idle, live]) await stores.sessions.put(session)
    const sweep = () => stores.sessions.sweep(after(2 * day), after(3 * day), 2)
    t.same([await sweep(), await sweep(), await sweep(), await sweep()], [2, 2, 1, 0])
    t.same(await stores.sessions.ofUser(id), [live])
  })

  t.test('a tombstone stays until the session would have expired', async (t) => {
    const stores = await open(t)
    const session = sessionRecord((await storedUser(stores, 'ada')).id, { expiresAt: after(day) })
    await stores.sessions.put(session)
    await stores.sessions.end(session.idHash, after(1))
    t.equal(await stores.sessions.sweep(after(day), start, 10), 0)
    t.equal(await stores.sessions.put(session), false)
    t.equal(await stores.sessions.sweep(after(day + 1), start, 10), 1)
  })
}
