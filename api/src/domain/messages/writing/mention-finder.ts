import { may, type ConversationId, type Mentions } from '@parley/shared'
import { allName, mentionable, mentionsIn } from '@parley/shared/text'

import type { MembershipStore } from '../../../stores/membership-store.ts'
import type { CachedMembership } from '../../conversations/cached-person.ts'

/** Most texts have none, and wait for nothing. */
export const mayMention = (text: string): boolean => text.includes('@')

/** Which members of its conversation a text mentions. */
export class MentionFinder {
  readonly #memberships: MembershipStore

  constructor(memberships: MembershipStore) {
    this.#memberships = memberships
  }

  /** @param author as a member; who looks after a group may mention all of it */
  async find(
    text: string,
    conversationId: ConversationId,
    { kind, role }: CachedMembership,
  ): Promise<Mentions> {
    const names = mayMention(text) ? mentionable(text) : new Set<string>()
    if (names.size === 0) return {}
    const members = await this.#memberships.named(conversationId, [...names])
    members.delete(allName)
    const found = mentionsIn(text, new Set([...members.keys(), allName]))
    const mentions = found.flatMap((name) => members.get(name) ?? [])
    return {
      ...(mentions.length > 0 && { mentions }),
      ...(kind === 'group' && found.includes(allName) && { mentionsAll: may(role, 'mentionAll') }),
    }
  }
}
