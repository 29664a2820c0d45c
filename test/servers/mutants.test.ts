import t from 'tap'

import { testMutant } from '../delivery/mutant-run.ts'
import type { Mutant } from '../delivery/mutants.ts'
import { Field } from '../faults/support/field.ts'
import { quickHeartbeat, type Edit } from '../support/processes/mutant-build.ts'

const appender = 'api/src/adapters/mongo/writing/message-appender.ts'
const inserter = 'api/src/adapters/mongo/writing/message-inserter.ts'
const collections = 'api/src/adapters/mongo/connection/collections.ts'

const notUnique = (index: string): Edit => ({
  file: collections,
  text: `${index}, unique: true }`,
  instead: `${index}, unique: false }`,
})

/** Two instances on the servers that break the delivery contract, each pair in one way. */
const mutants: readonly Mutant[] = [
  {
    name: 'whose turn comes after another instance leaves a number out',
    breaks: 'I4',
    edits: [
      {
        file: appender,
        text: 'return new Map([...withLease, ...without])',
        instead: `const later = [...withLease].map(([id, { seq, rev }]) => [id, { seq: seq + 1, rev: rev + 1 }])
    return new Map([...later, ...without])`,
      },
    ],
  },
  {
    name: 'no index keeps two instances from giving the same number',
    breaks: 'I4',
    edits: [
      notUnique("name: 'by-seq', key: { c: 1, seq: 1 }"),
      notUnique("name: 'by-rev', key: { c: 1, rev: 1 }"),
      notUnique("name: 'by-any-rev', key: { c: 1, revs: 1 }"),
    ],
  },
  {
    name: 'messages are acknowledged and told before MongoDB has answered',
    breaks: 'I1',
    edits: [
      {
        file: inserter,
        text: 'await deadline.step((maxTimeMS) => this.#messages.insertMany(copies, { ...order, maxTimeMS }))',
        instead: 'void this.#messages.insertMany(copies, order).catch(() => undefined)',
      },
    ],
  },
]

/** Who writes to servers, and loses races there, says less in the same time. */
const talkMs = 6_000

t.setTimeout(300_000)

for (const mutant of mutants) {
  t.test(`${mutant.breaks} is found broken when ${mutant.name}`, async (t) => {
    const start = async (program: string) => (await Field.open(t, { program })).instances
    await testMutant(t, { ...mutant, edits: [quickHeartbeat, ...mutant.edits] }, { start, talkMs })
  })
}
