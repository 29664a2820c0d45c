import type { ConversationId } from '@parley/shared'
import { isFolded } from '@parley/shared/unread'

import type { Overview, ReadPosition } from '../../../stores/message-store.ts'
import type { HeadDocument } from '../connection/collections.ts'
import type { ConversationHeads } from '../writing/conversation-heads.ts'
import type { Deadline } from '../connection/deadline.ts'
import { messageOfDocument, type VisibleDocument } from '../message-document.ts'
import type { LastUnfolded } from './last-unfolded.ts'
import type { Reader, UnreadCounts } from './unread-counts.ts'

/** What the list of conversations shows to one person, in two queries however many there are; rarely in some more. */
export class ConversationOverviews {
  readonly #heads: ConversationHeads
  readonly #unread: UnreadCounts
  readonly #lastUnfolded: LastUnfolded

  constructor(heads: ConversationHeads, unread: UnreadCounts, lastUnfolded: LastUnfolded) {
    this.#heads = heads
    this.#unread = unread
    this.#lastUnfolded = lastUnfolded
  }

  async of(
    reader: Reader,
    positions: readonly ReadPosition[],
    deadline: Deadline,
  ): Promise<Map<ConversationId, Overview>> {
    const ids = positions.map(({ conversationId }) => conversationId)
    const found = await this.#heads.documents(ids, deadline)
    const heads = new Map(found.map((head) => [head._id, head]))
    const counts = await this.#unread.of(reader, positions, heads, deadline)
    const lasts = await this.#lasts(reader, found, deadline)
    return new Map(
      positions.map(({ conversationId, readSeq }) => {
        const { seq = 0, rev = 0 } = heads.get(conversationId) ?? {}
        const last = lasts.get(conversationId)
        const reading = counts.get(conversationId) ?? { unread: 0, readSeq }
        return [conversationId, { seq, rev, lastMessage: last ? messageOfDocument(last) : null, ...reading }]
      }),
    )
  }

  async #lasts(
    { blocked }: Reader,
    heads: readonly HeadDocument[],
    deadline: Deadline,
  ): Promise<Map<ConversationId, VisibleDocument>> {
    const folded = heads.filter(({ last }) => isFolded({ senderId: last.s, system: last.system }, blocked))
    const lasts = new Map(heads.map(({ _id, last }) => [_id, last]))
    for (const { _id } of folded) lasts.delete(_id)
    for (const last of await this.#lastUnfolded.of(folded, blocked, deadline)) lasts.set(last.c, last)
    return lasts
  }
}
