import type { Bus } from './bus/bus.ts'
import { buildAccounts } from './domain/accounts/accounts.ts'
import { PeopleService } from './domain/accounts/profiles/people-service.ts'
import { buildConversations } from './domain/build-conversations.ts'
import type { FanOut } from './domain/conversations/fan-out.ts'
import type { Clock, Ids, Log, Metrics, PasswordHasher } from './domain/ports.ts'
import type { PresenceRegistry } from './domain/presence/presence-registry.ts'
import { PresenceService } from './domain/presence/presence-service.ts'
import type { AccountStores } from './stores/account-stores.ts'
import type { ConversationStores } from './stores/stores.ts'

export interface Outside {
  readonly fanOut: FanOut
  readonly bus: Bus
  readonly presences: PresenceRegistry
  readonly clock: Clock
  readonly ids: Ids
  readonly hasher: PasswordHasher
  readonly commonPasswords: ReadonlySet<string>
  readonly log: Log
  readonly metrics: Metrics
}

/** Every service of the domain, over these stores. */
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
