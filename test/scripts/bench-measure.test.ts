import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'

import t, { type Test } from 'tap'

import { atLeast, atMost } from '../../scripts/bench/figures.ts'
import { clientIdOf } from '../../scripts/bench/load/fleet.ts'
import { LeanSocket } from '../../scripts/bench/load/lean-socket.ts'
import { doubtsOf, Latencies } from '../../scripts/bench/measure.ts'
import { everyoneEach, openLoop } from '../../scripts/bench/load/open-loop.ts'
import { MeasuredProcess } from '../../scripts/bench/process.ts'
import { everyoneClosedLoop, oneSenderClosedLoop } from '../../scripts/bench/scenarios/talk.ts'
import { referenceTarget } from '../../scripts/bench/targets.ts'
import { SocketServer } from '../support/network/socket-server.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { until } from '../support/until.ts'

const standStill = (ms: number): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

t.test('What is due while nothing can be sent is sent, and counts from when it was due', async (t) => {
  const [everyMs, stillMs] = [10, 300]
  const dues: Record<number, number[]> = { 0: [], 1: [] }
  const latencies = new Latencies()
  const stop = openLoop(everyoneEach([0, 1], everyMs), (seat, dueAtMs) => {
    dues[seat]?.push(dueAtMs)
    latencies.since(dueAtMs)
  })
  await wait(20)
  standStill(stillMs)
  await wait(20)
  stop()
  for (const moments of Object.values(dues)) {
    t.ok(moments.length >= stillMs / everyMs, 'as many as were due')
    const pauses = moments.slice(1).map((moment, at) => Math.round(moment - (moments[at] ?? 0)))
    t.ok(
      pauses.every((ms) => ms === everyMs),
      'none is left out and none is put off',
    )
  }
  t.ok(latencies.maxMs >= stillMs - everyMs, `the longest wait was ${latencies.maxMs} ms`)
})

t.test('Everyone has the same turns in each run', async (t) => {
  const turns = () => {
    const dues = everyoneEach([0, 1, 2], 90)
    return Array.from({ length: 9 }, () => dues.next().value)
  }
  t.strictSame(turns(), turns())
  const phases = turns().slice(0, 3)
  for (const [at, { seat, afterMs }] of turns().entries()) {
    const phase = phases[at % 3]
    t.equal(seat, phase?.seat)
    t.equal(afterMs, (phase?.afterMs ?? NaN) + 90 * Math.floor(at / 3))
  }
})

t.test('What began before the beginning does not count, and nothing meets no goal', async (t) => {
  const latencies = new Latencies()
  const beforeMs = performance.now()
  latencies.since(beforeMs)
  await wait(2)
  latencies.begin()
  latencies.since(beforeMs)
  t.ok(Number.isNaN(latencies.p99Ms))
  t.notOk(atMost('p99', latencies.p99Ms, 1_000).isMet)
  t.notOk(atLeast('p99', latencies.p99Ms, 0).isMet)
  const startMs = performance.now()
  await wait(50)
  latencies.since(startMs)
  t.ok(latencies.p50Ms >= 49 && latencies.p50Ms < 49_000, `${latencies.p50Ms} milliseconds`)
})

t.test('Whoever did nothing else than generate load is said to be doubtful', async (t) => {
  t.strictSame(doubtsOf('one', { generatorBusyPercent: 60, failures: 0 }), [])
  t.match(doubtsOf('one', { generatorBusyPercent: 95, failures: 0 }), [/^one: .*95 %/])
  t.match(doubtsOf('one', { generatorBusyPercent: 60, failures: 3 }), [/^one: 3 times/])
})

t.test('The CPU time of a server is that of all its threads', async (t) => {
  const script = join(await temporaryFolder(t), 'busy.mjs')
  const work = 'while (process.threadCpuUsage().user < 300_000);'
  await writeFile(
    script,
    `import { Worker } from 'node:worker_threads'
     new Worker(${JSON.stringify(work)}, { eval: true }).on('exit', () => {
       const { user, system } = process.threadCpuUsage()
       console.log('the main thread took', user + system, 'microseconds')
     })
     setInterval(() => undefined, 1_000)`,
  )
  const server = new MeasuredProcess([script], {})
  t.teardown(() => server.stop())
  const mainMs = Number(await server.announces(/took (\d+) microseconds/)) / 1_000
  const othersMs = server.usage().cpuMs - mainMs
  t.ok(othersMs >= 250, `${othersMs} ms`)
})

