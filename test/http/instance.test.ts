import t, { type Test } from 'tap'

import type { ConversationId, ConversationList } from '@parley/shared'

import { usualInstance, type InstanceSettings } from '../../api/src/config/instance-settings.ts'
import { anonymous, buildTestApp, origin, signUp, type TestApp } from '../support/app/app.ts'
import { TestClock } from '../support/app/clock.ts'
import { silentLog } from '../support/app/log.ts'
import { ApiClient } from '../support/network/api-client.ts'

const open = (t: Test, instance: Partial<InstanceSettings>): Promise<TestApp> =>
  buildTestApp(t, { config: { instance: { ...usualInstance, ...instance } } })

const person = async (app: TestApp, username: string): Promise<ApiClient> => {
  const { user, headers } = await signUp(app, username)
  return new ApiClient(app, user, headers)
}

const groupsOf = async (someone: ApiClient): Promise<ConversationId[]> =>
  (await someone.get('/conversations'))
    .json<ConversationList>()
    .items.map((one) => one.conversation.id)
    .sort()

t.test('a stranger is told what the instance is, and whether they are the first', async (t) => {
  const app = await open(t, { name: 'Analytical Society', welcome: 'For its members.' })
  const ask = async () => (await app.inject({ url: '/api/v1/instance', headers: anonymous })).json()
  const told = {
    name: 'Analytical Society',
    welcome: 'For its members.',
    address: origin,
    registration: 'open',
    peopleDirectory: 'everyone',
    maxFileBytes: 26_214_400,
  }
  t.same(await ask(), { ...told, empty: true })
  const ada = await person(app, 'ada')
  t.same(await ask(), { ...told, empty: false })
  t.same((await ada.get('/instance')).json(), { ...told, empty: false })
})

t.test('without settings it is Parley, and has no address but the one that one came by', async (t) => {
  const app = await buildTestApp(t, { config: { publicUrl: null } })
  const reply = await app.inject({ url: '/api/v1/instance', headers: anonymous })
  t.same(reply.json(), {
    name: 'Parley',
    welcome: '',
    address: null,
    registration: 'open',
    peopleDirectory: 'everyone',
    maxFileBytes: 26_214_400,
    empty: true,
  })
})

t.test(
  'who registers is in the default groups, by name or id, and the others read that they joined',
  async (t) => {
    const defaultGroups = ['general', 'News']
    const clock = new TestClock()
    const instance = { ...usualInstance, defaultGroups }
    const app = await buildTestApp(t, { config: { instance }, ports: { clock } })
    const ada = await person(app, 'ada')
    const general = await ada.group([], { name: 'General', visibility: 'open' })
    clock.advance(1)
    await ada.group([], { name: 'General', visibility: 'open' })
    await ada.group([], { name: 'General things', visibility: 'open' })
    const news = await ada.group([], { name: 'News', visibility: 'open' })
    const ben = await person(app, 'ben')
    t.same(await groupsOf(ben), [general, news].sort())
    const { items } = (await ada.get(`/conversations/${general}/messages`)).json()
    t.match(items.at(-1), { senderId: ben.userId, system: { kind: 'member-joined' } })

    const id = await ada.group([], { name: 'By id', visibility: 'open' })
    defaultGroups.splice(0, 2, id)
    t.same(await groupsOf(await person(app, 'cyd')), [id])
  },
)

t.test('a default group that takes nobody is passed over, which the log says once', async (t) => {
  const warnings: unknown[] = []
  const logger = silentLog.child({})
  logger.warn = (facts: object) => void ('group' in facts && warnings.push(facts))
  const defaultGroups = ['Nowhere', '0b7e4c1e-5a8f-4d0c-9a53-0d4b7d9b8f11', 'Last']
  const app = await buildTestApp(t, { logger, config: { instance: { ...usualInstance, defaultGroups } } })
  const ada = await person(app, 'ada')
  const closed = await ada.group([], { name: 'Closed', visibility: 'closed' })
  defaultGroups.push(closed)
  const last = await ada.group([], { name: 'Last', visibility: 'open' })
  for (const name of ['ben', 'cyd']) t.same(await groupsOf(await person(app, name)), [last])
  t.match(
    warnings,
    ['Nowhere', '0b7e4c1e-5a8f-4d0c-9a53-0d4b7d9b8f11', 'Last', closed].map((group) => ({ group })),
  )
  t.equal(warnings.length, 4)
})

t.test('where the directory is of groups, strangers are found by the whole username alone', async (t) => {
  const app = await open(t, { peopleDirectory: 'groups' })
  const shown = await app.inject({ url: '/api/v1/instance', headers: anonymous })
  t.equal(shown.json().peopleDirectory, 'groups')
  const [ada, ben, cyd] = [await person(app, 'ada'), await person(app, 'ben'), await person(app, 'cyd')]
  await ada.group([ben])
  const names = async (someone: ApiClient, query: string) =>
    (await someone.get(`/users${query}`)).json().items.map(({ username }: { username: string }) => username)
  t.same(await names(ada, ''), ['ben'])
  t.same(await names(ada, '?q=c'), [])
  t.same(await names(ada, '?q=@cyd'), ['cyd'])
  t.same(await names(cyd, ''), [])
  t.equal((await ada.get('/users/by-username/cyd')).statusCode, 200)
  t.equal((await ada.post('/conversations/direct', { userId: cyd.userId })).statusCode, 201)
  t.same(await names(ada, ''), ['ben', 'cyd'])
})
