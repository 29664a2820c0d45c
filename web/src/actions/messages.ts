import type { Endpoints } from '../api/endpoints.ts'
import type { Outbox } from '../realtime/outbox/outbox.ts'
import type { Store } from '../state/store.ts'
import type { MessageActions } from './actions.ts'
import { lateQuotes } from './late-quotes.ts'
import type { TimelineLoader } from './timeline-loader.ts'

export function messageActions(
  store: Store,
  endpoints: Endpoints,
  outbox: Outbox,
  windows: TimelineLoader,
): MessageActions {
  return {
    open: (id) => windows.open(id),
    openLatest: (id) => windows.openLatest(id),
    lookUp: lateQuotes(store, endpoints.messagesBySeq),
    openAround: (id, seq) => windows.openAround(id, seq),
    release: (id) => windows.release(id),
    loadOlder: (id) => windows.loadOlder(id),
    loadNewer: (id) => windows.loadNewer(id),
    send: (id, text, more) => outbox.add(id, text, more),
    retry: (clientId) => outbox.retry(clientId),
    discard: (clientId) => outbox.discard(clientId),
  }
}
