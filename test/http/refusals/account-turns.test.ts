import { request } from 'node:http'

import t, { type Test } from 'tap'

import { signUp, type Person } from '../../support/app/app.ts'
import { RealtimeTest } from '../../support/app/realtime.ts'
import { until } from '../../support/until.ts'

const atOnce = 2
const openMax = 40

/** Ann and Bob have a conversation, of which each page is kept back until `letGo`. */
async function setUp(t: Test) {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = [await signUp(test.app, 'ann'), await signUp(test.app, 'bob')]
  const id = await test.direct(ann, bob)
  const { messages } = test.app.parts.stores
  const page = messages.page.bind(messages)
  const kept = new Set<() => void>()
  const state = { running: 0, most: 0, asked: 0, kept }
  messages.page = async (...args) => {
    state.asked += 1
    state.most = Math.max(state.most, (state.running += 1))
    await new Promise<void>((resolve) => kept.add(resolve))
    state.running -= 1
    return page(...args)
  }
  const letGo = (): void => {
    for (const resolve of kept) resolve()
    kept.clear()
  }
  t.teardown(letGo)
  const path = `/api/v1/conversations/${id}/messages`
  const read = ({ headers }: Person) => test.app.inject({ url: path, headers })
  return { test, ann, bob, path, state, letGo, read }
}

t.test('what one account reads is read few at a time, and nobody else waits for it', async (t) => {
  const { ann, bob, state, letGo, read } = await setUp(t)
  const replies = Array.from({ length: 8 }, () => read(ann))
  await until(() => state.running === atOnce, 'the first are read')
  const other = read(bob)
  await until(() => state.running === atOnce + 1, 'another account is served meanwhile')
  const going = setInterval(letGo, 5) // well within the time that a turn lasts
  t.teardown(() => clearInterval(going))
  for (const reply of [...replies, other]) t.equal((await reply).statusCode, 200)
  t.equal(state.most, atOnce + 1)
})

t.test('a read that takes long keeps the others waiting only for a while', async (t) => {
  const { ann, state, letGo, read } = await setUp(t)
  const replies = Array.from({ length: 4 }, () => read(ann))
  await until(() => state.running === 4, 'all of them are read')
  letGo()
  for (const reply of replies) t.equal((await reply).statusCode, 200)
})

t.test('so many may wait, and who left waits no more', async (t) => {
  const { test, ann, path, state, letGo, read } = await setUp(t)
  const requests = Array.from({ length: openMax }, () => {
    const outgoing = request({ port: test.port, host: '127.0.0.1', path, headers: ann.headers })
    outgoing.on('error', () => undefined) // it is broken off below
    outgoing.end()
    return outgoing
  })
  await until(() => state.running >= atOnce, 'the first are read')
  const refused: unknown[] = []
  const one = async (): Promise<void> => {
    const reply = await read(ann)
    if (reply.statusCode === 429) refused.push(reply.headers['retry-after'])
  }
  const asking = setInterval(() => void one(), 5)
  t.teardown(() => clearInterval(asking))
  await until(() => refused.length > 0, 'no more may wait')
  clearInterval(asking)
  t.equal(refused[0], '1')
  for (const outgoing of requests) outgoing.destroy()
  const going = setInterval(letGo, 5)
  t.teardown(() => clearInterval(going))
  await until(async () => (await read(ann)).statusCode === 200, 'there is room again')
  t.ok(state.asked < openMax, 'nothing was read for those who had left')
})
