import type { Endpoints } from '../api/endpoints.ts'
import type { PresenceWatch } from '../realtime/presence-watch.ts'
import type { PeopleActions } from './actions.ts'
import { latestOnly } from './latest.ts'

export function peopleActions(endpoints: Endpoints, presence: PresenceWatch): PeopleActions {
  return {
    search: latestOnly((signal, query: string, cursor: string | null) =>
      endpoints.searchUsers(query, cursor, signal),
    ),
    profile: endpoints.profile,
    profileByUsername: endpoints.profileByUsername,
    watch: (ids) => presence.watch(ids),
  }
}
