import t from 'tap'

import { killAtPoint, killHits, killPoints } from '../../delivery/kill-points.ts'
import { Field } from '../../faults/support/field.ts'

t.setTimeout(300_000 + killHits * 30_000)

for (const point of killPoints.filter(({ store }) => store !== 'sqlite')) {
  t.test(`Nothing is lost, doubled or reordered when instances die ${point.name}`, async (t) => {
    const start = async (program: string) => (await Field.open(t, { program })).instances
    await killAtPoint(t, { point, hits: killHits, start })
  })
}
