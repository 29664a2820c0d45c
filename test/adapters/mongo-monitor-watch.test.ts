import { MongoClient } from 'mongodb'
import t, { type Test } from 'tap'

import { MonitorWatch } from '../../api/src/adapters/mongo/connection/monitor-watch.ts'
import { holdTimers } from '../support/app/timers.ts'
import { until } from '../support/until.ts'

const limitMs = 2_500
const address = '127.0.0.1:27017'

/** The driver's client as it is, which tells what its monitor does, and is never connected. */
function watched(t: Test) {
  const client = new MongoClient(`mongodb://${address}`)
  const calls: string[] = []
  const renewable = {
    close: async (): Promise<unknown> => calls.push('close'),
    connect: async (): Promise<unknown> => calls.push('connect'),
  }
  const watch = new MonitorWatch(client, renewable, limitMs)
  const asks = (awaited = false): boolean =>
    client.emit('serverHeartbeatStarted', { connectionId: address, awaited })
  const answer = {
    connectionId: address,
    awaited: false,
    duration: 1,
    reply: {},
    name: 'serverHeartbeatSucceeded' as const,
  }
  const isAnswered = (): boolean => client.emit('serverHeartbeatSucceeded', answer)
  return { client, watch, renewable, calls, asks, isAnswered, timers: holdTimers(t) }
}

t.test('A monitor that is answered is left alone, however long that goes on', async (t) => {
  const { calls, asks, isAnswered, timers } = watched(t)
  for (let count = 0; count < 5; count += 1) {
    asks()
    await timers.pass(limitMs - 100)
    isAnswered()
    await timers.pass(5_000)
  }
  asks()
  await timers.pass(limitMs - 100)
  asks() // of a new connection, after the one before has failed
  await timers.pass(limitMs - 100)
  t.same(calls, [])
})

t.test('A monitor that has asked and hears nothing, not even that it failed, is replaced once', async (t) => {
  const { renewable, calls, asks, timers } = watched(t)
  asks()
  await timers.pass(limitMs)
  t.same(calls, ['close', 'connect'])
  await timers.pass(60_000)
  t.equal(calls.length, 2)
  renewable.close = () => Promise.reject(new Error('it is closed already'))
  asks()
  await timers.pass(limitMs)
  t.same(calls.slice(2), ['connect'], 'also after one that failed')
})

t.test('Who finds no server tries until there is one', async (t) => {
  const { renewable, calls, asks, timers } = watched(t)
  const connect = renewable.connect
  renewable.connect = () =>
    calls.push('refused') < 4 ? Promise.reject(new Error('nobody is there')) : connect()
  asks()
  await timers.pass(limitMs)
  await until(() => calls.includes('connect'), 'it is connected')
  t.same(calls, ['close', 'refused', 'refused', 'refused', 'connect'])
})

t.test('Who is not needed any more does not connect again', async (t) => {
  const { watch, renewable, calls, asks, timers } = watched(t)
  const attempt = Promise.withResolvers<never>()
  renewable.connect = () => {
    calls.push('connect')
    return attempt.promise
  }
  asks()
  await timers.pass(limitMs)
  let isOver = false
  const end = watch.end().then(() => (isOver = true))
  await timers.pass(limitMs)
  t.notOk(isOver, 'as long as it may still be connected')
  attempt.reject(new Error('nobody is there'))
  await end
  t.same(calls, ['close', 'connect'])
})

t.test(
  'A question that a server may take its time for, or whose server is gone, is none to wait for',
  async (t) => {
    const { client, calls, asks, timers } = watched(t)
    asks(true)
    await timers.pass(60_000)
    asks()
    client.emit('serverClosed', { topologyId: 1, address })
    await timers.pass(60_000)
    t.same(calls, [])
  },
)

t.test('An answer that lay unread while this process stood still counts', async (t) => {
  const { calls, asks, isAnswered, timers } = watched(t)
  asks()
  setTimeout(isAnswered, limitMs) // read when all timers that are due have rung
  await timers.pass(limitMs)
  await timers.pass(60_000)
  t.same(calls, [])
})
