import { setInterval } from 'node:timers'

import { Random } from '../../delivery/random.ts'

/** Something that is to be sent, so long after the beginning. */
export interface Due {
  readonly afterMs: number
  readonly seat: number
}

/** The same at each run, so that all that are compared get the same load. */
const seed = 1

/** Everyone at their own moments, once in each interval. */
export function* everyoneEach(seats: readonly number[], everyMs: number): Generator<Due, never> {
  const random = new Random(seed)
  const phases = seats
    .map((seat) => ({ seat, phaseMs: random.between(0, everyMs) }))
    .sort((a, b) => a.phaseMs - b.phaseMs)
  for (let round = 0; ; round++) {
    for (const { seat, phaseMs } of phases) yield { seat, afterMs: round * everyMs + phaseMs }
  }
}

/** As many who know nothing of each other come: now and then several at once. */
export function* atRandom(perSecond: number): Generator<Due, never> {
  const random = new Random(seed)
  let afterMs = 0
  for (;;) {
    afterMs -= (Math.log(1 - random.next()) * 1_000) / perSecond
    yield { seat: 0, afterMs }
  }
}

/**
 * Sends what is due, answered or not. Who measures from `dueAtMs` leaves out no wait: a late timer
 * makes up for all that was due meanwhile.
 * @returns what ends it
 */
export function openLoop(
  dues: Iterator<Due, never>,
  send: (seat: number, dueAtMs: number) => void,
): () => void {
  const startMs = performance.now()
  let next = dues.next().value
  const timer = setInterval(() => {
    const passedMs = performance.now() - startMs
    for (; next.afterMs <= passedMs; next = dues.next().value) send(next.seat, startMs + next.afterMs)
  }, 1)
  return () => clearInterval(timer)
}
