import type { ConversationId } from '@parley/shared'

import type { Client } from '../client.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import { linksChunk } from './chunk.ts'

export async function openLinks(client: Client, id: ConversationId): Promise<void> {
  const loaded = await whenLoaded(linksChunk)
  loaded?.openLinksDialog(client, id)
}
