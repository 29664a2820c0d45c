import type { Bus } from '../../../bus/bus.ts'
import type { ConversationStores } from '../../../stores/stores.ts'
import type { ConversationAccess } from '../../conversations/conversation-access.ts'
import type { MessageFiles } from '../../files/message-files.ts'
import type { Metrics } from '../../ports.ts'
import { Forwarding } from './forwarding.ts'
import { MentionFinder } from './mention-finder.ts'
import { MessageWriter } from './message-writer.ts'
import { PartResolver } from './part-resolver.ts'

interface WritingParts {
  readonly stores: ConversationStores
  readonly access: ConversationAccess
  readonly bus: Bus
  readonly metrics: Metrics
}

/** What makes messages of what people give, and writes them. */
export function buildWriting({ stores, access, bus, metrics }: WritingParts, messageFiles: MessageFiles) {
  const mentionFinder = new MentionFinder(stores.memberships)
  const forwarding = new Forwarding(stores, access, messageFiles)
  return {
    writer: new MessageWriter(stores.messages, bus, metrics),
    mentionFinder,
    partResolver: new PartResolver({ store: stores.messages, messageFiles, mentionFinder, forwarding }),
  }
}
