import type { ConversationId, Message, MessageState } from '@parley/shared'
import { expiredMessage, isExpired } from '@parley/shared/expiry'

import type { MessageStore, ReactorQuery } from '../../stores/message-store.ts'
import type { Clock } from '../ports.ts'

/**
 * The messages as they are now: of one whose time is over nothing but its place is there, from that moment on and
 * however long the one who takes it away may take. Everything that people read goes through here.
 */
export function unexpiredMessages(store: MessageStore, clock: Clock): MessageStore {
  const isThere = (message: Message) => !isExpired(message, clock.now())
  const shown = (message: Message) => (isThere(message) ? message : expiredMessage(message))
  const all = <Found extends { readonly messages: Message[] }>(found: Found) => ({
    ...found,
    messages: found.messages.map(shown),
  })
  const isPlaceOnly = async (conversationId: ConversationId, seq: number): Promise<boolean> =>
    (await store.bySeqs(conversationId, [seq])).every((message) => !isThere(message))
  return {
    writesAtOnce: store.writesAtOnce,
    append: (drafts) => store.append(drafts),
    change: (changes) => store.change(changes),
    epoch: () => store.epoch(),
    heads: (ids) => store.heads(ids),
    hasWritten: (userId, stretches) => store.hasWritten(userId, stretches),
    ownReactions: (userId, id, seqs) => store.ownReactions(userId, id, seqs),
    expired: (at, limit) => store.expired(at, limit),
    overview: (userId, positions, blocked, at = clock.now()) =>
      store.overview(userId, positions, blocked, at),
    page: async (id, anchor, limit) => all(await store.page(id, anchor, limit)),
    changesAfter: async (id, rev, limit) => all(await store.changesAfter(id, rev, limit)),
    bySeqs: async (id, seqs) => (await store.bySeqs(id, seqs)).map(shown),
    byClientId: async (id, senderId, clientId) => {
      const message = await store.byClientId(id, senderId, clientId)
      return message && shown(message)
    },
    pins: async (id) => (await store.pins(id)).filter(isThere),
    mentions: async (query) => {
      const found = await store.mentions(query)
      return { ...found, messages: found.messages.filter(isThere) }
    },
    search: async (search) => {
      const found = await store.search(search)
      return { ...found, hits: found.hits.filter(isThere) }
    },
    states: async (id, seq): Promise<MessageState[]> =>
      (await isPlaceOnly(id, seq)) ? [] : store.states(id, seq),
    reactors: async (query: ReactorQuery) =>
      (await isPlaceOnly(query.conversationId, query.seq)) ? [] : store.reactors(query),
  }
}
