import type { ConversationId, Message } from '@parley/shared'

import type { MessageStore } from '../../stores/message-store.ts'

/**
 * The messages that these answer and that are not among them, as they are now; in order of seq. What lies before where
 * one reads from is left out, and where there is nothing so is the field.
 */
export async function quotesOf(
  store: MessageStore,
  conversationId: ConversationId,
  items: readonly Message[],
  readsFromSeq: number,
): Promise<{ quotes?: Message[] }> {
  const there = new Set(items.map(({ seq }) => seq))
  const answered = items.flatMap(({ replyTo }) =>
    replyTo === undefined || replyTo < readsFromSeq || there.has(replyTo) ? [] : replyTo,
  )
  if (answered.length === 0) return {}
  return { quotes: await store.bySeqs(conversationId, [...new Set(answered)]) }
}
