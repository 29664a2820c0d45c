import type { UserId } from '@parley/shared'

import type { Client } from '../client.ts'
import { Chunk } from '../../chunk.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import type { CreateTab } from './create-tabs.ts'

export const createChunk = new Chunk(() => import('./create-tabs.ts'))

/** Find somebody, find a group, or make one. */
export async function openNewConversation(
  client: Client,
  viewerId: UserId,
  tab: CreateTab = 'people',
  name = '',
): Promise<void> {
  const loaded = await whenLoaded(createChunk)
  loaded?.openCreate(client, { viewerId, tab, name })
}
