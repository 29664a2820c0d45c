import fc from 'fast-check'
import type { Test } from 'tap'

import { Duplicate } from '../../api/src/stores/errors.ts'
import type { User } from '../../api/src/stores/user-store.ts'
import { fewAtOnce } from '../support/few-at-once.ts'
import { isNamedByReading } from '../support/models/named-by-reading.ts'
import {
  after,
  everyPage,
  groupRecord,
  newConversationId,
  newUserId,
  start,
  storedUser,
  userRecord,
} from '../support/databases/records.ts'
import type { OpenStores } from './stores-under-test.ts'

export function userStoreContract(t: Test, open: OpenStores): void {
  reading(t, open)
  creating(t, open)
  changing(t, open)
  replacingHashes(t, open)
  removing(t, open)
  searching(t, open)
  listing(t, open)
}

const full: Partial<User> = {
  displayName: 'Ada King, Lovelace 👩‍💻',
  bio: 'Notes\non the "Engine"; DROP TABLE users --',
  pronouns: 'she/her',
  statusText: 'ﬁn',
  location: {
    country: 'GB',
    region: 'England',
    city: 'London',
    timeZone: 'Europe/London',
    coordinates: { latitude: 51.5, longitude: -0.1 },
  },
  locationAudience: 'contacts',
  lastSeenAt: after(1),
}

function reading(t: Test, open: OpenStores): void {
  t.test('a person is read back as they were stored', async (t) => {
    const { users } = await open(t)
    const ada = userRecord('ada', full)
    await users.create(ada)
    t.same(await users.byId(ada.id), ada)
    t.same(await users.byUsername('ada'), ada)
    t.same(await users.byIds([ada.id, newUserId(), ada.id]), [ada])
  })

  t.test('nobody is found by what nobody has', async (t) => {
    const { users } = await open(t)
    t.equal(await users.byId(newUserId()), null)
    t.equal(await users.byUsername('ada'), null)
    t.same(await users.byIds([]), [])
  })
}

function creating(t: Test, open: OpenStores): void {
  t.test('of fifty who register one name, many at once, one gets it', async (t) => {
    const { users } = await open(t)
    const all = Array.from({ length: 50 }, () => userRecord('ada', { displayName: 'Ada' }))
    const reasons: unknown[] = []
    await fewAtOnce(all, (user) => users.create(user).catch((reason: unknown) => reasons.push(reason)))
    t.equal(reasons.length, all.length - 1)
    t.ok(reasons.every((reason) => reason instanceof Duplicate))
    t.equal((await users.search({ viewerId: newUserId(), prefix: 'ad', after: null, limit: 10 })).length, 1)
  })

  t.test('a name that was taken leaves nothing of who wanted it', async (t) => {
    const stores = await open(t)
    await storedUser(stores, 'ada')
    const late = userRecord('ada', { displayName: 'Imposter' })
    await t.rejects(stores.users.create(late), Duplicate)
    t.equal(await stores.users.byId(late.id), null)
    t.same(await stores.users.search({ viewerId: newUserId(), prefix: 'imp', after: null, limit: 10 }), [])
  })
}

function changing(t: Test, open: OpenStores): void {
  t.test('a change leaves what it does not name as it was', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada', full)
    const location = { country: 'FR', region: null, city: null, timeZone: null, coordinates: null }
    await stores.users.update(ada.id, { bio: 'New', location })
    t.same(await stores.users.byId(ada.id), { ...ada, bio: 'New', location })
    await stores.users.update(ada.id, {})
    t.same(await stores.users.byId(ada.id), { ...ada, bio: 'New', location })
  })

  t.test('last seen moves forward only', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada')
    await stores.users.setLastSeen(ada.id, after(2))
    await stores.users.setLastSeen(ada.id, after(1))
    t.same((await stores.users.byId(ada.id))?.lastSeenAt, after(2))
  })

  t.test('after a new display name one is found by it, and by the old one no more', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada', { displayName: 'Ada Byron' })
    await stores.users.update(ada.id, { displayName: 'Ada Lovelace' })
    const find = (prefix: string) =>
      stores.users.search({ viewerId: newUserId(), prefix, after: null, limit: 10 })
    t.equal((await find('love')).length, 1)
    t.equal((await find('byron')).length, 0)
  })
}

function replacingHashes(t: Test, open: OpenStores): void {
  t.test('of those who replace the same password hash at once, one does', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada', { passwordHash: 'old' })
    const replaced = await Promise.all(
      ['a', 'b', 'c'].map((hash) => stores.users.replaceHash(ada.id, 'old', hash)),
    )
    t.equal(replaced.filter(Boolean).length, 1)
    const winner = ['a', 'b', 'c'][replaced.indexOf(true)]
    t.equal((await stores.users.byId(ada.id))?.passwordHash, winner)
  })
}

