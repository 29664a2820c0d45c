import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { Unavailable } from '../../stores/errors.ts'
import type { Database } from './tables.ts'

/** It failed and is known to have done nothing, so it may be tried again. */
export class Undone extends Unavailable {}

const triesMax = 8
/** Whoever asked waits no longer than a request may take, so what fails late is not tried again. */
const triesEndMs = 1_500
const pauseMs = 4

/** Several statements that happen together or not at all. `work` may run more than once: it touches the database alone. */
export function inTransaction<Result>(
  db: Database,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  return tryAgain(() => db.transaction().execute(work))
}

export async function tryAgain<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const endsAt = performance.now() + triesEndMs
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Undone) || tries === triesMax || performance.now() > endsAt) throw error
      // At random, or those who were in each other's way would meet again.
      await sleep(randomInt(1, pauseMs * 2 ** tries))
    }
  }
}
