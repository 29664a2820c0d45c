import { lost, phantoms, duplicates, gaps, unanswered } from './check-history.ts'
import { fifoBroken, outOfOrder } from './check-order.ts'
import { divergences, intrusions, notConverged } from './check-sights.ts'
import type { Run } from './records.ts'

/** What each invariant is called, under the number that begins its breaches. */
export const invariants = {
  I1: 'lost',
  I2: 'phantom',
  I3: 'duplicate',
  I4: 'gap',
  I5: 'divergence',
  I6: 'hole at a reader',
  I7: 'order of one sender',
  I8: 'order in time',
  I9: 'liveness',
  I11: 'access after removal',
} as const
export type Invariant = keyof typeof invariants

const checks: Record<Invariant, (run: Run) => string[]> = {
  I1: lost,
  I2: phantoms,
  I3: duplicates,
  I4: gaps,
  I5: divergences,
  I6: (run) => [...run.holes],
  I7: fifoBroken,
  I8: outOfOrder,
  I9: (run) => [...unanswered(run), ...notConverged(run)],
  I11: intrusions,
}

/** Every breach of the delivery contract in a run, by its invariant; those that are kept are left out. */
export function breachesByInvariant(run: Run): Map<Invariant, string[]> {
  const found = Object.entries(checks).map(([id, check]) => [id as Invariant, check(run)] as const)
  return new Map(found.filter(([, breaches]) => breaches.length > 0))
}

/** One line each. None is what is promised. */
export function breaches(run: Run): string[] {
  return [...breachesByInvariant(run)].flatMap(([id, found]) =>
    found.map((breach) => `${id} ${invariants[id]}: ${breach}`),
  )
}
