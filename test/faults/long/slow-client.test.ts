import { randomUUID } from 'node:crypto'

import type { ConversationId } from '@parley/shared'
import t from 'tap'

import { ApiSession } from '../../../scripts/delivery/api-session.ts'
import { revsOf } from '../../../scripts/delivery/history.ts'
import { untilAnswered } from '../../../scripts/delivery/patience.ts'
import { TcpProxy } from '../../support/network/tcp-proxy.ts'
import { faultRun } from '../support/fault-run.ts'
import { Field } from '../support/field.ts'
import { isWithin } from '../support/is-within.ts'
import { Probe } from '../support/probe.ts'
import { portsConnectedTo, residentMbOf } from '../support/process-figures.ts'
import { SlowReader } from '../support/slow-reader.ts'

/** More than all buffers on the way of a connection hold together. */
const messages = 250
const text = '🎈'.repeat(8_000)
const atOnce = 20
const readers = 3
const cutMs = 20_000
const caughtUpMs = 30_000
const growthMaxMb = 300
/** Nobody else may wait for those who read slowly, beside what a busy machine takes for anything. */
const acceptedMs = 5_000
/** Needs nothing but the machine. */
const idle = '/healthz'
const connectedMs = 30_000

t.setTimeout(300_000)

async function flood(session: ApiSession, id: ConversationId): Promise<void> {
  let left = messages
  const send = async (): Promise<void> => {
    while (left-- > 0) {
      const message = { clientId: randomUUID(), text }
      await untilAnswered(
        () => false,
        () => session.call('POST', `/conversations/${id}/messages`, message),
      )
    }
  }
  await Promise.all(Array.from({ length: atOnce }, send))
}

t.test('who reads slowly is cut off, keeps nobody waiting, and catches up', async (t) => {
  const field = await Field.open(t)
  const [instance] = field.instances
  if (!instance) throw new Error('There must be one.')
  const port = Number(new URL(instance.url).port)
  const [flooder, reader] = [new ApiSession(...field.urls), new ApiSession(...field.urls)]
  await flooder.register('flooder')
  await reader.register('reader')
  const id = await flooder.group('Flood', [reader.userId])
  const slow: SlowReader[] = []
  for (let count = 0; count < readers; count++) {
    const proxy = await TcpProxy.open(t, () => port)
    slow.push(new SlowReader(proxy, reader, id))
  }
  t.teardown(() => slow.forEach(({ participant }) => participant.stop()))
  const isThere = ({ participant }: SlowReader): boolean =>
    participant.isConnected && participant.replica.revOf(id) > 0
  const floodThem = async (): Promise<void> => {
    t.ok(await isWithin(connectedMs, () => slow.every(isThere)))
    for (const [at, one] of slow.entries()) await one.slowDown(at === 0 ? 1_000 : 1)
    const theirs = slow.flatMap(({ ports }) => ports)
    const areCutOff = async (): Promise<boolean> => {
      const connected = await portsConnectedTo(port)
      return theirs.every((one) => !connected.has(one))
    }
    t.notOk(await areCutOff())
    const before = await residentMbOf(instance.pid)
    await flood(flooder, id)
    t.ok(await isWithin(cutMs, areCutOff), 'all of them are cut off')
    const growth = (await residentMbOf(instance.pid)) - before
    t.ok(growth < growthMaxMb, `its memory grew by ${Math.round(growth)} MB`)
    for (const one of slow) one.recover()
    const revs = await revsOf(flooder, [id])
    const isWhole = ({ participant }: SlowReader) => participant.replica.revOf(id) === revs.get(id)
    t.ok(await isWithin(caughtUpMs, () => slow.every(isWhole)), 'and catch up')
    for (const { participant } of slow) participant.stop()
  }
  const probe = await Probe.start(field.urls, [idle])
  const harm = async (): Promise<void> => {
    const asking = probe.run()
    await floodThem().finally(() => probe.stop())
    await asking
  }
  const run = await faultRun(t, field, { name: 'F8 slow clients', harm })
  const slowestMs = Math.max(
    ...run.sends.map(({ acks, invokedAtMs }) => (acks[0]?.atMs ?? NaN) - invokedAtMs),
  )
  const machineMs = probe.slowestMs()
  t.ok(
    slowestMs < acceptedMs + machineMs,
    `the messages of others were accepted in ${Math.round(slowestMs)} ms at most, and the machine took ${machineMs}`,
  )
})
