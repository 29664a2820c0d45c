import type { ConversationSummary } from '@parley/shared'
import t, { type Test } from 'tap'

import { accountLimitsBy, usualAccountLimits } from '../../../api/src/config/account-limits.ts'
import { buildTestApp, signUp, testPassword, type Person, type TestApp } from '../../support/app/app.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'
import { TestClock } from '../../support/app/clock.ts'
import { newClientId } from '../../support/app/realtime.ts'

const [hourSeconds, daySeconds] = [3_600, 86_400]

/** Instances over the same stores, which tell each other nothing, and people who come to each by turns. */
async function start(t: Test, count: number, accountLimits = usualAccountLimits) {
  const [config, ports] = [{ accountLimits }, { clock: new TestClock(), hasher: cheapHasher() }]
  const one = await buildTestApp(t, { config, ports })
  const apps = [one]
  const shared = { ...ports, stores: one.parts.stores }
  while (apps.length < count) apps.push(await buildTestApp(t, { config, ports: shared }))
  let calls = 0
  const ask = (
    { headers }: Person,
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    payload?: object,
  ) => {
    const app = apps[(calls += 1) % count] ?? one
    return app.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) })
  }
  return {
    ask,
    people: async (count: number): Promise<Person[]> => {
      const people: Person[] = []
      while (people.length < count) people.push(await signUp(one, `person${people.length}`))
      return people
    },
    group: async (owner: Person, ...members: Person[]): Promise<string> =>
      idOf(await ask(owner, 'POST', '/conversations/groups', engine(...members))),
  }
}

type Reply = Awaited<ReturnType<TestApp['inject']>>

const idOf = (reply: Reply): string => reply.json<ConversationSummary>().conversation.id

const engine = (...members: Person[]) => ({
  name: 'Engine',
  visibility: 'open',
  memberIds: members.map(({ user }) => user.id),
})

/** How many were answered with what: a status, and of a refusal its code and how long to wait. */
async function answers(asked: Promise<Reply>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const reply of await Promise.all(asked)) {
    const code = reply.statusCode < 400 ? '' : ` ${reply.json<{ code: string }>().code}`
    const wait = reply.headers['retry-after']
    const what = `${reply.statusCode}${code}${wait === undefined ? '' : `, wait ${wait}`}`
    counts[what] = (counts[what] ?? 0) + 1
  }
  return counts
}

t.test('Of 24 strangers, written to at two instances at once, 20 are let through', async (t) => {
  const { ask, people } = await start(t, 2)
  const [ann, ...strangers] = await people(25)
  if (!ann) throw new Error('there is nobody')
  const open = ({ user }: Person) => ask(ann, 'POST', '/conversations/direct', { userId: user.id })
  t.same(await answers(strangers.map(open)), {
    201: 20,
    [`429 too_many_directs, wait ${hourSeconds}`]: 4,
  })
  t.same(await answers(strangers.map(open)), {
    200: 20,
    [`429 too_many_directs, wait ${hourSeconds}`]: 4,
  })
})

t.test('Of 14 groups, created at two instances at once, 10 are', async (t) => {
  const { ask, people } = await start(t, 2)
  const [ann] = await people(1)
  if (!ann) throw new Error('there is nobody')
  const create = () => ask(ann, 'POST', '/conversations/groups', engine())
  t.same(await answers(Array.from({ length: 14 }, create)), {
    201: 10,
    [`429 too_many_groups, wait ${daySeconds}`]: 4,
  })
})

t.test('Of 24 times five people, added at two instances at once, 20 are', async (t) => {
  const { ask, people, group } = await start(t, 2)
  const [ann, ...others] = await people(6)
  if (!ann) throw new Error('there is nobody')
  const id = await group(ann)
  const userIds = others.map(({ user }) => user.id)
  const add = () => ask(ann, 'POST', `/conversations/${id}/members`, { userIds })
  const refused = `429 too_many_added, wait ${daySeconds}`
  t.same(await answers(Array.from({ length: 24 }, add)), { 200: 20, [refused]: 4 })
  t.same(await answers([ask(ann, 'POST', '/conversations/groups', engine(...others))]), { [refused]: 1 })
})

