import type { UserId } from '@parley/shared'

import { presenceTopic, type Bus } from '../../bus/bus.ts'

/** Those who watch these people look again whether they may. */
export function tellWatchers(bus: Bus, userIds: readonly UserId[]): void {
  for (const userId of userIds) bus.publish(presenceTopic(userId), { type: 'memberships-changed' })
}
