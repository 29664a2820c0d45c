import type { Test } from 'tap'

import { deciding, folding } from './folding.ts'
import { reaching } from './reaching.ts'
import { seeing } from './seeing.ts'
import type { Open } from './world.ts'

/** Whether through one instance or through two. */
export function blockingSuite(t: Test, open: Open): void {
  for (const side of ['blocker', 'blocked'] as const) reaching(t, open, side)
  for (const side of ['blocker', 'blocked'] as const) seeing(t, open, side)
  folding(t, open)
  deciding(t, open)
}