t.test('Of 34 open groups, joined at two instances at once, 30 are', async (t) => {
  const { ask, people, group } = await start(t, 2)
  const [ann, ...owners] = await people(5)
  if (!ann) throw new Error('there is nobody')
  const ids: string[] = []
  for (const owner of owners) for (let count = 0; count < 9; count++) ids.push(await group(owner))
  const join = (id: string) => ask(ann, 'POST', `/conversations/${id}/join`)
  t.same(await answers(ids.slice(0, 34).map(join)), {
    200: 30,
    [`429 too_many_joins, wait ${hourSeconds}`]: 4,
  })
})

t.test('Q7: who may do nothing more may still delete, block, leave, remove and go', async (t) => {
  const { ask, people, group } = await start(
    t,
    1,
    accountLimitsBy(() => 2),
  )
  const [ann, bob, cem, dan, eve, fay, gus] = await people(7)
  if (!ann || !bob || !cem || !dan || !eve || !fay || !gus) throw new Error('there are too few')
  const [own, empty] = [await group(ann, bob, cem), await group(ann)]
  const [theirs, another, third] = [await group(dan), await group(dan), await group(bob)]
  const say = () =>
    ask(ann, 'POST', `/conversations/${own}/messages`, { text: 'hello', clientId: newClientId() })
  const change = (text: string) => ask(ann, 'PATCH', `/conversations/${own}/messages/3`, { text })
  const read = (seq: number) => ask(ann, 'PUT', `/conversations/${own}/read`, { seq })
  const rename = (displayName: string) => ask(ann, 'PATCH', '/me', { displayName })
  const open = ({ user }: Person) => ask(ann, 'POST', '/conversations/direct', { userId: user.id })
  const join = (id: string) => ask(ann, 'POST', `/conversations/${id}/join`)
  const used = [say, say, () => change('one'), () => change('two'), () => read(1), () => read(2)]
  const more = [() => rename('One'), () => rename('Two'), () => open(eve), () => open(fay)]
  for (const use of [...used, ...more, () => join(theirs), () => join(another)])
    t.ok((await use()).statusCode < 300)
  const beyond = [say(), change('three'), read(3), rename('Three'), open(gus), join(third)]
  beyond.push(ask(ann, 'POST', '/conversations/groups', engine()))
  beyond.push(ask(ann, 'POST', `/conversations/${own}/members`, { userIds: [dan.user.id] }))
  for (const reply of await Promise.all(beyond)) t.equal(reply.statusCode, 429, reply.body)

  const groupPath = `/conversations/${own}`
  for (let time = 0; time < 3; time++) {
    t.equal((await ask(ann, 'PUT', `/me/blocks/${eve.user.id}`)).statusCode, 204)
    t.equal((await ask(ann, 'DELETE', `/me/blocks/${eve.user.id}`)).statusCode, 204)
    t.equal((await ask(ann, 'DELETE', `${groupPath}/messages/3`)).statusCode, 200)
  }
  t.equal((await ask(ann, 'DELETE', `${groupPath}/members/${bob.user.id}`)).statusCode, 204)
  t.equal((await ask(ann, 'PUT', `${groupPath}/owner`, { userId: cem.user.id })).statusCode, 204)
  for (const id of [own, theirs, another])
    t.equal((await ask(ann, 'POST', `/conversations/${id}/leave`)).statusCode, 204)
  t.equal((await ask(ann, 'DELETE', `/conversations/${empty}`)).statusCode, 204)
  t.equal((await ask(ann, 'POST', '/me/deletion', { password: testPassword })).statusCode, 204)
})
