import { limits } from '@parley/shared'
import type { Test } from 'tap'

import { LimitReached } from '../../api/src/stores/errors.ts'
import {
  after,
  day,
  newSessionId,
  sessionRecord,
  settle,
  storedUser,
  tokenRecord,
} from '../support/databases/records.ts'
import type { OpenStores } from './stores-under-test.ts'

export function accessTokenStoreContract(t: Test, open: OpenStores): void {
  keeping(t, open)
  limit(t, open)
  revoking(t, open)
  sweeping(t, open)
}

function keeping(t: Test, open: OpenStores): void {
  t.test('a token is found by its hash as it was stored, with or without an end', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const lastUse = { lastUsedOn: '2026-03-01', lastUsedFrom: '2001:db8:1::/48' }
    const token = tokenRecord(id, { name: 'Bäckup 🤖', scope: 'manage', lastUse })
    const endless = tokenRecord(id, { expiresAt: null })
    t.equal(await stores.tokens.byHash(token.hash), null)
    for (const one of [token, endless]) await stores.tokens.create(one)
    t.same(await stores.tokens.byHash(token.hash), token)
    t.same(await stores.tokens.byHash(endless.hash), endless)
  })

  t.test('its last use is another one, and all else stays', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const [token, other] = [tokenRecord(id), tokenRecord(id)]
    for (const one of [token, other]) await stores.tokens.create(one)
    for (const lastUsedOn of ['2026-03-01', '2026-03-02']) {
      const lastUse = { lastUsedOn, lastUsedFrom: '192.0.2.0/24' }
      await stores.tokens.noteUse(token.id, lastUse)
      t.same(await stores.tokens.byHash(token.hash), { ...token, lastUse })
    }
    t.same(await stores.tokens.byHash(other.hash), other)
  })

  t.test('a person has their own tokens, the latest first', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const tokens = [3, 1, 2].map((ms) => tokenRecord(ada.id, { createdAt: after(ms) }))
    for (const token of [...tokens, tokenRecord(bob.id)]) await stores.tokens.create(token)
    const made = (await stores.tokens.ofUser(ada.id)).map(({ createdAt }) => createdAt)
    t.same(made, [after(3), after(2), after(1)])
  })

  t.test('a token of a deleted account is not found, whenever it was stored', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const [before, later] = [tokenRecord(id), tokenRecord(id)]
    await stores.tokens.create(before)
    await stores.users.remove(id, after(1))
    await stores.tokens.create(later)
    for (const { hash } of [before, later]) t.equal(await stores.tokens.byHash(hash), null)
    t.same(await stores.tokens.ofUser(id), [])
  })
}

function limit(t: Test, open: OpenStores): void {
  t.test('however many are made at once, a person has so many at most', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const more = 5
    const tokens = Array.from({ length: limits.tokensPerUserMax + more }, () => tokenRecord(ada.id))
    const some = tokens.splice(0, limits.tokensPerUserMax - more)
    for (const token of some) await stores.tokens.create(token)
    const { values, reasons } = await settle(tokens.map((token) => stores.tokens.create(token)))
    t.equal(values.length, more)
    t.ok(reasons.every((reason) => reason instanceof LimitReached))
    t.equal((await stores.tokens.ofUser(ada.id)).length, limits.tokensPerUserMax)
    await t.resolves(stores.tokens.create(tokenRecord(bob.id)))
    await stores.tokens.remove(ada.id, some[0]?.id ?? newSessionId())
    await t.resolves(stores.tokens.create(tokenRecord(ada.id)), 'when one is revoked, there is room')
  })
}

function revoking(t: Test, open: OpenStores): void {
  t.test('one revokes a token of one’s own, once, and the version tells', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const versionOf = async () => (await stores.users.versions([ada.id])).get(ada.id)
    const token = tokenRecord(ada.id)
    await stores.tokens.create(token)
    const before = await versionOf()
    t.equal(await stores.tokens.remove(bob.id, token.id), null)
    t.equal(await stores.tokens.remove(ada.id, newSessionId()), null)
    t.equal(await versionOf(), before)
    t.same(await stores.tokens.byHash(token.hash), token)
    t.equal(await stores.tokens.remove(ada.id, token.id), token.name)
    t.not(await versionOf(), before)
    t.equal(await stores.tokens.remove(ada.id, token.id), null)
    t.equal(await stores.tokens.byHash(token.hash), null)
  })

  t.test('all of a person are revoked, and nobody else’s', async (t) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const versionOf = async () => (await stores.users.versions([ada.id])).get(ada.id)
    const tokens = [tokenRecord(ada.id), tokenRecord(ada.id)]
    for (const token of [...tokens, tokenRecord(bob.id)]) await stores.tokens.create(token)
    await stores.sessions.put(sessionRecord(ada.id))
    const before = await versionOf()
    t.same(new Set(await stores.tokens.removeAll(ada.id)), new Set(tokens.map(({ id }) => id)))
    t.not(await versionOf(), before)
    t.same(await stores.tokens.removeAll(ada.id), [])
    t.equal((await stores.tokens.ofUser(bob.id)).length, 1)
    t.equal((await stores.sessions.ofUser(ada.id)).length, 1)
  })
}

function sweeping(t: Test, open: OpenStores): void {
  t.test('what expired is forgotten, some at a time, and nothing else', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const expired = [1, 2, 3].map((ms) => tokenRecord(id, { expiresAt: after(ms) }))
    const kept = [tokenRecord(id, { expiresAt: after(day) }), tokenRecord(id, { expiresAt: null })]
    for (const token of [...expired, ...kept]) await stores.tokens.create(token)
    const sweep = () => stores.tokens.sweep(after(day), 2)
    t.same([await sweep(), await sweep(), await sweep()], [2, 1, 0])
    const left = (await stores.tokens.ofUser(id)).map((token) => token.id)
    t.same(new Set(left), new Set(kept.map((token) => token.id)))
  })
}
