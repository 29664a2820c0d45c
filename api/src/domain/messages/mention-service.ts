import type { ConversationId, Message } from '@parley/shared'

import type { MembershipRecord, MembershipStore } from '../../stores/membership-store.ts'
import type { MessageStore } from '../../stores/message-store.ts'
import type { BlockGuard } from '../blocking/block-guard.ts'
import type { Paged } from '../paging.ts'
import type { Viewer } from '../viewer.ts'

interface MentionParts {
  readonly guard: BlockGuard
  readonly memberships: MembershipStore
  readonly messages: MessageStore
}

type OwnMemberships = ReadonlyMap<ConversationId, MembershipRecord>

/** Where one was mentioned, in the conversations of which one is a member now. */
export class MentionService {
  readonly #parts: MentionParts

  constructor(parts: MentionParts) {
    this.#parts = parts
  }

  /** The last to arrive first. A page may have fewer than the limit, also none. */
  async list(
    { userId }: Viewer,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<Paged<Message, string>> {
    const { guard, messages } = this.#parts
    const conversationIds = [...(await this.#memberships(userId)).keys()]
    const { blocked } = await guard.of(userId)
    const found = await messages.mentions({ userId, conversationIds, blocked: [...blocked], ...page })
    // What one was removed from meanwhile is not answered.
    const lasting = await this.#memberships(userId)
    const items = found.messages.filter((message) => isThere(message, userId, lasting))
    return { items, next: found.next }
  }

  async #memberships(userId: Viewer['userId']): Promise<OwnMemberships> {
    const own = await this.#parts.memberships.ofUser(userId)
    return new Map(own.map((membership) => [membership.conversationId, membership]))
  }
}

/** All are those who were members then. */
function isThere(message: Message, userId: Viewer['userId'], own: OwnMemberships): boolean {
  const membership = own.get(message.conversationId)
  if (!membership || message.seq < membership.readsFromSeq) return false
  const isNamed = message.mentions?.includes(userId) ?? false
  return isNamed || message.createdAt >= membership.joinedAt.toISOString()
}
