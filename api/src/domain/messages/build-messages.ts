import type { Bus } from '../../bus/bus.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { ActionRates } from '../action-rates.ts'
import type { BlockGuard } from '../blocking/block-guard.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import type { Clock, Ids, Metrics } from '../ports.ts'
import { MessageHeads } from './message-heads.ts'
import { MessageService } from './message-service.ts'
import { ReactionService } from './reaction-service.ts'
import { ReadService } from './read-service.ts'
import { SearchService } from './search-service.ts'
import { MessageWriter } from './writing/message-writer.ts'
import { PartResolver } from './writing/part-resolver.ts'

interface MessageParts {
  readonly stores: ConversationStores
  readonly access: ConversationAccess
  readonly guard: BlockGuard
  readonly bus: Bus
  readonly clock: Clock
  readonly ids: Ids
  readonly metrics: Metrics
  readonly fanOut: FanOut
  readonly actionRates: ActionRates
}

export function buildMessages(parts: MessageParts) {
  const { stores, bus, metrics } = parts
  const writer = new MessageWriter(stores.messages, bus, metrics)
  const reactions = new ReactionService({ ...parts, store: stores.messages, users: stores.users, writer })
  const partResolver = new PartResolver(stores.messages)
  const reads = new ReadService({ ...parts, ...stores })
  return {
    messages: new MessageService({ ...parts, store: stores.messages, reactions, writer, partResolver }),
    reactions,
    reads,
    search: new SearchService(parts.access, parts.guard, stores.memberships, stores.messages),
    heads: new MessageHeads(stores.messages),
    drain: async (): Promise<void> => {
      await writer.drain()
      await reads.drain()
    },
  }
}
