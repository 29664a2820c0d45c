import type { Instance } from '@parley/shared'

import type { AccountRates } from './domain/account-rates.ts'
import { buildAccounts, type AccountParts } from './domain/accounts/accounts.ts'
import { DefaultGroups } from './domain/accounts/default-groups.ts'
import { InstanceService } from './domain/accounts/instance-service.ts'
import { PeopleService, type PeopleDirectory } from './domain/accounts/profiles/people-service.ts'
import { GroupPictures } from './domain/pictures/group-pictures.ts'
import { ActionRates, type ActionRateLimits } from './domain/action-rates.ts'
import { buildConversations, type ConversationParts } from './domain/build-conversations.ts'
import type { PresenceRegistry } from './domain/presence/presence-registry.ts'
import { PresenceService } from './domain/presence/presence-service.ts'
import type { AccountStores, ConversationStores } from './stores/stores.ts'

type AccountsOutside = Omit<
  AccountParts,
  | 'stores'
  | 'groups'
  | 'directs'
  | 'pictures'
  | 'defaultGroups'
  | 'invitationLinks'
  | 'registration'
  | 'actionRates'
>
type ConversationsOutside = Omit<ConversationParts, 'stores' | 'actionRates'>

interface Outside extends AccountsOutside, ConversationsOutside {
  readonly rates: AccountRates
  readonly accountLimits: ActionRateLimits & ConversationParts['accountLimits']
  readonly presences: PresenceRegistry
  readonly instance: Pick<Instance, 'name' | 'welcome' | 'address' | 'registration'> & {
    readonly defaultGroups: readonly string[]
    readonly peopleDirectory: PeopleDirectory
  }
}

export const buildServices = (stores: AccountStores & ConversationStores, outside: Outside) => {
  const { bus, clock, log, instance } = outside
  const actionRates = new ActionRates(outside.rates, outside.accountLimits)
  const conversations = buildConversations({ ...outside, stores, actionRates })
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
    ...buildAccounts({
      ...outside,
      stores,
      actionRates,
      groups: conversations.leaving,
      directs: conversations.directs,
      pictures: conversations.pictures,
      invitationLinks: conversations.invitationLinks,
      registration: instance.registration,
      defaultGroups: new DefaultGroups(
        instance.defaultGroups,
        stores.conversations,
        conversations.memberships,
        log,
      ),
    }),
    groupPictures: new GroupPictures({ ...conversations, fanOut: outside.fanOut }),
    people: new PeopleService(stores, conversations.guard, instance.peopleDirectory),
    instance: new InstanceService({ ...instance, ...outside.fileLimits }, stores.users),
    presence,
    actionRates,
    /** Finishes what was accepted. Nothing new may come any more. */
    close: async (): Promise<void> => {
      await conversations.drain()
      await presence.close()
    },
  }
}
