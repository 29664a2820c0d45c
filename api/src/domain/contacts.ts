import type { Audience, UserId } from '@parley/shared'

import type { MembershipStore } from '../stores/membership-store.ts'
import type { MessageStore } from '../stores/message-store.ts'

export interface ContactStores {
  readonly memberships: Pick<MembershipStore, 'sharedInPrivate'>
  readonly messages: Pick<MessageStore, 'hasWritten'>
}

/** Whom a person lets do or see something, by their own choice. */
export class Contacts {
  readonly #stores: ContactStores

  constructor(stores: ContactStores) {
    this.#stores = stores
  }

  /** Whether the other one is in the audience that this person has chosen, as they are themselves. */
  async isAmong(audience: Audience, userId: UserId, otherId: UserId): Promise<boolean> {
    if (userId === otherId) return true
    switch (audience) {
      case 'everyone':
        return true
      case 'contacts':
        return this.#talksWith(userId, otherId)
      case 'nobody':
        return false
    }
  }

  /** By what they did themselves: anyone may open a conversation with them, or put them into a group. */
  async #talksWith(userId: UserId, otherId: UserId): Promise<boolean> {
    const shared = await this.#stores.memberships.sharedInPrivate(userId, otherId)
    return shared.length > 0 && this.#stores.messages.hasWritten(userId, shared)
  }
}
