import type { ConversationId, UserId } from '@parley/shared'
import * as limits from '@parley/shared/limits'
import t, { type Test } from 'tap'

import type { App } from '../../web/src/app.ts'
import { buildTestApp } from '../support/app/app.ts'
import { holdBrowsers, seen, type Browsers } from '../support/browser/browsers.ts'
import { cheapHasher } from '../support/app/cheap-hasher.ts'
import { FakeStorage } from '../support/browser/fake-storage.ts'
import { until } from '../support/until.ts'

const password = 'a sentence nobody else has'

const server = await buildTestApp(t, { ports: { hasher: cheapHasher() } })
await server.listen({ port: 0, host: '127.0.0.1' })

let tests = 0
/** Names that no other test of this server has. */
const named = (name: string): string => `${name}${tests}`

function setUp(t: Test): Browsers {
  tests += 1
  return holdBrowsers(t)
}

/** Two people who are signed in, and their conversation. */
async function twoPeople(t: Test) {
  const browsers = setUp(t)
  const [ada, grace] = [browsers.open(server, 1), browsers.open(server, 2)]
  await register(ada, 'ada')
  const graceId = await register(grace, 'grace')
  const opened = await ada.actions.conversations.openDirect(graceId)
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const { id } = opened.value.conversation
  await seen(grace.state.conversations, (list) => list?.length === 1, 'grace has the conversation')
  await Promise.all([ada.actions.messages.open(id), grace.actions.messages.open(id)])
  return { browsers, ada, grace, id }
}

async function register(app: App, username: string): Promise<UserId> {
  const result = await app.actions.session.register({
    username: named(username),
    password,
    displayName: username,
  })
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  await seen(app.state.connection, ({ kind }) => kind === 'online', `${username} is online`)
  await seen(app.state.conversations, (list) => list !== null, 'the list is there')
  const session = app.state.session.get()
  if (session.kind !== 'signed-in') throw new Error('not signed in')
  return session.me.id
}

const texts = (app: App, id: ConversationId): string[] =>
  app.state
    .timeline(id)
    .get()
    ?.messages.map(({ text }) => text) ?? []

const shows = (app: App, id: ConversationId, expected: string[]) =>
  until(() => texts(app, id).join() === expected.join(), `it shows ${expected.join()}`)

t.test('someone who was never here is asked to sign in', async (t) => {
  const browsers = setUp(t)
  const app = browsers.open(server, 1)
  t.equal(app.state.session.get().kind, 'restoring')
  await app.start()
  t.same(app.state.session.get(), { kind: 'signed-out' })
  t.same(app.state.notices.get(), [], 'which is no news')
})

t.test('a refused registration keeps its reason', async (t) => {
  const browsers = setUp(t)
  const app = browsers.open(server, 1)
  const result = await app.actions.session.register({
    username: 'ada',
    password: 'short',
    displayName: 'Ada',
  })
  t.match(result, { ok: false, failure: { kind: 'refused', code: 'password_too_short' } })
})

t.test('two people talk', async (t) => {
  const { ada, grace, id } = await twoPeople(t)
  await ada.actions.messages.send(id, ' Tea at four? ')
  await shows(grace, id, ['Tea at four?'])
  await grace.actions.messages.send(id, 'Gladly.')
  await shows(ada, id, ['Tea at four?', 'Gladly.'])
  t.same(ada.state.timeline(id).get()?.pending, [], 'nothing is shown twice')
  const [summary] = ada.state.conversations.get() ?? []
  t.match(summary, { unread: 1, peerReadSeq: 2, lastMessage: { text: 'Gladly.' } })
})

t.test('a text in the longest form of its letters is sent in the shortest', async (t) => {
  const { ada, grace, id } = await twoPeople(t)
  const text = '각'.repeat(limits.messageMax)
  await ada.actions.messages.send(id, text.normalize('NFD'))
  await shows(grace, id, [text])
  t.match(await ada.actions.changing.edit(id, 1, { text: `${text.slice(1)}!`.normalize('NFD') }), {
    ok: true,
  })
  await shows(grace, id, [`${text.slice(1)}!`])
})

t.test('reading is known to the other, and to oneself', async (t) => {
  const { ada, grace, id } = await twoPeople(t)
  await ada.actions.messages.send(id, 'one')
  await shows(grace, id, ['one'])
  t.equal(grace.state.conversation(id).get()?.unread, 1)
  t.equal(grace.state.unreadConversations.get(), 1)
  grace.actions.reading.seen(id, 1)
  t.equal(grace.state.conversation(id).get()?.unread, 0, 'at once')
  await seen(ada.state.conversation(id), (summary) => summary?.peerReadSeq === 1, 'ada sees it')
})

