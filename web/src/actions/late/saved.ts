import type { Endpoints } from '../../api/endpoints.ts'
import type { LateEndpoints } from '../../api/late-endpoints.ts'
import type { Store } from '../../state/store.ts'
import type { SavedActions } from '../actions.ts'
import { learnSenders } from './finding.ts'

export const savedActions = (store: Store, endpoints: Endpoints, late: LateEndpoints): SavedActions => ({
  list: async (cursor) => {
    const result = await late.saved(cursor)
    const messages = result.ok ? result.value.items.flatMap(({ message }) => message ?? []) : []
    await learnSenders(store, endpoints, messages)
    return result
  },
  places: late.savedPlaces,
  set: late.setSaved,
})
