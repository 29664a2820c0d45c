import type { Bus } from '../../bus/bus.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { Clock, Ids, Metrics } from '../ports.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import { MessageHeads } from './message-heads.ts'
import { MessageService } from './message-service.ts'
import { MessageWriter } from './message-writer.ts'
import { ReadService } from './read-service.ts'
import { SearchService } from './search-service.ts'

export interface MessageParts {
  readonly stores: ConversationStores
  readonly access: ConversationAccess
  readonly bus: Bus
  readonly clock: Clock
  readonly ids: Ids
  readonly metrics: Metrics
  readonly fanOut: FanOut
}

/** The services of messages, and what finishes their writes before the stores close. */
export function buildMessages({ stores, access, bus, clock, ids, metrics, fanOut }: MessageParts) {
  const writer = new MessageWriter(stores.messages, bus, metrics)
  const reads = new ReadService(access, stores.memberships, stores.messages, bus)
  return {
    messages: new MessageService({ access, store: stores.messages, writer, fanOut, clock, ids }),
    reads,
    search: new SearchService(access, stores.memberships, stores.messages),
    heads: new MessageHeads(stores.messages),
    drain: async (): Promise<void> => {
      await writer.drain()
      await reads.drain()
    },
  }
}
