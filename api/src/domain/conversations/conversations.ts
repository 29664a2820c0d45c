import type { Bus } from '../../bus/bus.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import { buildMessages } from '../messages/messages.ts'
import { Throttle } from '../accounts/throttle.ts'
import type { Clock, Ids, Metrics } from '../ports.ts'
import { Additions } from './additions.ts'
import { ConnectedMemberships } from './connected-memberships.ts'
import { ConversationAccess } from './conversation-access.ts'
import { ConversationService } from './conversation-service.ts'
import type { FanOut } from './fan-out.ts'
import { GroupNews } from './group-news.ts'
import { GroupService } from './group-service.ts'
import { MembershipService } from './membership-service.ts'

export interface ConversationParts {
  readonly stores: ConversationStores
  readonly bus: Bus
  readonly clock: Clock
  readonly ids: Ids
  readonly metrics: Metrics
  readonly fanOut: FanOut
}

/** The services of conversations and their messages, which share one gate. */
export function buildConversations(parts: ConversationParts) {
  const { stores, bus, clock, ids, fanOut } = parts
  const connected = new ConnectedMemberships(stores.memberships, bus)
  const access = new ConversationAccess(stores.memberships, stores.conversations, connected)
  const messages = buildMessages({ ...parts, access })
  const news = new GroupNews(stores.conversations, messages.messages, access, bus)
  const additions = new Additions(new Throttle(stores.throttles, clock))
  const group = { stores, access, news, additions, fanOut, clock }
  return {
    ...messages,
    connected,
    access,
    conversations: new ConversationService(stores, bus, clock, ids),
    groups: new GroupService(group, ids),
    memberships: new MembershipService(group, bus),
  }
}
