import t from 'tap'

import { testMutant } from './mutant-run.ts'
import { mutants } from './mutants.ts'

t.setTimeout(300_000)

for (const mutant of mutants.filter(({ deaths }) => !deaths)) {
  t.test(`${mutant.breaks ?? 'Nothing'} is found broken when ${mutant.name}`, (t) => testMutant(t, mutant))
}
