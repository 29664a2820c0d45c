import { Prefetch } from './actions/prefetch.ts'
import type { Endpoints } from './api/endpoints.ts'
import type { Keeping } from './cache/chat-cache.ts'
import { ChatKeeper } from './cache/chat-keeper.ts'
import type { Store } from './state/store.ts'

/** Builds what keeps copies on this device: nothing that one waits for. */
export function createKeeping(
  store: Store,
  endpoints: Endpoints,
  storage: Storage,
  isPrefetchWelcome: () => boolean,
): Keeping {
  const keeper = new ChatKeeper(store, storage)
  return { keeper, prefetch: new Prefetch(store, endpoints, keeper, isPrefetchWelcome) }
}
