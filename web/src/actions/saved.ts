import type { Endpoints } from '../api/endpoints.ts'
import type { Store } from '../state/store.ts'
import type { SavedActions } from './actions.ts'
import { learnSenders } from './message-search.ts'

export const savedActions = (store: Store, endpoints: Endpoints): SavedActions => ({
  list: async (cursor) => {
    const result = await endpoints.saved(cursor)
    if (result.ok)
      await learnSenders(
        store,
        endpoints,
        result.value.items.flatMap(({ message }) => message ?? []),
      )
    return result
  },
  places: endpoints.savedPlaces,
  set: endpoints.setSaved,
})
