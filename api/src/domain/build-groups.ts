import type { UserId } from '@parley/shared'

import type { Bus } from '../bus/bus.ts'
import type { ConversationStores } from '../stores/stores.ts'
import type { BlockGuard } from './blocking/block-guard.ts'
import { ContactQuotas, type QuotaLimits } from './conversations/contact-quotas.ts'
import type { ConversationAccess } from './conversations/conversation-access.ts'
import type { FanOut } from './conversations/fan-out.ts'
import type { GroupEvents } from './conversations/group-events.ts'
import { GroupService } from './conversations/group-service.ts'
import { MembershipService } from './conversations/membership-service.ts'
import { ExpiryService } from './expiry/expiry-service.ts'
import type { ConversationRules } from './conversation-rules.ts'
import { buildInvitations } from './invitations/build-invitations.ts'
import { BanService } from './moderation/ban-service.ts'
import type { JoinRequestEvents } from './moderation/join-request-events.ts'
import { JoinRequestService } from './moderation/join-request-service.ts'
import { RoleService } from './moderation/role-service.ts'
import { SilenceService } from './moderation/silence-service.ts'
import type { Clock, Ids } from './ports.ts'

interface Parts {
  readonly stores: ConversationStores
  readonly guard: BlockGuard
  readonly access: ConversationAccess
  readonly groupEvents: GroupEvents
  readonly rules: ConversationRules
  readonly requestEvents: JoinRequestEvents
  readonly fanOut: FanOut
  readonly bus: Bus
  readonly clock: Clock
  readonly ids: Ids
  readonly accountLimits: QuotaLimits
}

/** What groups are, and who is in them. */
export function buildGroups(parts: Parts) {
  const { stores, bus, clock, ids } = parts
  const quotas = new ContactQuotas(stores.throttles, clock, parts.accountLimits)
  const { invitations, invitationLinks } = buildInvitations({ ...parts, quotas })
  const group = { ...parts, quotas, invitations }
  const memberships = new MembershipService(group, bus)
  const joinRequests = new JoinRequestService(group)
  return {
    quotas,
    invitations,
    invitationLinks,
    groups: new GroupService(group, ids),
    memberships,
    joinRequests,
    /** Of whoever deletes their account. */
    leaving: {
      async leaveAll(userId: UserId): Promise<void> {
        await memberships.leaveAll(userId)
        await joinRequests.withdrawAll(userId)
      },
    },
    roles: new RoleService(parts),
    bans: new BanService(parts),
    expiry: new ExpiryService(parts),
    silences: new SilenceService(parts),
  }
}
