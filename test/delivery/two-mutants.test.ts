import t from 'tap'

import { testMutant } from './mutant-run.ts'
import { mutants } from './mutants.ts'

t.setTimeout(300_000)

/** Those that need no death, two each day. All of them take minutes and are in test/long. */
const alive = mutants.filter(({ deaths }) => !deaths)
const day = Math.floor(Date.now() / (24 * 60 * 60 * 1_000))

for (const mutant of [2 * day, 2 * day + 1].flatMap((turn) => alive[turn % alive.length] ?? [])) {
  t.test(`${mutant.breaks ?? 'Nothing'} is found broken when ${mutant.name}`, (t) => testMutant(t, mutant))
}
