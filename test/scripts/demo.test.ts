import { limits, type ConversationList, type GroupPage, type MessagePage } from '@parley/shared'
import t from 'tap'

import { people } from '../../scripts/demo/people.ts'
import { anonymous, buildTestApp } from '../support/app/app.ts'
import { cookieOf } from '../support/app/cookie-of.ts'
import { isRefusal, runScriptWith } from '../support/processes/script.ts'
import { temporaryFolder } from '../support/databases/stores.ts'

const lateMs = 90_000

t.test('the demo fills a fresh instance, into which one signs in as it says', async (t) => {
  const dataDir = await temporaryFolder(t)
  const startMs = performance.now()
  const demo = await runScriptWith({ DATA_DIR: dataDir }, 'demo')
  t.equal(demo.code, 0, demo.lamented)
  t.ok(performance.now() - startMs < lateMs)
  const [, count, promised] = /There are (\d+) people now, and (\d+) messages\./.exec(demo.said) ?? []
  const [, password] = /The password of all of them is: (.+)/.exec(demo.said) ?? []
  const [, username] = /as any of:\n\n +(\S+)/.exec(demo.said) ?? []
  t.equal(Number(count), people.length)
  t.ok(Number(promised) > 1_000)

  const app = await buildTestApp(t, { config: { dataDir } })
  const payload = { username, password }
  const signIn = await app.inject({ method: 'POST', url: '/api/v1/session', headers: anonymous, payload })
  t.equal(signIn.statusCode, 200)
  const headers = { ...anonymous, cookie: cookieOf(signIn.headers['set-cookie']) }
  const read = async <Body>(path: string) =>
    (await app.inject({ url: `/api/v1${path}`, headers })).json<Body>()
  const everyone = await read<{ items: object[] }>(`/users?limit=${limits.pageMax}`)
  t.equal(everyone.items.length, people.length)
  t.ok((await read<GroupPage>('/groups')).items.length >= 3, 'open groups can be found')

  const { items } = await read<ConversationList>('/conversations')
  t.ok(items.filter(({ conversation }) => conversation.kind === 'group').length >= 3)
  const [first] = items
  const page = await read<MessagePage>(`/conversations/${first?.conversation.id}/messages`)
  t.ok(page.items.length > 20)
  const times = page.items.map(({ createdAt }) => createdAt)
  t.same(times, times.toSorted(), 'in the order in which they were said')
  const kept = await app.parts.stores.messages.exportAfter(null, 20_000)
  t.equal(kept.filter(({ system }) => system === null).length, Number(promised))
})

t.test('where there is somebody already it changes nothing', async (t) => {
  const dataDir = await temporaryFolder(t)
  const app = await buildTestApp(t, { config: { dataDir } })
  const payload = { username: 'ada', password: 'a sentence nobody else has', displayName: 'Ada' }
  await app.inject({ method: 'POST', url: '/api/v1/accounts', headers: anonymous, payload })
  const demo = await runScriptWith({ DATA_DIR: dataDir }, 'demo')
  t.ok(isRefusal(demo), demo.lamented)
  t.match(demo.lamented, /accounts already/)
})