function removing(t: Test, open: OpenStores): void {
  t.test('a deleted account keeps its id and its name and nothing else', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada', full)
    await stores.users.remove(ada.id, after(5))
    const empty = userRecord('ada', { id: ada.id, displayName: '', passwordHash: '', deletedAt: after(5) })
    t.same(await stores.users.byId(ada.id), empty)
    t.same(await stores.users.search({ viewerId: newUserId(), prefix: 'ada', after: null, limit: 10 }), [])
    t.same(await stores.users.search({ viewerId: newUserId(), prefix: '', after: null, limit: 10 }), [])
    await t.rejects(stores.users.create(userRecord('ada')), Duplicate)
  })

  t.test('nothing brings a deleted account back', async (t) => {
    const stores = await open(t)
    const ada = await storedUser(stores, 'ada', full)
    await stores.users.remove(ada.id, after(5))
    const gone = await stores.users.byId(ada.id)
    await stores.users.update(ada.id, { displayName: 'Ada' })
    t.equal(await stores.users.replaceHash(ada.id, '', 'new'), false)
    await stores.users.setLastSeen(ada.id, after(9))
    await stores.users.remove(ada.id, after(9))
    t.same(await stores.users.byId(ada.id), gone)
    t.same(await stores.users.search({ viewerId: newUserId(), prefix: 'ada', after: null, limit: 10 }), [])
  })
}

function searching(t: Test, open: OpenStores): void {
  t.test('the beginning of the username and of every word of the display name finds a person', async (t) => {
    const stores = await open(t)
    await storedUser(stores, 'countess', { displayName: 'Ada  KING\u00a0Lovelace 山田太郎' })
    const found = async (prefix: string) =>
      (await stores.users.search({ viewerId: newUserId(), prefix, after: null, limit: 10 })).length === 1
    for (const prefix of ['c', 'countess', 'ada', 'king', 'lovel', '山', '山田', '太郎', '@count', 'love ad'])
      t.ok(await found(prefix), prefix)
    for (const prefix of ['ountess', 'ing', 'countesses', '田山', 'bob', 'ada bob', 'king-ada'])
      t.notOk(await found(prefix), prefix)
  })

  t.test('accents, cases of any language and signs in a name are no matter', async (t) => {
    const stores = await open(t)
    const names = {
      'ada.lovelace': '(Ada)',
      jose: 'José Müller-Lüdenscheidt',
      odos: 'ΟΔΟΣΤΡΩΜΑ',
      ist: 'İstanbul Ivan Işık',
      obrien: 'Sinéad O’Brien',
      karl: 'Karl M. Davis',
      reza: 'رضا کاظمی',
    }
    for (const [username, displayName] of Object.entries(names))
      await storedUser(stores, username, { displayName })
    const found = async (prefix: string) =>
      (await stores.users.search({ viewerId: newUserId(), prefix, after: null, limit: 10 })).map(
        (user) => user.username,
      )
    for (const [typed, username] of [
      ['ada', 'ada.lovelace'],
      ['lovelace', 'ada.lovelace'],
      ['ada.love', 'ada.lovelace'],
      ['@ada.l', 'ada.lovelace'],
      ['JOSÉ', 'jose'],
      ['muller-lud', 'jose'],
      ['ludenscheidt jos', 'jose'],
      ['ΟΔΟΣ', 'odos'],
      ['οδος', 'odos'],
      ['istanbul', 'ist'],
      ['ivan', 'ist'],
      ['IŞIK', 'ist'],
      ['ışık', 'ist'],
      ['brien', 'obrien'],
      ["o'b", 'obrien'],
      ['karl davis', 'karl'],
      ['davis m. k', 'karl'],
      ['كاظمي', 'reza'],
    ] as const)
      t.same(await found(typed), [username], typed)
    t.same(await found(''), Object.keys(names).sort())
    t.same(await found('@'), Object.keys(names).sort(), 'before the first letter')
    for (const typed of ['karl karla', 'jos-muller', 'rien', 'o.r']) t.same(await found(typed), [], typed)
  })

  t.test('wildcards and quotes mean themselves', async (t) => {
    const stores = await open(t)
    await storedUser(stores, 'ada', { displayName: "100% 'sure' \\ _x" })
    await storedUser(stores, 'bob', { displayName: 'Bob 1000' })
    const names = async (prefix: string) =>
      (await stores.users.search({ viewerId: newUserId(), prefix, after: null, limit: 10 })).map(
        (user) => user.username,
      )
    t.same(await names('%'), [])
    t.same(await names('_'), ['ada'])
    t.same(await names('100%'), ['ada'])
    t.same(await names("'sure"), ['ada'])
    t.same(await names('\\'), ['ada'])
    t.same(await names("' or 1=1 --"), [])
    t.same(await names('b_b'), [])
  })

  t.test('pages together hold everyone once, in order, whatever the names', async (t) => {
    const stores = await open(t)
    let run = 0
    const oneRun = async (names: [string, string][], prefix: string, limit: number) => {
      run++
      const users = names.map(([name, displayName]) => userRecord(`${name}-${run}`, { displayName }))
      await Promise.all(users.map((user) => stores.users.create(user)))
      const page = (last: User | null) =>
        stores.users.search({ viewerId: newUserId(), prefix, after: last?.username ?? null, limit })
      const found = (await everyPage(page)).map((user) => user.username)
      await Promise.all(users.map((user) => stores.users.remove(user.id, start)))
      t.same(found, expected(users, prefix), JSON.stringify({ names, prefix, limit }))
    }
    await fc.assert(fc.asyncProperty(people, prefixes, pageSizes, oneRun), { numRuns: 30 })
  })
}

