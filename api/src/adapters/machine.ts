import type { Log } from '../domain/ports.ts'
import { Argon2Hasher } from './crypto/argon2-hasher.ts'
import { RandomIds } from './crypto/random-ids.ts'
import { LibraryFileInspector } from './media/file-inspector.ts'
import { SystemClock } from './system-clock.ts'

/** What the rules need of the machine that they run on. */
export const machine = (log: Log) => ({
  clock: new SystemClock(),
  ids: new RandomIds(),
  hasher: new Argon2Hasher(),
  inspector: new LibraryFileInspector(log),
})
