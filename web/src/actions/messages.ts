import type { Endpoints } from '../api/endpoints.ts'
import type { Outbox } from '../realtime/outbox/outbox.ts'
import { withMessage } from '../state/apply/message.ts'
import { reactedBy, withoutReacting, withShown } from '../state/apply/reactions.ts'
import type { Store } from '../state/store.ts'
import type { MessageActions } from './actions.ts'
import { lateQuotes } from './late-quotes.ts'
import { messageChanges } from './message-changes.ts'
import { conversationSearch, messageSearch } from './message-search.ts'
import { seqSince } from './seq-since.ts'
import type { TimelineLoader } from './timeline-loader.ts'

export function messageActions(
  store: Store,
  endpoints: Endpoints,
  outbox: Outbox,
  windows: TimelineLoader,
  uuid: () => string,
): MessageActions {
  return {
    open: (id) => windows.open(id),
    openLatest: (id) => windows.openLatest(id),
    lookUp: lateQuotes(store, endpoints.messagesBySeq),
    openAround: (id, seq) => windows.openAround(id, seq),
    search: messageSearch(store, endpoints),
    searchIn: conversationSearch(endpoints),
    seqSince: (id, moment) => seqSince(store, endpoints, id, moment),
    release: (id) => windows.release(id),
    loadOlder: (id) => windows.loadOlder(id),
    loadNewer: (id) => windows.loadNewer(id),
    send: (id, text, parts) => outbox.add(id, text, parts),
    retry: (clientId) => outbox.retry(clientId),
    discard: (clientId) => outbox.discard(clientId),
    ...messageChanges(store, endpoints, uuid),
    react: async (message, emoji, isOn) => {
      const reacting = { message, emoji, isOn }
      store.chat.update((chat) => withShown(chat, reactedBy(reacting)))
      const result = await endpoints.react(message.conversationId, message.seq, emoji, isOn)
      store.chat.update((chat) =>
        result.ok
          ? withShown(withMessage(chat, result.value), result.value)
          : withoutReacting(chat, reacting),
      )
      return result
    },
    reactors: (message, emoji) => endpoints.reactors(message.conversationId, message.seq, emoji),
  }
}