t.test('edits and deletions arrive', async (t) => {
  const { ada, grace, id } = await twoPeople(t)
  for (const text of ['one', 'two']) await ada.actions.messages.send(id, text)
  await shows(grace, id, ['one', 'two'])
  t.match(await ada.actions.changing.edit(id, 1, { text: 'uno' }), { ok: true })
  t.match(await ada.actions.changing.remove(id, 2), { ok: true })
  await shows(grace, id, ['uno', ''])
  await shows(ada, id, ['uno', ''])
  t.equal(grace.state.conversation(id).get()?.unread, 1)
  t.match(await grace.actions.changing.edit(id, 1, { text: 'no' }), {
    ok: false,
    failure: { code: 'not_author' },
  })
})

t.test('typing is seen, and ends with the message', async (t) => {
  const { ada, grace, id } = await twoPeople(t)
  ada.actions.typing.typed(id)
  await seen(grace.state.typists(id), (people) => people.length === 1, 'grace sees that ada types')
  t.same(ada.state.typists(id).get(), [], 'not oneself')
  await ada.actions.messages.send(id, 'done')
  await shows(grace, id, ['done'])
  t.same(grace.state.typists(id).get(), [])
})

t.test('whoever types on after a message is seen at once', async (t) => {
  const { browsers, ada, grace, id } = await twoPeople(t)
  // While time stands still, the message alone can bring it about that the sign is given once more.
  const nowMs = performance.now()
  browsers.monotonicMs = () => nowMs
  ada.actions.typing.typed(id)
  await seen(grace.state.typists(id), (people) => people.length === 1, 'grace sees that ada types')
  await ada.actions.messages.send(id, 'one')
  await shows(grace, id, ['one'])
  await until(() => {
    ada.actions.typing.typed(id)
    return grace.state.typists(id).get().length === 1
  }, 'grace sees it again')
  t.pass()
})

t.test('a clock that is set back by an hour keeps nobody typing, and no read from being told', async (t) => {
  const { browsers, ada, grace, id } = await twoPeople(t)
  await grace.actions.messages.open(id)
  await ada.actions.messages.send(id, 'one')
  await shows(grace, id, ['one'])
  grace.actions.reading.seen(id, 1)
  await seen(ada.state.conversation(id), (summary) => summary?.peerReadSeq === 1, 'the first one is read')
  ada.actions.typing.typed(id)
  await seen(grace.state.typists(id), (people) => people.length === 1, 'grace sees that ada types')
  browsers.now = () => new Date(Date.now() - 3_600_000)
  browsers.monotonicMs = () => performance.now() + limits.typingShownMs
  await seen(grace.state.typists(id), (people) => people.length === 0, 'ada types no longer')
  await ada.actions.messages.send(id, 'two')
  await shows(grace, id, ['one', 'two'])
  grace.actions.reading.seen(id, 2)
  await seen(ada.state.conversation(id), (summary) => summary?.peerReadSeq === 2, 'the second one is read')
})

t.test('presence is seen while it is watched', async (t) => {
  const { ada, grace } = await twoPeople(t)
  const session = grace.state.session.get()
  if (session.kind !== 'signed-in') throw new Error('not signed in')
  const unwatch = ada.actions.presence.watch([session.me.id])
  const presence = ada.state.presence(session.me.id)
  await seen(presence, (value) => value?.online === true, 'grace is online')
  grace.stop()
  await seen(presence, (value) => value?.online === false, 'grace is offline')
  unwatch()
  await seen(presence, (value) => value === null, 'nobody watches any more')
})

t.test('what is written and missed while the network is cut is made good', async (t) => {
  const { browsers, ada, grace, id } = await twoPeople(t)
  await ada.actions.messages.send(id, 'before')
  await shows(grace, id, ['before'])
  browsers.cutNetwork()
  await seen(ada.state.connection, ({ kind }) => kind !== 'online', 'ada is offline')
  await ada.actions.messages.send(id, 'from ada')
  await grace.actions.messages.send(id, 'from grace')
  t.same(
    ada.state
      .timeline(id)
      .get()
      ?.pending.map(({ text }) => text),
    ['from ada'],
  )
  browsers.isNetworkUp = true
  for (const app of [ada, grace]) await until(() => texts(app, id).length === 3, 'all is there')
  t.same(texts(ada, id), texts(grace, id), 'in one order')
  t.same(texts(ada, id).sort(), ['before', 'from ada', 'from grace'])
  t.same(
    [ada, grace].flatMap((app) => app.state.timeline(id).get()?.pending),
    [],
  )
})

