import t from 'tap'

import { testMutant } from '../delivery/mutant-run.ts'
import { mutants } from '../delivery/mutants.ts'

t.setTimeout(1_200_000)

for (const mutant of mutants) {
  t.test(`${mutant.breaks ?? 'Nothing'} is found broken when ${mutant.name}`, (t) => testMutant(t, mutant))
}
