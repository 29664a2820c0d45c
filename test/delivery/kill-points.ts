import type { Test } from 'tap'

import { breaches } from '../../scripts/delivery/checker.ts'
import { isLong } from '../faults/support/scale.ts'
import { dieAtPass, mutantBuild, quickHeartbeat, type Edit } from '../support/processes/mutant-build.ts'
import type { ServerProcess } from '../support/processes/server-process.ts'
import { deliveryRun } from './run.ts'
import { Supervisor } from './supervisor.ts'

export interface KillPoint {
  readonly name: string
  /** Null where it is the same for every store. */
  readonly store: 'sqlite' | 'mongo' | null
  readonly edits: readonly Edit[]
}

/** Late enough for the groups to be made, and not always at the same message. */
const die = dieAtPass('10 + Math.floor(Math.random() * 20)')
const writer = 'api/src/domain/messages/writing/message-writer.ts'

const commits = 'api/src/adapters/sqlite-messages/write-ahead.ts'
const addEntry = 'const id = this.#journal.add(kind, content)'
const carryOut = 'this.#carryOut({ id, kind, content })'

const before = (file: string, text: string, then = die): Edit => ({ file, text, instead: `${then}\n${text}` })

/** The exact places at which a process that dies could break the delivery contract. */
const all: readonly KillPoint[] = [
  {
    name: 'after the entry in the journal, before the tables',
    store: 'sqlite',
    edits: [{ file: commits, text: addEntry, instead: `${addEntry}\n${die}` }],
  },
  {
    name: 'after the tables, before their commit',
    store: 'sqlite',
    edits: [
      { file: commits, text: `return ${carryOut}`, instead: `const done = ${carryOut}\n${die}\nreturn done` },
    ],
  },
  {
    name: 'after the commit of the tables, before the journal forgets',
    store: 'sqlite',
    edits: [
      before(
        commits,
        'if (this.#length > 0) this.#journal.forgetUpTo(this.#lastId)',
        `if (this.#length > 0 && this.#lastId > 10) ${dieAtPass('1 + Math.floor(Math.random() * 2)')}`,
      ),
    ],
  },
  {
    name: 'after the insert, before the heads',
    store: 'mongo',
    edits: [before('api/src/adapters/mongo/writing/message-appender.ts', 'await this.#lease.release(')],
  },
  {
    name: 'after the commit, before anyone is told',
    store: null,
    edits: [
      { file: writer, text: 'return await write', instead: `const done = await write\n${die}\nreturn done` },
    ],
  },
  {
    name: 'after the publishing, before the answer',
    store: null,
    edits: [
      before(
        writer,
        'this.#metrics.messagesStored(stored.length)',
        `await new Promise(setImmediate) // by then it has left\n${die}`,
      ),
    ],
  },
  {
    name: 'before the ack',
    store: null,
    edits: [
      {
        file: 'api/src/realtime/handlers/dispatch.ts',
        text: "=> connection.send({ type: 'ack', ref, message })",
        instead: `=> {\n${die}\nconnection.send({ type: 'ack', ref, message })\n}`,
      },
      before(
        'api/src/domain/messages/writing/message-sending.ts',
        "switch (outcome.kind) {\n      case 'stored':",
      ),
    ],
  },
]

export const killPoints = all.map((point) => ({ ...point, edits: [quickHeartbeat, ...point.edits] }))

/** How often each point is met. */
export const killHits = isLong ? 50 : 3

export interface KillRun {
  readonly point: KillPoint
  readonly hits: number
  /** Starts instances of this program. */
  readonly start: (program: string) => Promise<readonly ServerProcess[]>
}

/** For one death and the start after it, on a machine with much else to do. */
const hitMaxMs = 30_000
/** They go on dying while the last ones wait for their answers, and start on a busy machine. */
const convergenceMaxMs = 90_000
const seed = Number(process.env['FAULTS_SEED'] ?? Date.now() % 1_000_000)

/** Lets clients talk with instances that die at one point again and again, and checks that the contract was kept. */
export async function killAtPoint(t: Test, { point, hits, start }: KillRun): Promise<void> {
  const startMs = performance.now()
  const servers = await start(await mutantBuild(t, point.edits))
  const supervisor = new Supervisor(servers)
  t.teardown(() => supervisor.end())
  const harm = (): Promise<void> => supervisor.untilDied(hits, hits * hitMaxMs)
  const urls = servers.map(({ url }) => url)
  const options = { urls, seed, writers: 6, conversations: 3, nemesis: { harm } }
  const run = await deliveryRun({ ...options, convergenceMaxMs })

  const found = breaches(run)
  const acked = run.sends.filter(({ acks }) => acks.length > 0).length
  const { deaths } = supervisor
  const seconds = Math.round((performance.now() - startMs) / 1_000)
  const figures = { seed, deaths, sends: run.sends.length, observations: run.observations.length, seconds }
  const fault = { fault: `F1b killed ${point.name}`, ...figures, breaches: found.length }
  t.comment(`fault: ${JSON.stringify(fault)}`)
  t.ok(acked > deaths, `the run was worth checking: ${acked} messages were acknowledged`)
  t.same(found.slice(0, 20), [], 'the delivery contract was kept')
}
