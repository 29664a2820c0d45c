import type { UserId } from '@parley/shared'

import { conversationRoute } from '../../router.ts'
import type { Client } from '../client.ts'

/** The conversation with somebody, or with oneself alone: the one that there is, or a new one. */
export async function openDirect(client: Client, userId: UserId, done: () => void): Promise<void> {
  const result = await client.actions.conversations.openDirect(userId)
  if (!result.ok) {
    client.toasts.failure(result.failure)
    return
  }
  done()
  client.router.go(conversationRoute(result.value.conversation.id))
}
