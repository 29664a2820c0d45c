import type { Bus } from '../../../bus/bus.ts'
import type { ConversationStores } from '../../../stores/stores.ts'
import type { ConversationAccess } from '../../conversations/conversation-access.ts'
import type { MessageFiles } from '../../files/message-files.ts'
import { ExpirySweep } from '../../expiry/expiry-sweep.ts'
import type { Clock, Metrics } from '../../ports.ts'
import { Forwarding } from './forwarding.ts'
import { MentionFinder } from './mention-finder.ts'
import { MessageWriter } from './message-writer.ts'
import { PartResolver } from './part-resolver.ts'

interface WritingParts {
  readonly stores: ConversationStores
  readonly access: ConversationAccess
  readonly bus: Bus
  readonly metrics: Metrics
  readonly clock: Clock
}

/** What makes messages of what people give, and writes them. */
export function buildWriting(parts: WritingParts, messageFiles: MessageFiles) {
  const { stores, access, bus, metrics, clock } = parts
  const writer = new MessageWriter(stores.messages, bus, metrics)
  const mentionFinder = new MentionFinder(stores.memberships)
  const forwarding = new Forwarding(stores, access, messageFiles)
  return {
    writer,
    expirySweep: new ExpirySweep(stores.messages, writer, messageFiles, clock),
    mentionFinder,
    partResolver: new PartResolver({ store: stores.messages, messageFiles, mentionFinder, forwarding }),
  }
}
