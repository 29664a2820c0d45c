import t from 'tap'

import { carelessEdits } from '../faults/long/careless-edits.ts'
import { editedFiles } from '../support/processes/mutant-build.ts'
import { blockOmissions } from './block-omissions.ts'
import { killPoints } from './kill-points.ts'
import { mutants } from './mutants.ts'
import { serverMutants } from './server-mutants.ts'

const builds = [
  ...mutants,
  ...serverMutants,
  ...blockOmissions,
  ...killPoints.map(({ name, edits }) => ({ name: `it dies ${name}`, edits })),
  { name: 'the database does not wait for the disk', edits: carelessEdits },
]

// They run seldom, because each takes long: that their texts are found is to be seen with every change.
for (const { name, edits } of builds) {
  t.test(`The source can be changed so that ${name}`, async (t) => {
    await t.resolves(editedFiles(edits))
  })
}
