import type { Filter } from 'mongodb'

import {
  archivedOf,
  storedOf,
  type ArchivedMessage,
  type ArchivePosition,
} from '../../stores/message-archive.ts'
import type { Call } from './connection/call.ts'
import { reactorsOf, writeRows } from './reactions.ts'
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

/** Heads and reactions go first here: an import that was killed goes on after the last message, not for its head. */
export async function importBatch(call: Call, messages: readonly ArchivedMessage[]): Promise<void> {
  if (messages.length === 0) return
  await writeRows(call, messages.flatMap(rowsOf))
  const documents = messages.map((message) => {
    const document = documentOf(storedOf(message))
    return message.states ? { ...document, states: message.states } : document
  })
  await advanceHeads(call, headMovesOf(documents))
  await call.messages.insert(documents, { ordered: true })
}

export async function lastPosition({ messages }: Call): Promise<ArchivePosition | null> {
  const last = await messages.findOne<MessageDocument>({}, { hint: 'by-seq', sort: backwards })
  return last && { conversationId: last.c, seq: last.seq }
}

const rowsOf = ({ conversationId: c, seq, reactors = [] }: ArchivedMessage) =>
  reactors.map(({ userId: s, emoji: e, rev }) => ({ c, seq, s, e, rev, on: true }))

async function read(call: Call, filter: Filter<MessageDocument>, limit: number): Promise<ArchivedMessage[]> {
  const found = await call.messages.find<MessageDocument>(filter, { hint: 'by-seq', sort: order, limit })
  const archived: ArchivedMessage[] = []
  for (const document of found) {
    const { c: conversationId, seq } = document
    const all = { conversationId, seq, emoji: null, after: null, limit: 0 } // which MongoDB takes for no limit
    const reactors = document.parts?.reactions ? await reactorsOf(call, all) : []
    archived.push(archivedOf(storedOfDocument(document), reactors, document.states ?? []))
  }
  return archived
}

function headMovesOf(documents: readonly MessageDocument[]): HeadMove[] {
  const moves = new Map<string, HeadMove>()
  for (const document of documents) {
    const rev = Math.max(document.rev, moves.get(document.c)?.rev ?? 0)
    moves.set(document.c, { document: visible(document), rev })
  }
  return [...moves.values()]
}