for (const stores of [false, true]) {
  const title = stores ? 'The reference with SQLite' : 'The bare reference'
  t.test(`${title} passes each text on to all others in the room, and answers it`, async (t) => {
    const folder = stores ? await temporaryFolder(t) : undefined
    const { fleet, close } = await referenceTarget([[0, 1, 2, 3], [4, 5], [6]], folder)
    t.teardown(close)
    const wasStored = folder === undefined ? () => true : storedIn(t, folder)
    const [seen, expected]: [string[], string[]] = [[], []]
    fleet.listener = {
      onAck: (seat) => seen.push(`${seat} is answered`),
      onDelivery: (seat, frame) => {
        const clientId = clientIdOf(frame)
        seen.push(`${seat} has ${clientId}${wasStored(clientId) ? '' : ', which is not stored'}`)
      },
    }
    await fleet.connect()
    for (const [sender, ...others] of [[1, 0, 2, 3], [2, 0, 1, 3], [1, 0, 2, 3], [5, 4], [6]] as const) {
      const clientId = fleet.send(sender)
      expected.push(`${sender} is answered`, ...others.map((seat) => `${seat} has ${clientId}`))
    }
    await until(() => seen.length >= expected.length, 'all have heard')
    t.strictSame(seen.sort(), expected.sort())
  })
}

/** Whether a commit has brought it there, as seen from another process. */
function storedIn(t: Test, folder: string): (clientId: string) => boolean {
  const db = new DatabaseSync(join(folder, 'reference.db'), { readOnly: true })
  t.teardown(() => db.close())
  const find = db.prepare('SELECT 1 FROM messages WHERE instr(text, ?) > 0')
  return (clientId) => find.get(Buffer.from(clientId)) !== undefined
}

t.test('What does not arrive, and what arrives without having been sent, is counted', async (t) => {
  const times = { warmUpMs: 0, forMs: 50 }
  const failuresOf = async (
    run: typeof everyoneClosedLoop,
    rooms: number[][],
    groups: number[][],
  ): Promise<number> => {
    const target = await referenceTarget(rooms)
    t.teardown(target.close)
    await target.fleet.connect()
    await run({ ...target, groups, times })
    return target.fleet.failures
  }
  const [apart, together] = [[[0], [1]], [[0, 1]]]
  const failures = await Promise.all([
    failuresOf(everyoneClosedLoop, apart, together),
    failuresOf(everyoneClosedLoop, together, apart),
    failuresOf((talk) => oneSenderClosedLoop(talk, 4), apart, together),
    failuresOf(everyoneClosedLoop, together, together),
    failuresOf((talk) => oneSenderClosedLoop(talk, 4), together, together),
  ])
  t.strictSame(
    failures.map((count) => count > 0),
    [true, true, true, false, false],
  )
})

t.test('The load generator reads and writes frames of any length, however they are cut', async (t) => {
  const server = await SocketServer.open(t)
  const seen: string[] = []
  let lost = 0
  const listener = { onText: (text: Buffer) => seen.push(text.toString()), onLost: () => (lost += 1) }
  const open = () => LeanSocket.open(server.url.replace('ws', 'http'), {}, listener)
  const socket = await open()
  await server.connected(1)
  const texts = [1, 125, 126, 65_535, 40_000, 0, 30_000].map((length) => 'x'.repeat(length))
  for (const text of texts) server.last.send(text)
  await until(() => seen.length === texts.length, 'all have come')
  t.strictSame(seen, texts)

  for (const text of ['short', 'ö'.repeat(70)]) socket.send(JSON.stringify(text))
  await server.heard(2)
  t.strictSame(server.frames, ['short', 'ö'.repeat(70)])
  server.last.terminate()
  await until(() => lost === 1, 'the end is noticed')
  ;(await open()).close()
  await wait(20)
  t.equal(lost, 1, 'what one ends oneself is not lost')
})
