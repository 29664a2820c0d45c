import type { FoundGroup } from '@parley/shared'

import { conversationRoute } from '../../router.ts'
import type { Client } from '../client.ts'

/** Joins it, unless one is in it already, and opens it. */
export async function enterGroup(
  client: Client,
  { conversation, member }: FoundGroup,
  done: () => void,
): Promise<void> {
  if (!member) {
    const result = await client.actions.conversations.join(conversation.id)
    if (!result.ok) {
      client.toasts.failure(result.failure)
      return
    }
  }
  done()
  client.router.go(conversationRoute(conversation.id))
}
