import type { UserId } from '@parley/shared'

import type { LateEndpoints } from '../../api/late-endpoints.ts'
import type { LiveSession } from '../../realtime/live-session.ts'
import type { PeopleActions } from '../actions.ts'
import { latestOnly } from './latest.ts'

export function peopleActions(endpoints: LateEndpoints, live: LiveSession): PeopleActions {
  /** The frame that tells the same may come before the answer, or after it, or not at all. */
  const setBlocked = async (userId: UserId, isBlocked: boolean) => {
    const result = await (isBlocked ? endpoints.block(userId) : endpoints.unblock(userId))
    if (result.ok) live.hear({ type: 'block', userId, isBlocked })
    return result
  }
  return {
    search: latestOnly((signal, query: string, cursor: string | null) =>
      endpoints.searchUsers(query, cursor, signal),
    ),
    others: () => endpoints.searchUsers('', null),
    profile: endpoints.profile,
    blocked: endpoints.blocks,
    block: (id) => setBlocked(id, true),
    unblock: (id) => setBlocked(id, false),
  }
}
