import type { Filter } from 'mongodb'

import {
  archivedOf,
  storedOf,
  type ArchivedMessage,
  type ArchivePosition,
} from '../../stores/message-archive.ts'
import { by, type Collections } from './connection/collections.ts'
import type { ConversationHeads, HeadMove } from './writing/conversation-heads.ts'
import type { Deadline } from './connection/deadline.ts'
import { documentOf, storedOfDocument, visible, type MessageDocument } from './message-document.ts'

const order = { c: 1, seq: 1 } as const
const backwards = { c: -1, seq: -1 } as const

/** All messages: how to take them out and in. */
export class MongoMessageArchive {
  readonly #messages: Collections['messages']
  readonly #heads: ConversationHeads

  constructor({ messages }: Collections, heads: ConversationHeads) {
    this.#messages = messages
    this.#heads = heads
  }

  async exportAfter(
    position: ArchivePosition | null,
    limit: number,
    deadline: Deadline,
  ): Promise<ArchivedMessage[]> {
    if (!position) return this.#read({}, limit, deadline)
    const { conversationId: c, seq } = position
    const rest = await this.#read({ c, seq: { $gt: seq } }, limit, deadline)
    if (rest.length === limit) return rest
    return [...rest, ...(await this.#read({ c: { $gt: c } }, limit - rest.length, deadline))]
  }

  /** Heads go first here: an import that was killed goes on after the last message, not for its head. */
  async importBatch(messages: readonly ArchivedMessage[], deadline: Deadline): Promise<void> {
    if (messages.length === 0) return
    const documents = messages.map((message) => documentOf(storedOf(message)))
    await this.#heads.advance(headMovesOf(documents), deadline)
    await deadline.step((maxTimeMS) => this.#messages.insertMany(documents, { ordered: true, maxTimeMS }))
  }

  async lastPosition(deadline: Deadline): Promise<ArchivePosition | null> {
    const last = await deadline.step((maxTimeMS) =>
      this.#messages.findOne({}, { ...by('by-seq'), sort: backwards, maxTimeMS }),
    )
    return last && { conversationId: last.c, seq: last.seq }
  }

  async #read(
    filter: Filter<MessageDocument>,
    limit: number,
    deadline: Deadline,
  ): Promise<ArchivedMessage[]> {
    const found = await deadline.step((maxTimeMS) =>
      this.#messages
        .find(filter, { ...by('by-seq'), sort: order, limit, batchSize: limit + 1, maxTimeMS })
        .toArray(),
    )
    return found.map((document) => archivedOf(storedOfDocument(document)))
  }
}

/** The last message and the highest rev of each conversation. */
function headMovesOf(documents: readonly MessageDocument[]): HeadMove[] {
  const moves = new Map<string, HeadMove>()
  for (const document of documents) {
    const rev = Math.max(document.rev, moves.get(document.c)?.rev ?? 0)
    moves.set(document.c, { document: visible(document), rev })
  }
  return [...moves.values()]
}
