import type { Edit } from '../support/processes/mutant-build.ts'
import { withQuickHeartbeat, type Mutant } from './mutants.ts'

const appender = 'api/src/adapters/mongo/writing/message-appender.ts'
const inserter = 'api/src/adapters/mongo/writing/message-inserter.ts'
const collections = 'api/src/adapters/mongo/connection/collections.ts'

const notUnique = (index: string): Edit => ({
  file: collections,
  text: `${index}, unique: true }`,
  instead: `${index}, unique: false }`,
})

/** Two instances on the servers that break the delivery contract, each pair in one way. */
const all: readonly Mutant[] = [
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
        text: 'await this.#call.messages.insert(documents, order)',
        instead: 'void this.#call.messages.insert(documents, order).catch(() => undefined)',
      },
    ],
  },
]

export const serverMutants = all.map(withQuickHeartbeat)
