import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

import t, { type Test } from 'tap'

import { ApiSession } from '../../scripts/delivery/api-session.ts'
import type { Random } from '../../scripts/delivery/random.ts'
import type { ServerProcess } from '../support/processes/server-process.ts'
import { until } from '../support/until.ts'
import { Balancer } from './support/balancer.ts'
import { faultRun } from './support/fault-run.ts'
import { Field } from './support/field.ts'
import { Probe } from './support/probe.ts'
import { isLong } from './support/scale.ts'

const rounds = isLong ? 6 : 1
const exitMs = 10_000
/** No message may be without an answer for longer, beside what a busy machine takes for anything. */
const unknownMs = 5_000
/** Needs nothing but the machine. */
const idle = '/healthz'
const idleSockets = 10

t.setTimeout(900_000)

/** How the connections of an instance end that is told to. */
async function endsOf(session: ApiSession, count: number): Promise<Promise<number>[]> {
  const sockets = Array.from({ length: count }, () => session.socket())
  await Promise.all(sockets.map((socket) => once(socket, 'message')))
  return sockets.map(async (socket) => {
    const [code] = (await once(socket, 'close')) as [number]
    return code
  })
}

async function restart(t: Test, instance: ServerProcess, session: ApiSession): Promise<void> {
  const codes = await endsOf(session.over(instance.url), idleSockets)
  const startMs = performance.now()
  const exitCode = await instance.stop()
  const tookMs = Math.round(performance.now() - startMs)
  t.equal(exitCode, 0, 'it ended well')
  t.ok(tookMs < exitMs, `it ended in ${tookMs} ms`)
  t.same(new Set(await Promise.all(codes)), new Set([1012]), 'its connections were told why')
  await instance.start()
}

t.test('instances are replaced one after the other while people talk, and nobody notices', async (t) => {
  // Only an instance that knows of a proxy gives it time to notice.
  const field = await Field.open(t, { env: { TRUST_PROXY: '127.0.0.1' } })
  const balancer = await Balancer.before(t, field.instances)
  const probe = await Probe.start([balancer.url], [idle, '/api/v1/conversations'])
  const session = new ApiSession(balancer.url)
  await session.register('bystander')
  const harm = async (random: Random): Promise<void> => {
    const asking = probe.run()
    for (const instance of Array.from({ length: rounds }, () => field.instances).flat()) {
      await wait(random.between(1_000, 2_000))
      await restart(t, instance, session)
      await until(() => balancer.servesAll, 'the balancer knows that it is back')
    }
    await wait(1_000)
    probe.stop()
    await asking
  }

  const run = await faultRun(t, field, { name: 'F14 rolling restart', urls: [balancer.url], harm })

  t.same(
    run.sends.filter(({ acks }) => acks.length === 0),
    [],
    'every message was accepted',
  )
  const longestMs = Math.max(...run.sends.map(({ acks, invokedAtMs }) => (acks[0]?.atMs ?? 0) - invokedAtMs))
  const machineMs = probe.slowestMs(idle)
  t.ok(
    longestMs < unknownMs + machineMs,
    `the longest took ${Math.round(longestMs)} ms, and the machine ${machineMs} ms for anything`,
  )
  t.ok(probe.count('up') > 20)
  t.same(
    probe.exceptions('up', ({ status }) => status === 200),
    [],
    'no request met a closed door',
  )
})
