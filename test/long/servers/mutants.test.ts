import t from 'tap'

import { testMutant } from '../../delivery/mutant-run.ts'
import { serverMutants } from '../../delivery/server-mutants.ts'
import { Field } from '../../faults/support/field.ts'

/** Who writes to servers, and loses races there, says less in the same time. */
const talkMs = 6_000

t.setTimeout(300_000)

for (const mutant of serverMutants) {
  t.test(`${mutant.breaks} is found broken when ${mutant.name}`, async (t) => {
    const start = async (program: string) => (await Field.open(t, { program })).instances
    await testMutant(t, mutant, { start, talkMs })
  })
}
