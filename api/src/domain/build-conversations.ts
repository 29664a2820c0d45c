import type { Bus } from '../bus/bus.ts'
import type { ConversationStores } from '../stores/stores.ts'
import { BlockGuard } from './blocking/block-guard.ts'
import { BlockService } from './blocking/block-service.ts'
import { MembershipCache } from './conversations/membership-cache.ts'
import { ConversationAccess } from './conversations/conversation-access.ts'
import { ContactQuotas, type QuotaLimits } from './conversations/contact-quotas.ts'
import { ConversationService } from './conversations/conversation-service.ts'
import { DirectService } from './conversations/direct-service.ts'
import type { ActionRates } from './action-rates.ts'
import type { FanOut } from './conversations/fan-out.ts'
import { GroupEvents } from './conversations/group-events.ts'
import { GroupService } from './conversations/group-service.ts'
import { MembershipService } from './conversations/membership-service.ts'
import { buildInvitations } from './invitations/build-invitations.ts'
import { buildMessages, type FileParts } from './messages/build-messages.ts'
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
  const { stores, bus, clock, ids, fanOut } = parts
  const connected = new MembershipCache(stores, bus)
  const guard = new BlockGuard(stores, connected)
  const access = new ConversationAccess(stores.memberships, stores.conversations, connected, guard)
  const messaging = buildMessages({ ...parts, access, guard })
  const groupEvents = new GroupEvents(stores.conversations, messaging.messages, access, bus)
  const quotas = new ContactQuotas(stores.throttles, clock, parts.accountLimits)
  const around = { stores, access, groupEvents, quotas, fanOut, clock }
  const { invitations, invitationLinks } = buildInvitations({ ...around, guard, bus, ids })
  const group = { ...around, invitations }
  return {
    ...messaging,
    connected,
    guard,
    access,
    blocks: new BlockService(stores, bus, clock),
    directs: new DirectService({ stores, access, fanOut, bus }),
    conversations: new ConversationService({ stores, guard, quotas, bus, clock, ids }),
    invitations,
    invitationLinks,
    groups: new GroupService(group, ids),
    groupEvents,
    memberships: new MembershipService(group, bus),
  }
}
