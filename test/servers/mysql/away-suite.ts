import { performance } from 'node:perf_hooks'

import type { Test } from 'tap'

import { openMysqlStores } from '../../../api/src/adapters/mysql/open.ts'
import type { SqlStores } from '../../../api/src/adapters/sql/stores.ts'
import { Unavailable } from '../../../api/src/stores/errors.ts'
import {
  groupRecord,
  newConversationId,
  newUserId,
  sessionRecord,
  settle,
  start,
  storedUser,
  userRecord,
} from '../../support/databases/records.ts'

/** A server that a test may stop. */
export interface Stoppable {
  readonly url: URL
  start(): Promise<void>
  kill(): Promise<void>
  pause(): void | Promise<void>
  resume(): void
}

/** Two seconds are promised; a machine that is busy with other tests takes time of its own. */
const limitMs = 4_000
const recoveryMs = 10_000

/** One of every kind of call, none of which may wait for long or do anything but be refused. */
function everyCall(stores: SqlStores): Promise<unknown>[] {
  const [user, id] = [newUserId(), newConversationId()]
  return [
    stores.ping(),
    stores.users.byId(user),
    stores.users.create(userRecord('late')),
    stores.users.search({ viewerId: newUserId(), prefix: 'a', after: null, limit: 5 }),
    stores.users.remove(user, start),
    stores.sessions.byHash('hash'),
    stores.sessions.put(sessionRecord(user)),
    stores.sessions.end('hash', start),
    stores.sessions.endAll(user, null, start),
    stores.sessions.sweep(start, start, 5),
    stores.conversations.byId(id),
    stores.conversations.openDirect(user, newUserId(), id, start),
    stores.conversations.createGroup(groupRecord('Late'), user),
    stores.conversations.closeGroup(id, start),
    stores.memberships.listed(user),
    stores.memberships.add(id, [user], 0, start),
    stores.memberships.handOver(id, user, newUserId()),
    stores.memberships.advanceRead([{ conversationId: id, userId: user, seq: 1 }]),
    stores.activity.ofUser(user, null, 5),
    stores.throttles.fail('key', start, 60_000),
    stores.alone(() => Promise.resolve()),
  ]
}

async function refusesEverything(t: Test, stores: SqlStores): Promise<void> {
  const beginning = performance.now()
  // More than there are connections, so that some wait for one in vain.
  const { values, reasons } = await settle([...everyCall(stores), ...everyCall(stores)])
  t.ok(performance.now() - beginning < limitMs, 'in time')
  t.equal(values.length, 0, 'every one')
  t.same(new Set(reasons.map(nameOf)), new Set(['Unavailable']))
}

const nameOf = (reason: unknown): string => (reason instanceof Error ? reason.name : String(reason))

async function answersAgain(stores: SqlStores): Promise<void> {
  const beginning = performance.now()
  for (;;) {
    const failure = await stores.ping().then(
      () => null,
      (error: unknown) => error,
    )
    if (failure === null) return
    if (performance.now() - beginning > recoveryMs) throw failure
  }
}

export function awaySuite(t: Test, open: (t: Test) => Promise<{ server: Stoppable; url: string }>): void {
  const openStores = async (t: Test) => {
    const { server, url } = await open(t)
    const stores = await openMysqlStores({ url })
    t.teardown(() => stores.close())
    return { server, stores, url }
  }

  t.test('a server that was killed refuses every call at once, and is found again', async (t) => {
    const { server, stores, url } = await openStores(t)
    const ada = await storedUser(stores, 'ada')
    await server.kill()
    await refusesEverything(t, stores)
    await t.rejects(openMysqlStores({ url }), { name: 'Unavailable', message: /^MySQL cannot be reached: / })
    await server.start()
    await answersAgain(stores)
    t.same(await stores.users.byId(ada.id), ada)
    await storedUser(stores, 'late')
  })

  t.test('a server that says nothing is waited for no longer than two seconds', async (t) => {
    const { server, stores } = await openStores(t)
    const ada = await storedUser(stores, 'ada')
    await server.pause()
    await refusesEverything(t, stores)
    await refusesEverything(t, stores)
    server.resume()
    await answersAgain(stores)
    t.same(await stores.users.byId(ada.id), ada)
    await storedUser(stores, 'later')
  })

  t.test('what waits when a server falls silent or dies is refused in time too', async (t) => {
    const { server, stores } = await openStores(t)
    for (const stop of [async () => server.pause(), () => server.kill()]) {
      const users = Array.from({ length: 60 }, () => userRecord(`p${newUserId().slice(0, 12)}`))
      const creating = users.map((user) => stores.users.create(user))
      const first = await Promise.race(creating.map((created, index) => created.then(() => index)))
      const stopped = performance.now()
      await stop()
      const outcomes = await Promise.allSettled(creating)
      t.ok(performance.now() - stopped < limitMs)
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') t.match(outcome.reason, { name: 'Unavailable' })
      server.resume()
      await server.kill()
      await server.start()
      await answersAgain(stores)
      t.ok(await stores.users.byId(users[first]?.id ?? newUserId()), 'what was acknowledged is there')
      for (const [index, outcome] of outcomes.entries()) {
        const found = await stores.users.byId(users[index]?.id ?? newUserId())
        if (outcome.status === 'fulfilled') t.same(found, users[index])
      }
    }
  })

  t.test('it can be closed while the server says nothing', async (t) => {
    const { server, stores } = await openStores(t)
    await server.pause()
    const asked = t.rejects(stores.ping(), Unavailable)
    const beginning = performance.now()
    await stores.close()
    t.ok(performance.now() - beginning < limitMs + 500)
    await asked
    server.resume()
  })
}
