import type { Bus } from '../bus/bus.ts'
import type { ConversationStores } from '../stores/stores.ts'
import { BlockGuard } from './blocking/block-guard.ts'
import { BlockService } from './blocking/block-service.ts'
import { ConversationRules } from './conversation-rules.ts'
import { MembershipCache } from './conversations/membership-cache.ts'
import { ConversationAccess } from './conversations/conversation-access.ts'
import { ConversationService } from './conversations/conversation-service.ts'
import { DirectService } from './conversations/direct-service.ts'
import type { ActionRates } from './action-rates.ts'
import type { FanOut } from './conversations/fan-out.ts'
import { unexpiredMessages } from './expiry/unexpired-messages.ts'
import { GroupEvents } from './conversations/group-events.ts'
import { buildGroups } from './build-groups.ts'
import type { QuotaLimits } from './conversations/contact-quotas.ts'
import { buildMessages, type FileParts } from './messages/build-messages.ts'
import { JoinRequestEvents } from './moderation/join-request-events.ts'
import type { Metrics } from './ports.ts'

export interface ConversationParts extends FileParts {
  readonly stores: ConversationStores
  readonly bus: Bus
  readonly metrics: Metrics
  readonly fanOut: FanOut
  readonly actionRates: ActionRates
  readonly accountLimits: QuotaLimits
}

export type Conversations = ReturnType<typeof buildConversations>

/** The services of conversations and their messages; `drain` finishes writes before the stores close. */
export function buildConversations(parts: ConversationParts) {
  const { bus, clock, ids, fanOut } = parts
  const stores = { ...parts.stores, messages: unexpiredMessages(parts.stores.messages, clock) }
  const connected = new MembershipCache(stores, bus)
  const guard = new BlockGuard(stores, connected)
  const rules = new ConversationRules(stores.conversations, bus)
  const access = new ConversationAccess({ ...stores, connected, guard, rules, clock })
  const messaging = buildMessages({ ...parts, stores, access, rules, guard })
  const requestEvents = new JoinRequestEvents(stores.joinRequests, bus)
  const groupEvents = new GroupEvents(stores, messaging.messages, access, requestEvents, bus)
  const talk = { ...parts, ...messaging, stores, guard, access, rules, groupEvents, requestEvents }
  const { quotas, ...groups } = buildGroups(talk)
  return {
    ...messaging,
    connected,
    guard,
    access,
    rules,
    blocks: new BlockService(stores, bus, clock),
    directs: new DirectService({ stores, access, fanOut, bus }),
    conversations: new ConversationService({ stores, guard, quotas, bus, clock, ids }),
    ...groups,
    groupEvents,
  }
}
