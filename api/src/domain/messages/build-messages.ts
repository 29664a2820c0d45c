import type { Bus } from '../../bus/bus.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { ActionRates } from '../action-rates.ts'
import type { ConversationRules } from '../conversation-rules.ts'
import type { BlockGuard } from '../blocking/block-guard.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import { buildOwn } from '../drafts/build-own.ts'
import { buildFiles, type FileParts } from '../files/build-files.ts'
import type { Metrics } from '../ports.ts'
import { MentionService } from './mention-service.ts'
import { MessageHeads } from './message-heads.ts'
import { MessageService } from './message-service.ts'
import { PinService } from './pin-service.ts'
import { ReactionService } from './reaction-service.ts'
import { ReadService } from './read-service.ts'
import { buildScheduled } from './scheduled/build-scheduled.ts'
import { SearchService } from './search-service.ts'
import { StateService } from './state-service.ts'
import { buildWriting } from './writing/build-writing.ts'

export type { FileParts }

interface MessageParts extends FileParts {
  readonly stores: ConversationStores
  readonly access: ConversationAccess
  readonly rules: ConversationRules
  readonly guard: BlockGuard
  readonly bus: Bus
  readonly metrics: Metrics
  readonly fanOut: FanOut
  readonly actionRates: ActionRates
}

export function buildMessages(parts: MessageParts) {
  const { stores } = parts
  const { messageFiles, ...files } = buildFiles(stores, parts.access, parts)
  const { writer, expirySweep, ...writing } = buildWriting(parts, messageFiles)
  const reactions = new ReactionService({ ...parts, store: stores.messages, users: stores.users, writer })
  const reads = new ReadService({ ...parts, ...stores })
  const shared = { ...parts, store: stores.messages, reactions, writer }
  const messages = new MessageService({ ...shared, ...writing, messageFiles })
  return {
    messages,
    reactions,
    states: new StateService(shared),
    pins: new PinService({ ...shared, messages }),
    ...buildScheduled({ ...parts, ...writing, sending: messages.sending, messageFiles }),
    ...buildOwn({ ...parts, reactions }),
    ...files,
    reads,
    mentions: new MentionService({ ...parts, ...stores }),
    search: new SearchService({ ...parts, ...stores }),
    heads: new MessageHeads(stores.messages),
    expirySweep,
    drain: async (): Promise<void> => {
      await writer.drain()
      await reads.drain()
    },
  }
}
