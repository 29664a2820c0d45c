import type { Message } from '@parley/shared'

import type { Client } from '../client.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import { forwardChunk } from './chunk.ts'

export async function openForward(client: Client, message: Message): Promise<void> {
  const loaded = await whenLoaded(forwardChunk)
  loaded?.openForwardDialog(client, message)
}
