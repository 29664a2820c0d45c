import type { ConversationId, UserId } from '@parley/shared'

import type { Overview, ReadPosition } from '../../../stores/message-store.ts'
import type { HeadDocument } from '../connection/collections.ts'
import type { ConversationHeads } from '../writing/conversation-heads.ts'
import type { Deadline } from '../connection/deadline.ts'
import { messageOfDocument } from '../message-document.ts'
import type { UnreadCount, UnreadCounts } from './unread-counts.ts'

/** What the list of conversations shows to one person, in two queries however many there are; rarely in three. */
export class ConversationOverviews {
  readonly #heads: ConversationHeads
  readonly #unread: UnreadCounts

  constructor(heads: ConversationHeads, unread: UnreadCounts) {
    this.#heads = heads
    this.#unread = unread
  }

  async of(
    userId: UserId,
    positions: readonly ReadPosition[],
    deadline: Deadline,
  ): Promise<Map<ConversationId, Overview>> {
    const ids = positions.map(({ conversationId }) => conversationId)
    const found = await this.#heads.documents(ids, deadline)
    const heads = new Map(found.map((head) => [head._id, head]))
    const counts = await this.#unread.of(userId, positions, heads, deadline)
    return new Map(
      positions.map(({ conversationId, readSeq }) => {
        const reading = counts.get(conversationId) ?? { unread: 0, readSeq }
        return [conversationId, { ...overviewOf(heads.get(conversationId)), ...reading }]
      }),
    )
  }
}

const overviewOf = (head: HeadDocument | undefined): Omit<Overview, keyof UnreadCount> =>
  head
    ? { seq: head.seq, rev: head.rev, lastMessage: messageOfDocument(head.last) }
    : { seq: 0, rev: 0, lastMessage: null }
