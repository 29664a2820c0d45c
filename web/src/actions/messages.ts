import type { Message } from '@parley/shared'
import { storedText } from '@parley/shared/text'

import type { Endpoints } from '../api/endpoints.ts'
import type { Outbox } from '../realtime/outbox/outbox.ts'
import { withMessage } from '../state/apply/message.ts'
import { reactedBy, withoutReacting, withShown } from '../state/apply/reactions.ts'
import type { Result } from '../state/result.ts'
import type { Store } from '../state/store.ts'
import type { MessageActions } from './actions.ts'
import { lateQuotes } from './late-quotes.ts'
import { conversationSearch, messageSearch } from './message-search.ts'
import { seqSince } from './seq-since.ts'
import type { TimelineLoader } from './timeline-loader.ts'

export function messageActions(
  store: Store,
  endpoints: Endpoints,
  outbox: Outbox,
  windows: TimelineLoader,
): MessageActions {
  const changed = async (answer: Promise<Result<Message>>) => {
    const result = await answer
    if (result.ok) store.chat.update((chat) => withMessage(chat, result.value))
    return result
  }
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
    edit: async (id, seq, { text, ...base }) => {
      const result = await changed(endpoints.editMessage(id, seq, { text: storedText(text), ...base }))
      if (!result.ok && result.failure.kind === 'refused' && result.failure.code === 'message_edited') {
        const page = await endpoints.messagesBySeq(id, [seq])
        if (page.ok) store.chat.update((chat) => page.value.items.reduce(withMessage, chat))
      }
      return result
    },
    forward: ({ conversationId, seq }, to, clientId) =>
      endpoints.forwardMessage(to, clientId, { conversationId, seq }),
    states: ({ conversationId, seq }) => endpoints.messageStates(conversationId, seq),
    clearStates: ({ conversationId, seq }) => changed(endpoints.clearMessageStates(conversationId, seq)),
    remove: (id, seq) => changed(endpoints.removeMessage(id, seq)),
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
