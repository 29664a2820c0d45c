import { buildAccounts, type AccountParts } from './domain/accounts/accounts.ts'
import { PeopleService } from './domain/accounts/profiles/people-service.ts'
import { buildConversations, type ConversationParts } from './domain/build-conversations.ts'
import type { PresenceRegistry } from './domain/presence/presence-registry.ts'
import { PresenceService } from './domain/presence/presence-service.ts'
import type { AccountStores, ConversationStores } from './stores/stores.ts'

interface Outside extends Omit<AccountParts, 'stores' | 'groups'>, Omit<ConversationParts, 'stores'> {
  readonly presences: PresenceRegistry
}

export const buildServices = (stores: AccountStores & ConversationStores, outside: Outside) => {
  const { bus, clock, log } = outside
  const conversations = buildConversations({ ...outside, stores })
  const presence = new PresenceService({
    stores,
    guard: conversations.guard,
    registry: outside.presences,
    bus,
    clock,
    log,
  })
  return {
    ...conversations,
    ...buildAccounts({ ...outside, stores, groups: conversations.memberships }),
    people: new PeopleService(stores, conversations.guard),
    presence,
    /** Finishes what was accepted. Nothing new may come any more. */
    close: async (): Promise<void> => {
      await conversations.drain()
      await presence.close()
    },
  }
}
