import type { UserId } from '@parley/shared'

import type { Client } from '../client.ts'
import { chunks } from '../late/chunks.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import type { CreateTab } from './create-tabs.ts'

/** Find somebody, find a group, or make one. */
export async function openNewConversation(
  client: Client,
  viewerId: UserId,
  tab: CreateTab = 'people',
  name = '',
): Promise<void> {
  const loaded = await whenLoaded(client.toasts, chunks.create)
  loaded?.openCreate(client, { viewerId, tab, name })
}
