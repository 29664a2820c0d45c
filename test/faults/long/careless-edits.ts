import type { Edit } from '../../support/processes/mutant-build.ts'

/** A server that does not wait for the disk. */
export const carelessEdits: readonly Edit[] = [
  {
    file: 'api/src/adapters/sqlite/open-file.ts',
    text: "'PRAGMA synchronous = FULL'",
    instead: "'PRAGMA synchronous = NORMAL'",
  },
]
