import { execFile } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

import { limits, type ConversationId, type Message } from '@parley/shared'
import t, { type Test } from 'tap'

import { openMessageStore } from '../../../api/src/adapters/sqlite-messages/message-store.ts'
import { Random } from '../../../scripts/delivery/random.ts'
import type { Run } from '../../../scripts/delivery/records.ts'
import { freePort } from '../../support/network/free-port.ts'
import { mutantBuild } from '../../support/processes/mutant-build.ts'
import { ServerProcess } from '../../support/processes/server-process.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'
import { contractRun } from '../support/fault-run.ts'
import { carelessEdits } from './careless-edits.ts'
import { isFlush, readRecording, recorderOf, recording, writeImage } from './disk-recording.ts'

const lastMs = 8_000
const losses = 24
/** An answer is compared with what the disk had this much later: two clocks, and the way of the answer. */
const clockMs = 0.5

t.setTimeout(600_000)

/** Lets people talk with a server whose every write to the disk is recorded. */
async function recorded(t: Test, name: string, program?: string) {
  await promisify(execFile)('strace', ['-V']) // without it this cannot be tested, and fails
  const [port, dataDir, folder] = [await freePort(), await temporaryFolder(t), await temporaryFolder(t)]
  const env = { REQUESTS_PER_MINUTE: '999999' }
  const build = program === undefined ? {} : { program }
  const server = new ServerProcess({ port, dataDir, env, by: recording(folder), ...build })
  t.teardown(() => server.kill())
  await server.start()
  const harm = (): Promise<void> => wait(lastMs)
  const run = await contractRun(t, { name, urls: [server.url], harm })
  const written = await recorderOf(server.pid)
  await server.kill()
  await written()
  const calls = await readRecording(folder)
  t.ok(calls.length > 1_000, 'what it wrote was recorded')
  return { run, calls }
}

interface Stored {
  readonly messages: Map<string, Pick<Message, 'clientId' | 'rev'>>
  readonly holes: string[]
}

/** What is in the files of a folder, by conversation and seq. */
async function stored(dataDir: string, ids: Iterable<ConversationId>): Promise<Stored> {
  const store = await openMessageStore({ dataDir })
  const found: Stored = { messages: new Map(), holes: [] }
  for (const id of ids) {
    for (let after = 0, count = 1; count > 0; after += count) {
      const { messages } = await store.page(id, { kind: 'after', seq: after }, limits.pageMax)
      count = messages.length
      for (const [at, { seq, clientId, rev }] of messages.entries()) {
        if (seq !== after + at + 1) found.holes.push(`hole before ${id} ${seq}`)
        found.messages.set(`${id} ${seq}`, { clientId, rev })
      }
    }
  }
  await store.close()
  return found
}

/** What was answered to someone, or shown, before that moment, and is not there after it; edits and deletions too. */
function missing({ sends, observations }: Run, { messages }: Stored, atMs: number): string[] {
  const acked = sends.flatMap(({ conversationId, clientId, acks }) =>
    acks.map(({ seq, atMs }) => ({ what: 'acknowledged', conversationId, clientId, seq, rev: 1, atMs })),
  )
  const seen = observations.map((one) => ({ ...one, what: 'seen' }))
  const known = [...acked, ...seen].filter((one) => one.atMs <= atMs)
  return known
    .filter(({ conversationId, seq, clientId, rev }) => {
      const message = messages.get(`${conversationId} ${seq}`)
      return message?.clientId !== clientId || message.rev < rev
    })
    .map(({ what, clientId, seq, rev }) => `${clientId} was ${what} at ${seq} with rev ${rev}`)
}

/** Looks at the disk as it was right after answers that are chosen by chance. */
async function breachesAfterLosses(t: Test, name: string, program?: string): Promise<string[]> {
  const { run, calls } = await recorded(t, name, program)
  t.comment(`${calls.length} calls, of which ${calls.filter(isFlush).length} flush`)
  const random = new Random(run.sends.length)
  const answers = run.sends.flatMap(({ acks }) => acks)
  const found: string[] = []
  for (let count = 0; count < losses; count++) {
    const { atMs } = random.oneOf(answers)
    const folder = await temporaryFolder(t)
    const survives = (): boolean => count % 2 === 1 && random.isOneIn(2)
    await writeImage(calls, performance.timeOrigin + atMs + clockMs, folder, survives)
    const left = await stored(folder, run.history.keys())
    found.push(...left.holes, ...missing(run, left, atMs))
  }
  return found
}

t.test('what was acknowledged, or shown to anybody, outlives a loss of power', async (t) => {
  t.same((await breachesAfterLosses(t, 'F12 power loss')).slice(0, 20), [])
})

t.test('and would not, if the database did not wait for the disk', async (t) => {
  const program = await mutantBuild(t, carelessEdits)
  t.ok((await breachesAfterLosses(t, 'F12 before a loss that is noticed', program)).length > 0)
})
