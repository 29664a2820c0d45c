import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import {
  limits,
  type ConversationList,
  type ConversationSummary,
  type GroupPage,
  type Message,
  type MessagePage,
  type ServerFrame,
} from '@parley/shared'
import t, { type Test } from 'tap'

import { compose } from '../../api/src/compose.ts'
import { ApiSession } from '../../scripts/delivery/api-session.ts'
import { Random } from '../../scripts/delivery/random.ts'
import { Demo, PastClock } from '../../scripts/demo/fill.ts'
import { people } from '../../scripts/demo/people.ts'
import { talksUntil, type Talk } from '../../scripts/demo/talks.ts'
import { cheapHasher } from '../support/app/cheap-hasher.ts'
import { silentLog } from '../support/app/log.ts'
import { freePort } from '../support/network/free-port.ts'
import { childEnv } from '../support/processes/child-env.ts'
import { killChild } from '../support/processes/child-end.ts'
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
  t.equal(everyone.items.length, people.length - 1, 'all but whom one has blocked')
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

const password = 'three words here'

/** As the command fills it, where a password costs little. */
async function filled(t: Test, clock: PastClock): Promise<string> {
  const dataDir = await temporaryFolder(t)
  const parts = await compose({ dataDir }, silentLog, { clock, hasher: cheapHasher() })
  await new Demo(parts, clock, password).fill()
  await parts.close()
  return dataDir
}

t.test('every conversation is there as it is written down, with all that a client has to show', async (t) => {
  const now = new Date(2026, 2, 4, 0, 30) // just after midnight, when half of today is yesterday
  const app = await buildTestApp(t, { config: { dataDir: await filled(t, new PastClock(now)) } })
  const readAs = async (username: string) => {
    const payload = { username, password }
    const signIn = await app.inject({ method: 'POST', url: '/api/v1/session', headers: anonymous, payload })
    const headers = { ...anonymous, cookie: cookieOf(signIn.headers['set-cookie']) }
    return async <Body>(path: string) => (await app.inject({ url: `/api/v1${path}`, headers })).json<Body>()
  }
  const messages: Message[] = []
  for (const talk of talksUntil(now, new Random(1))) {
    const read = await readAs(talk.people[0] ?? '')
    const { items } = await read<ConversationList>('/conversations')
    const { conversation, headSeq } = items.find((one) => isOf(talk, one)) ?? {}
    const path = `/conversations/${conversation?.id}/messages?limit=${limits.pageMax}`
    const page = (await read<MessagePage>(path)).items
    const [said, times] = [page.filter(({ system }) => system === null), page.map((one) => one.createdAt)]
    messages.push(...said)
    t.same(times, times.toSorted(), 'in the order in which it was said')
    t.ok(
      times.every((time) => new Date(time) <= now),
      'and nothing is said tomorrow',
    )
    if ((headSeq ?? 0) > limits.pageMax) continue // the log book
    const written = talk.beats.filter((beat) => beat.kind === 'says')
    t.same(
      said.map(({ text }) => text),
      written.map(({ text, becomes }) => (becomes === undefined ? text : (becomes ?? ''))),
    )
  }
  t.ok(
    messages.some(({ text }) => text.split('\n').length > 20),
    'a long one',
  )
  t.ok(messages.some(({ editedAt }) => editedAt !== null))
  t.ok(messages.some(({ deletedAt }) => deletedAt !== null))
  t.ok(messages.some(({ text }) => /^\p{Extended_Pictographic}+$/u.test(text)))
  t.ok(messages.some(({ text }) => /^```\n[^]+\n```$/.test(text)))
  for (const script of ['Arabic', 'Hiragana', 'Cyrillic', 'Devanagari', 'Hebrew']) {
    t.ok(
      messages.some(({ text }) => new RegExp(`\\p{Script=${script}}`, 'u').test(text)),
      script,
    )
  }
  const own = await (await readAs(people[0]?.username ?? ''))<ConversationList>('/conversations')
  t.equal(own.invitations.length, 2)
  t.equal(own.blocked.length, 1)
  t.ok(own.items.some(({ membership, unread }) => membership.muted && unread > 0))
  t.ok(own.items.some(({ membership, unread }) => !membership.muted && unread > 0))
  t.ok(own.items.some(({ conversation }) => conversation.visibility === 'closed'))
  t.ok(own.items.some(({ membership }) => !membership.canWrite))
})

const isOf = ({ name, people }: Talk, { conversation, peer }: ConversationSummary): boolean =>
  name === null
    ? conversation.kind !== 'group' && (peer?.username ?? people[0]) === (people[1] ?? people[0])
    : conversation.name === name

t.test('with --stay some of them are online and type, until it is stopped', async (t) => {
  const [dataDir, port] = [await filled(t, new PastClock(new Date())), await freePort()]
  const program = fileURLToPath(new URL('../../scripts/demo.ts', import.meta.url))
  const child = spawn(process.execPath, [program, '--stay', ...password.split(' ')], {
    env: { ...childEnv, DATA_DIR: dataDir, PORT: String(port) },
  })
  t.teardown(() => killChild(child))
  for await (const data of child.stdout) if (String(data).includes('Parley runs at')) break
  const maya = new ApiSession(`http://127.0.0.1:${port}`)
  await maya.signIn('maya', password)
  const { people: known } = await maya.call<ConversationList>('GET', '/conversations')
  const present = new Set<string>()
  const typing = Promise.withResolvers<string>()
  const socket = maya.socket()
  t.teardown(() => socket.terminate())
  socket.on('message', (data: Buffer) => {
    const frame: ServerFrame = JSON.parse(data.toString())
    if (frame.type === 'hello')
      socket.send(JSON.stringify({ type: 'watch', ref: '1', userIds: known.map(({ id }) => id) }))
    if (frame.type === 'presence')
      for (const { userId, online } of frame.people) if (online) present.add(userId)
    if (frame.type === 'typing') typing.resolve(frame.userId)
  })
  const typist = await typing.promise
  t.ok(present.has(typist), 'who types is online')
  t.ok(present.size >= 4, 'and so are others')
  child.kill('SIGINT')
  await once(child, 'exit')
  t.equal(child.exitCode, 0)
})
