import type { ConversationId, MentionPage, Message, SearchPage } from '@parley/shared'

import type { Endpoints } from '../../api/endpoints.ts'
import type { LateEndpoints } from '../../api/late-endpoints.ts'
import { withPeople } from '../../state/apply/answer.ts'
import type { Result } from '../../state/result.ts'
import type { Store } from '../../state/store.ts'
import type { FindingActions } from '../actions.ts'
import { latestOnly } from './latest.ts'
import { seqSince } from './seq-since.ts'

export function findingActions(store: Store, endpoints: Endpoints, late: LateEndpoints): FindingActions {
  return {
    search: latestOnly(async (signal, text: string, cursor: string | null): Promise<Result<SearchPage>> => {
      const result = await late.searchMessages({ q: text, cursor }, signal)
      if (result.ok) await learnSenders(store, endpoints, result.value.items)
      return result
    }),
    searchIn: latestOnly((signal, conversationId: ConversationId, text: string, cursor: string | null) =>
      late.searchMessages({ q: text, conversationId, cursor }, signal),
    ),
    mentions: async (cursor): Promise<Result<MentionPage>> => {
      const result = await late.mentions(cursor)
      if (result.ok) await learnSenders(store, endpoints, result.value.items)
      return result
    },
    seqSince: (id, moment) => seqSince(store, endpoints, id, moment),
    reactors: (message, emoji) => late.reactors(message.conversationId, message.seq, emoji),
  }
}

/** So that they are known where the messages are shown. */
export async function learnSenders(
  store: Store,
  endpoints: Endpoints,
  found: readonly Message[],
): Promise<void> {
  const senders = new Set(found.map(({ senderId }) => senderId))
  const strangers = [...senders].filter((id) => !store.chat.get().people.has(id))
  if (strangers.length === 0) return
  const result = await endpoints.usersById(strangers)
  if (result.ok) store.chat.update((chat) => withPeople(chat, result.value.items))
}
