import { randomUUID } from 'node:crypto'

import type { ClientId, ConversationId, UserId } from '@parley/shared'
import type { Collection } from 'mongodb'

import { collectionsOf, prepare } from '../../../api/src/adapters/mongo/connection/collections.ts'
import { newClient } from '../../../api/src/adapters/mongo/connection/client.ts'
import { documentOf, type MessageDocument } from '../../../api/src/adapters/mongo/message-document.ts'
import { storedDraft } from '../../../api/src/stores/message-rules.ts'
import { messageText } from '../load/fleet.ts'
import { Latencies, type Times } from '../measure.ts'
import type { Groups } from '../targets.ts'

interface Speaker {
  readonly c: ConversationId
  readonly s: UserId
}

export interface OwnCost {
  readonly messagesPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/**
 * What messages cost the database at least: the same documents, by the same driver with the same guarantees,
 * into a collection with the same indexes. As many are under way as people talk, in so many commands at once,
 * and no chat is around it.
 */
export async function ownCost(
  url: string,
  groups: Groups,
  commandsAtOnce: number,
  { warmUpMs, forMs }: Times,
): Promise<OwnCost> {
  const client = await newClient(url).connect()
  try {
    await prepare(client.db())
    const { messages } = collectionsOf(client.db())
    const speakers = speakersOf(groups)
    const lanes = Array.from({ length: commandsAtOnce }, (_, lane) =>
      documentsOf(speakers.filter((_, at) => at % commandsAtOnce === lane)),
    )
    await insertFor(warmUpMs, messages, lanes)
    return await insertFor(forMs, messages, lanes)
  } finally {
    await client.close()
  }
}

/** At each call, one message of each of some people. */
type Documents = () => MessageDocument[]

async function insertFor(
  forMs: number,
  messages: Collection<MessageDocument>,
  lanes: readonly Documents[],
): Promise<OwnCost> {
  const latencies = new Latencies()
  const startMs = performance.now()
  let count = 0
  const insert = async (next: Documents): Promise<void> => {
    while (performance.now() - startMs < forMs) {
      const documents = next()
      const sentAtMs = performance.now()
      await messages.insertMany(documents, { ordered: false })
      latencies.since(sentAtMs)
      count += documents.length
    }
  }
  await Promise.all(lanes.map(insert))
  const { p50Ms, p99Ms } = latencies
  return { messagesPerSecond: (count / (performance.now() - startMs)) * 1_000, p50Ms, p99Ms }
}

const speakersOf = (groups: Groups): Speaker[] =>
  groups.flatMap((members) =>
    members.map(() => ({ c: randomUUID() as ConversationId, s: randomUUID() as UserId })),
  )

/** What makes a text findable is computed once: it is the database that is measured. */
function documentsOf(speakers: readonly Speaker[]): Documents {
  let number = 0
  const anyone = { conversationId: '' as ConversationId, senderId: '' as UserId, clientId: '' as ClientId }
  const draft = { ...anyone, text: messageText, system: null, createdAt: new Date() }
  const document = documentOf(storedDraft(draft, { seq: 0, rev: 0 }))
  return () => {
    number += 1
    const numbers = { seq: number, rev: number, revs: [number] }
    return speakers.map((speaker) => ({
      ...document,
      ...speaker,
      ...numbers,
      k: randomUUID() as ClientId,
      createdAt: new Date(),
    }))
  }
}
