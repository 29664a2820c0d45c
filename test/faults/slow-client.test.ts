import { randomUUID } from 'node:crypto'

import type { ConversationId } from '@parley/shared'
import t from 'tap'

import { ApiSession } from '../../scripts/delivery/api-session.ts'
import { revsOf } from '../../scripts/delivery/history.ts'
import { Participant } from '../../scripts/delivery/participant.ts'
import { untilAnswered } from '../../scripts/delivery/patience.ts'
import { Random } from '../../scripts/delivery/random.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'
import { faultRun } from './fault-run.ts'
import { Field } from './field.ts'
import { isWithin } from './is-within.ts'
import { portsConnectedTo, residentMbOf } from './process-figures.ts'

/** More than all buffers on the way of a connection hold together. */
const messages = 250
const text = '🎈'.repeat(8_000)
const atOnce = 20
const readers = 3
const cutMs = 20_000
const caughtUpMs = 30_000
const growthMaxMb = 300
/** Nobody else may wait for those who read slowly. */
const acceptedMs = 5_000

t.setTimeout(300_000)

/** Somebody whose line carries next to nothing. */
class SlowReader {
  readonly participant: Participant
  readonly #proxy: TcpProxy
  readonly #session: ApiSession

  constructor(proxy: TcpProxy, session: ApiSession, conversationId: ConversationId) {
    this.#proxy = proxy
    this.#session = session.over(`http://127.0.0.1:${proxy.port}`)
    this.participant = new Participant('slow', this.#session, [conversationId], new Random(1))
    void this.participant.stayConnected()
  }

  /** What it has asked before by other connections is over. */
  async slowDown(bytesPerSecond: number): Promise<void> {
    await this.participant.replica.settled()
    this.#session.close()
    this.#proxy.weather.bytesPerSecond = bytesPerSecond
  }

  recover(): void {
    this.#proxy.weather.bytesPerSecond = 0
    this.#proxy.cut()
  }

  get ports(): number[] {
    return this.#proxy.lines.flatMap(({ port }) => port ?? [])
  }
}

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
  const harm = async (): Promise<void> => {
    t.ok(await isWithin(5_000, () => slow.every(({ participant }) => participant.isConnected)))
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
  const run = await faultRun(t, field, { name: 'F8 slow clients', harm })
  const slowestMs = Math.max(
    ...run.sends.map(({ acks, invokedAtMs }) => (acks[0]?.atMs ?? NaN) - invokedAtMs),
  )
  t.ok(slowestMs < acceptedMs, `the messages of others were accepted in ${Math.round(slowestMs)} ms at most`)
})
