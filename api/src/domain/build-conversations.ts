import type { Bus } from '../bus/bus.ts'
import type { ConversationStores } from '../stores/stores.ts'
import { AddMembersLimit } from './conversations/add-members-limit.ts'
import { MembershipCache } from './conversations/membership-cache.ts'
import { ConversationAccess } from './conversations/conversation-access.ts'
import { ConversationService } from './conversations/conversation-service.ts'
import type { FanOut } from './conversations/fan-out.ts'
import { GroupEvents } from './conversations/group-events.ts'
import { GroupService } from './conversations/group-service.ts'
import { MembershipService } from './conversations/membership-service.ts'
import { MessageHeads } from './messages/message-heads.ts'
import { MessageService } from './messages/message-service.ts'
import { ReadService } from './messages/read-service.ts'
import { SearchService } from './messages/search-service.ts'
import { MessageWriter } from './messages/writing/message-writer.ts'
import type { Clock, Ids, Metrics } from './ports.ts'

export interface ConversationParts {
  readonly stores: ConversationStores
  readonly bus: Bus
  readonly clock: Clock
  readonly ids: Ids
  readonly metrics: Metrics
  readonly fanOut: FanOut
}

export type Conversations = ReturnType<typeof buildConversations>

/** The services of conversations and their messages; `drain` finishes writes before the stores close. */
export function buildConversations({ stores, bus, clock, ids, metrics, fanOut }: ConversationParts) {
  const connected = new MembershipCache(stores, bus)
  const access = new ConversationAccess(stores.memberships, stores.conversations, connected)
  const writer = new MessageWriter(stores.messages, bus, metrics)
  const messages = new MessageService({ access, store: stores.messages, writer, fanOut, clock, ids })
  const reads = new ReadService(access, stores.memberships, stores.messages, bus)
  const groupEvents = new GroupEvents(stores.conversations, messages, access, bus)
  const addMembersLimit = new AddMembersLimit(stores.throttles, clock)
  const group = { stores, access, groupEvents, addMembersLimit, fanOut, clock }
  return {
    connected,
    access,
    messages,
    reads,
    search: new SearchService(access, stores.memberships, stores.messages),
    heads: new MessageHeads(stores.messages),
    conversations: new ConversationService(stores, bus, clock, ids),
    groups: new GroupService(group, ids),
    memberships: new MembershipService(group, bus),
    drain: async (): Promise<void> => {
      await writer.drain()
      await reads.drain()
    },
  }
}