t.test('what is written before anything could be loaded is seen, and sent later', async (t) => {
  const { browsers, ada } = await twoPeople(t)
  const session = ada.state.session.get()
  if (session.kind !== 'signed-in') throw new Error('not signed in')
  const notes = await ada.actions.conversations.openDirect(session.me.id)
  if (!notes.ok) throw new Error(JSON.stringify(notes.failure))
  const { id } = notes.value.conversation
  browsers.cutNetwork()
  await ada.actions.messages.open(id)
  await ada.actions.messages.send(id, 'unheard')
  t.match(ada.state.timeline(id).get(), {
    messages: [],
    pending: [{ text: 'unheard', status: { kind: 'sending' } }],
    failure: { kind: 'unreachable' },
  })
  browsers.isNetworkUp = true
  await until(() => texts(ada, id).includes('unheard'), 'it is sent')
  t.same(ada.state.timeline(id).get()?.pending, [])
})

t.test('a reload finds the session and the draft again', async (t) => {
  const browsers = setUp(t)
  const storage = new FakeStorage()
  const before = browsers.open(server, 1, storage)
  await register(before, 'ada')
  before.actions.drafts.save('c' as ConversationId, 'Dear Gr', '')
  before.stop()
  const after = browsers.open(server, 1, storage)
  await after.start()
  t.equal(after.state.session.get().kind, 'signed-in')
  t.same([...after.state.drafts.get()], [['c', 'Dear Gr']])
})

t.test('whoever signs out is warned when something would be lost', async (t) => {
  const { ada, id } = await twoPeople(t)
  ada.actions.drafts.save(id, 'unfinished', '')
  t.same(await ada.actions.session.signOut(), { kind: 'unsent', count: 1 })
  t.equal(ada.state.session.get().kind, 'signed-in')
  t.same(await ada.actions.session.signOutAndDiscardUnsent(), { kind: 'signed-out' })
  t.equal(ada.state.session.get().kind, 'signed-out')
  t.equal(ada.state.conversations.get(), null)
  t.same(ada.state.notices.get(), [])
})

t.test('a session that is ended elsewhere ends here, and says so', async (t) => {
  const { browsers, ada } = await twoPeople(t)
  const elsewhere = browsers.open(server, 3)
  await elsewhere.actions.session.signIn({ username: named('ada'), password })
  t.match(await elsewhere.actions.account.endOtherSessions(), { ok: true })
  await seen(ada.state.session, ({ kind }) => kind === 'signed-out', 'ada is signed out')
  t.match(ada.state.notices.get(), [{ kind: 'session-ended' }])
  t.equal(elsewhere.state.session.get().kind, 'signed-in')
})

t.test('a group is found, joined, renamed and closed', async (t) => {
  const { ada, grace } = await twoPeople(t)
  const created = await ada.actions.conversations.createGroup({ name: named('Engine'), visibility: 'open' })
  if (!created.ok) throw new Error('not created')
  const { id } = created.value.conversation
  const found = await grace.actions.conversations.findGroups(named('engine'), null)
  t.match(found, { ok: true, value: { items: [{ conversation: { id }, member: false }] } })
  t.match(await grace.actions.conversations.join(id), { ok: true })
  await ada.actions.conversations.update(id, { name: 'Difference' })
  const group = grace.state.conversation(id)
  await seen(group, (summary) => summary?.conversation.name === 'Difference', 'the new name is there')
  await seen(
    ada.state.conversation(id),
    (summary) => summary?.conversation.memberCount === 2,
    'two are in it',
  )
  await ada.actions.conversations.close(id)
  await seen(group, (summary) => summary === null, 'it is gone')
  t.match(grace.state.notices.get(), [{ kind: 'group-closed', name: 'Difference' }])
  t.same(ada.state.notices.get(), [], 'who closed it knows')
})

t.test('history grows upward without a hole', async (t) => {
  const { ada, grace, id } = await twoPeople(t)
  const expected = Array.from({ length: 120 }, (_, index) => String(index + 1))
  for (const [at, text] of expected.entries()) {
    await ada.actions.messages.send(id, text)
    await until(() => texts(ada, id).length > at, `${text} is sent`)
  }
  grace.actions.messages.release(id)
  await grace.actions.messages.openAround(id, 60)
  t.equal(texts(grace, id).length, 50)
  t.match(grace.state.timeline(id).get(), { hasOlder: true, hasNewer: true, pending: [] })
  await Promise.all([grace.actions.messages.loadOlder(id), grace.actions.messages.loadOlder(id)])
  while (grace.state.timeline(id).get()?.hasNewer) await grace.actions.messages.loadNewer(id)
  t.same(texts(grace, id), expected)
  t.equal(grace.state.timeline(id).get()?.hasOlder, false)
})