function listing(t: Test, open: OpenStores): void {
  t.test('there is somebody from the first account on, and still when it is deleted', async (t) => {
    const { users } = await open(t)
    t.equal(await users.hasAny(), false)
    const ada = userRecord('ada')
    await users.create(ada)
    t.equal(await users.hasAny(), true)
    await users.remove(ada.id, start)
    t.equal(await users.hasAny(), true)
  })

  t.test('of those who would be the first at once, exactly one is, and nobody later', async (t) => {
    const { users } = await open(t)
    const people = Array.from({ length: 8 }, (_, at) => userRecord(`first${at}`))
    const made = await Promise.all(people.map((user) => users.createFirst(user)))
    t.equal(made.filter(Boolean).length, 1)
    const found = await users.byIds(people.map(({ id }) => id))
    t.same(
      found.map(({ id }) => id),
      people.flatMap(({ id }, at) => (made[at] ? [id] : [])),
    )
    t.equal(await users.createFirst(userRecord('later')), false)
    t.equal(await users.byUsername('later'), null)
  })

  t.test('nobody is the first where somebody has registered as everybody may', async (t) => {
    const { users } = await open(t)
    await users.create(userRecord('ada'))
    t.equal(await users.createFirst(userRecord('bob')), false)
    t.equal(await users.byUsername('bob'), null)
  })

  t.test('a directory has neither whom one has blocked nor who has blocked one', async (t) => {
    const stores = await open(t)
    const [ada, bob, cyd] = await Promise.all(['ada', 'bob', 'cyd'].map((name) => storedUser(stores, name)))
    if (!ada || !bob || !cyd) throw new Error('Three people are stored.')
    await stores.blocks.block(ada.id, bob.id, start)
    await stores.blocks.block(cyd.id, ada.id, start)
    const names = async (viewer: User, prefix: string) => {
      const query = { viewerId: viewer.id, prefix, after: null, limit: 10 }
      return (await stores.users.search(query)).map(({ username }) => username)
    }
    t.same(await names(ada, ''), ['ada'])
    t.same(await names(ada, 'bo'), ['bob'], 'whom one has blocked is found by name, to unblock them')
    t.same(await names(ada, 'cy'), [])
    t.same(await names(bob, ''), ['bob', 'cyd'])
    t.same(await names(cyd, ''), ['bob', 'cyd'])
  })

  t.test('of acquaintances alone, one finds whom one shares a conversation with', async (t) => {
    const stores = await open(t)
    const { users, conversations, memberships, blocks } = stores
    const names = ['ada', 'ada.member', 'ada.direct', 'ada.stranger', 'ada.gone', 'ada.blocker']
    const people = await Promise.all(names.map((name) => storedUser(stores, name)))
    const [ada, member, direct, stranger, gone, blocker] = people
    if (!ada || !member || !direct || !stranger || !gone || !blocker)
      throw new Error('Six people are stored.')
    for (const name of ['Engine', 'Engine room']) {
      const { id } = await conversations.createGroup(groupRecord(name), member.id)
      await memberships.add(id, [ada.id, blocker.id], 0, start)
    }
    for (const other of [direct, gone])
      await conversations.openDirect(ada.id, other.id, newConversationId(), start)
    await users.remove(gone.id, start)
    await blocks.block(blocker.id, ada.id, start)

    const found = async (prefix: string, limit = 10) => {
      const page = (last: User | null) =>
        users.search({
          viewerId: ada.id,
          acquaintedOnly: true,
          prefix,
          after: last?.username ?? null,
          limit,
        })
      return (await everyPage(page)).map(({ username }) => username)
    }
    for (const limit of [1, 2, 10]) {
      t.same(await found('', limit), ['ada.direct', 'ada.member'])
      t.same(await found('ad', limit), ['ada.direct', 'ada.member'])
    }
    t.same(await found('ada.strange'), [])
    t.same(await found('ada.stranger'), ['ada.stranger'], 'by the whole username everyone is found')
    t.same(await found('ada.blocker'), ['ada.blocker'])
  })
}

const letters = fc.constantFrom(...'ab.é%_ﬁ ßİ\u{10ffff}\u0307A')
const usernames = fc.string({ unit: fc.constantFrom(...'ab0._-'), minLength: 3, maxLength: 6 })
const displayNames = fc.string({ unit: letters, minLength: 1, maxLength: 12 })
const people = fc.uniqueArray(fc.tuple(usernames, displayNames), {
  selector: ([name]) => name,
  maxLength: 15,
})
const prefixes = fc.string({ unit: letters, maxLength: 4 }).map((text) => text.trim().toLowerCase())
const pageSizes = fc.integer({ min: 1, max: 5 })

function expected(users: readonly User[], prefix: string): string[] {
  return users
    .filter(({ username, displayName }) => isNamedByReading(prefix, username, displayName))
    .map((user) => user.username)
    .sort()
}
