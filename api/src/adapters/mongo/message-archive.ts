import type { Filter } from 'mongodb'

import {
  archivedOf,
  storedOf,
  type ArchivedMessage,
  type ArchivePosition,
} from '../../stores/message-archive.ts'
import type { Call } from './connection/call.ts'
import { documentOf, storedOfDocument, visible, type MessageDocument } from './message-document.ts'
import { advanceHeads, type HeadMove } from './writing/listed-heads.ts'

const order = { c: 1, seq: 1 } as const
const backwards = { c: -1, seq: -1 } as const

export async function exportAfter(
  call: Call,
  position: ArchivePosition | null,
  limit: number,
): Promise<ArchivedMessage[]> {
  if (!position) return read(call, {}, limit)
  const { conversationId: c, seq } = position
  const rest = await read(call, { c, seq: { $gt: seq } }, limit)
  if (rest.length === limit) return rest
  return [...rest, ...(await read(call, { c: { $gt: c } }, limit - rest.length))]
}

/** Heads go first here: an import that was killed goes on after the last message, not for its head. */
export async function importBatch(call: Call, messages: readonly ArchivedMessage[]): Promise<void> {
  if (messages.length === 0) return
  const documents = messages.map((message) => documentOf(storedOf(message)))
  await advanceHeads(call, headMovesOf(documents))
  await call.messages.insert(documents, { ordered: true })
}

export async function lastPosition({ messages }: Call): Promise<ArchivePosition | null> {
  const last = await messages.findOne<MessageDocument>({}, { hint: 'by-seq', sort: backwards })
  return last && { conversationId: last.c, seq: last.seq }
}

async function read(
  { messages }: Call,
  filter: Filter<MessageDocument>,
  limit: number,
): Promise<ArchivedMessage[]> {
  const found = await messages.find<MessageDocument>(filter, { hint: 'by-seq', sort: order, limit })
  return found.map((document) => archivedOf(storedOfDocument(document)))
}

function headMovesOf(documents: readonly MessageDocument[]): HeadMove[] {
  const moves = new Map<string, HeadMove>()
  for (const document of documents) {
    const rev = Math.max(document.rev, moves.get(document.c)?.rev ?? 0)
    moves.set(document.c, { document: visible(document), rev })
  }
  return [...moves.values()]
}
