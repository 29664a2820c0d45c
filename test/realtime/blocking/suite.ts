import type { Test } from 'tap'

import { answeringAlike, hidingReads, tellingBoth, tellingOnce } from './doors.ts'
import { deciding, folding } from './folding.ts'
import { reaching } from './reaching.ts'
import { seeing } from './seeing.ts'
import type { Instances } from './world.ts'

/** Whether through one instance or through two. */
export function blockingSuite(t: Test, instances: Instances): void {
  for (const side of ['blocker', 'blocked'] as const) reaching(t, instances, side)
  for (const side of ['blocker', 'blocked'] as const) seeing(t, instances, side)
  folding(t, instances)
  deciding(t, instances)
  answeringAlike(t, instances)
  tellingBoth(t, instances)
  tellingOnce(t, instances)
  hidingReads(t, instances)
}
