import type { ConversationId } from '@parley/shared'

import type { MessageStore } from '../../stores/message-store.ts'

/** The seq of the last message, up to which newcomers count as having read: what they find there is not unread. */
export const headOf = async (messages: MessageStore, id: ConversationId): Promise<number> =>
  (await messages.heads([id])).get(id)?.seq ?? 0
