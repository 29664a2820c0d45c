import t from 'tap'

import type { SessionId } from '@parley/shared'

import { Argon2Hasher } from '../../../api/src/adapters/crypto/argon2-hasher.ts'
import { SessionKeeper } from '../../../api/src/domain/accounts/sign-in/session-keeper.ts'
import type { Viewer } from '../../../api/src/domain/viewer.ts'
import { Unavailable } from '../../../api/src/stores/errors.ts'
import { accountsOver } from '../../support/app/accounts.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'
import { TestClock } from '../../support/app/clock.ts'
import { openTestStores } from '../../support/databases/stores.ts'

const password = 'a sentence nobody else has'
const origin = { address: '192.0.2.1', device: 'Firefox on Linux' }
const ada = { username: 'ada', password, displayName: 'Ada' }

/** Makes a session as a browser's would be. */
const open = async (keeper: SessionKeeper, userId: Viewer['userId'], name: number): Promise<Viewer> => {
  const sessionId = `00000000-0000-4000-8000-00000000000${name}` as SessionId
  const createdAt = new Date('2026-03-01T09:30:00.000Z')
  await keeper.save({ idHash: `hash ${name}`, sessionId, userId, data: '', createdAt, ...origin })
  return { userId, sessionId, scope: null, expiresAt: new Date('2026-05-30T09:30:00.000Z') }
}

t.test('a hash of a weaker cost is replaced at the next sign-in, and opens as before', async (t) => {
  const stores = await openTestStores(t)
  const { id } = await accountsOver({ stores, hasher: cheapHasher() }).registrations.register(ada, origin)
  const today = new Argon2Hasher({ memoryCost: 2_048, timeCost: 2, parallelism: 1 })
  const { signIns } = accountsOver({ stores, hasher: today })
  t.ok(today.isOutdated((await stores.users.byId(id))?.passwordHash ?? ''))
  await t.rejects(signIns.check({ username: 'ada', password: 'wrong' }, origin), {
    code: 'credentials_wrong',
  })
  t.ok(today.isOutdated((await stores.users.byId(id))?.passwordHash ?? ''), 'not by a wrong password')
  const user = await signIns.check({ username: 'ada', password }, origin)
  t.notOk(today.isOutdated((await stores.users.byId(id))?.passwordHash ?? ''))
  t.equal((await stores.users.byId(id))?.passwordHash, user.passwordHash)
  t.equal((await signIns.check({ username: 'ada', password }, origin)).id, id)
})

t.test('a sign-in with a password that is changed meanwhile gets no session', async (t) => {
  const stores = await openTestStores(t)
  const clock = new TestClock()
  const { registrations, signIns, accounts, bus } = accountsOver({ stores, clock })
  const keeper = new SessionKeeper(stores.sessions, clock)
  const user = await registrations.register(ada, origin)
  const owner = await open(keeper, user.id, 1)

  const checked = await signIns.check({ username: 'ada', password }, origin)
  await accounts.changePassword(owner, { currentPassword: password, newPassword: 'another sentence' }, origin)
  const late = await open(keeper, user.id, 2)
  bus.take()
  await t.rejects(signIns.complete(checked, late, origin), { code: 'credentials_wrong' })
  t.equal(await keeper.find('hash 2'), null)
  t.match(bus.take(), [{ event: { type: 'sessions-ended', sessionIds: [late.sessionId] } }])
  t.ok(await keeper.find('hash 1'))
})

t.test('a sign-in to an account that is deleted meanwhile gets no session', async (t) => {
  const stores = await openTestStores(t)
  const clock = new TestClock()
  const { registrations, signIns, accounts } = accountsOver({ stores, clock })
  const keeper = new SessionKeeper(stores.sessions, clock)
  const user = await registrations.register(ada, origin)
  const checked = await signIns.check({ username: 'ada', password }, origin)
  await accounts.delete(await open(keeper, user.id, 1), password)
  const late = await open(keeper, user.id, 2)
  await t.rejects(signIns.complete(checked, late, origin), { code: 'credentials_wrong' })
  t.same(await stores.sessions.ofUser(user.id), [])
})

for (const step of ['sessions', 'users'] as const) {
  t.test(`a deletion that breaks off at its ${step} leaves an account to delete again`, async (t) => {
    const stores = await openTestStores(t)
    const clock = new TestClock()
    const { registrations, signIns, accounts } = accountsOver({ stores, clock })
    const keeper = new SessionKeeper(stores.sessions, clock)
    const user = await registrations.register(ada, origin)
    const viewer = await open(keeper, user.id, 1)
    const endAll = stores.sessions.endAll.bind(stores.sessions)
    const remove = stores.users.remove.bind(stores.users)
    const away = () => Promise.reject(new Unavailable('away'))
    if (step === 'sessions') stores.sessions.endAll = away
    else stores.users.remove = away
    await t.rejects(accounts.delete(viewer, password), { name: 'Unavailable' })
    t.equal((await keeper.find('hash 1')) === null, step === 'users', 'nobody is signed in for nothing')

    stores.sessions.endAll = endAll
    stores.users.remove = remove
    t.ok(await signIns.check({ username: 'ada', password }, origin))
    await accounts.delete(await open(keeper, user.id, 2), password)
    t.same([await keeper.find('hash 1'), await keeper.find('hash 2')], [null, null])
  })
}

t.test('of two changes of the password at the same moment one wins', async (t) => {
  const stores = await openTestStores(t)
  const clock = new TestClock()
  const { registrations, accounts } = accountsOver({ stores, clock })
  const user = await registrations.register(ada, origin)
  const viewer = await open(new SessionKeeper(stores.sessions, clock), user.id, 1)
  const change = (newPassword: string) =>
    accounts.changePassword(viewer, { currentPassword: password, newPassword }, origin)
  const outcomes = await Promise.allSettled([change('the first sentence'), change('the second sentence')])
  t.same(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

t.test('a password is the same however its letters were composed', async (t) => {
  const { registrations, signIns } = accountsOver({ stores: await openTestStores(t) })
  await registrations.register({ ...ada, password: 'un caf\u00e9 noir' }, origin)
  t.ok(await signIns.check({ username: 'ada', password: 'un cafe\u0301 noir' }, origin))
})

t.test('the use of a session is noted, but not needed', async (t) => {
  const stores = await openTestStores(t)
  const clock = new TestClock()
  const { id } = await accountsOver({ stores, clock }).registrations.register(ada, origin)
  const keeper = new SessionKeeper(stores.sessions, clock)
  await open(keeper, id, 1)
  clock.advance(61_000)
  const session = await keeper.find('hash 1')
  if (session === null) throw new Error('the session is not there')
  await keeper.noteUse(session)
  t.same((await keeper.find('hash 1'))?.lastSeenAt, clock.now())
})
