import type { ConversationId, Message, SearchPage } from '@parley/shared'

import type { Endpoints } from '../api/endpoints.ts'
import { withPeople } from '../state/apply/answer.ts'
import type { Result } from '../state/result.ts'
import type { Store } from '../state/store.ts'
import { latestOnly } from './latest.ts'

/** Answers with a page, and knows who wrote what is on it. */
export const messageSearch = (store: Store, endpoints: Endpoints) =>
  latestOnly(async (signal, text: string, cursor: string | null): Promise<Result<SearchPage>> => {
    const result = await endpoints.searchMessages({ q: text, cursor }, signal)
    if (result.ok) await learnSenders(store, endpoints, result.value.items)
    return result
  })

export const conversationSearch = (endpoints: Endpoints) =>
  latestOnly((signal, conversationId: ConversationId, text: string, cursor: string | null) =>
    endpoints.searchMessages({ q: text, conversationId, cursor }, signal),
  )

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
