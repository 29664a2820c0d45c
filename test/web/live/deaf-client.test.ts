import type { ConversationId, UserId } from '@parley/shared'
import t from 'tap'

import type { App } from '../../../web/src/app.ts'
import { buildTestApp } from '../../support/app/app.ts'
import { holdBrowsers, seen } from '../../support/browser/browsers.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'
import { until } from '../../support/until.ts'

const heartbeatIntervalMs = 400

async function register(app: App, username: string): Promise<UserId> {
  const newcomer = { username, password: 'a sentence nobody else has', displayName: username }
  await app.actions.session.register(newcomer)
  await seen(app.state.connection, ({ kind }) => kind === 'online', `${username} is online`)
  await seen(app.state.conversations, (list) => list !== null, 'the list is there')
  const session = app.state.session.get()
  if (session.kind !== 'signed-in') throw new Error('not signed in')
  return session.me.id
}

const texts = (app: App, id: ConversationId): string =>
  (app.state.timeline(id).get()?.messages ?? []).map(({ text, deletedAt }) => (deletedAt ? '×' : text)).join()

t.test('a client that no event reaches while pings do is whole again by the next heartbeat', async (t) => {
  const realtime = { heartbeatIntervalMs }
  const server = await buildTestApp(t, { ports: { hasher: cheapHasher() }, realtime })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const browsers = holdBrowsers(t)
  const [ada, grace] = [browsers.open(server, 1), browsers.open(server, 2)]
  await register(ada, 'ada')
  const opened = await ada.actions.conversations.openDirect(await register(grace, 'grace'))
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const { id } = opened.value.conversation
  await seen(grace.state.conversations, (list) => list?.length === 1, 'grace has the conversation')
  await Promise.all([ada.actions.messages.open(id), grace.actions.messages.open(id)])

  const { bus, services, stores } = server.parts
  const publish = bus.publish.bind(bus)
  let lost = 0
  bus.publish = (topic, event) => {
    if (event.type === 'message' || event.type === 'change') lost += 1
    else publish(topic, event)
  }
  const heads = stores.messages.heads.bind(stores.messages)
  const gate = { beats: 0, opens: Promise.withResolvers<void>() }
  stores.messages.heads = async (ids) => {
    while (gate.beats === 0) await gate.opens.promise
    gate.beats -= 1
    return heads(ids)
  }
  /** So many heartbeats come, and the next one waits. */
  const letBeat = (beats: number) => {
    gate.beats = beats
    gate.opens.resolve()
    gate.opens = Promise.withResolvers<void>()
  }
  t.teardown(() => letBeat(Infinity))

  const session = ada.state.session.get()
  if (session.kind !== 'signed-in') throw new Error('not signed in')
  const { sessionId } = session
  const viewer = { userId: session.me.id, sessionId, scope: null, expiresAt: new Date('2100-01-01') }
  const steps: readonly (readonly [change: () => Promise<unknown>, shown: string])[] = [
    [() => ada.actions.messages.send(id, 'one'), 'one'],
    [() => ada.actions.messages.send(id, 'two'), 'one,two'],
    [() => services.messages.edit(viewer, id, 1, 'uno'), 'uno,two'],
    [() => services.messages.remove(viewer, id, 2), 'uno,×'],
  ]
  for (const [at, [change, shown]] of steps.entries()) {
    await change()
    await until(() => lost > at, 'it is stored and told to nobody')
    letBeat(1)
    for (const app of [grace, ada]) await until(() => texts(app, id) === shown, `both show ${shown}`)
    t.pass(`one heartbeat is enough until ${shown}`)
  }
  t.match(grace.state.connection.get(), { kind: 'online' }, 'it was never cut off')
  const list = await seen(grace.state.conversations, (all) => all?.[0]?.rev === 4, 'the list is whole too')
  t.match(list, [{ headSeq: 2, rev: 4 }])
})
