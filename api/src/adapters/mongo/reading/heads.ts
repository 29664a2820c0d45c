import type { ConversationId } from '@parley/shared'
import type { Filter } from 'mongodb'

import type { Head } from '../../../stores/message-store.ts'
import { withWorkers } from '../../../stores/with-workers.ts'
import type { Call } from '../connection/call.ts'
import type { MessageDocument } from '../message-document.ts'
import { listedHeads, type Heads } from '../writing/listed-heads.ts'

/** Of each batch, so that a big one leaves connections of the pool to everyone else. */
export const conversationsAtOnce = 8

/** By the messages alone. Seq and rev are read apart: where a write came between, an index refuses the next one. */
export async function headOf(call: Call, c: ConversationId): Promise<Head> {
  const listed = await listedHeads(call, [c])
  const [seq, rev] = await Promise.all([highest(call, 'seq', c, listed), highest(call, 'rev', c, listed)])
  return { seq, rev }
}

export async function highestRev(call: Call, c: ConversationId): Promise<number> {
  return highest(call, 'rev', c, await listedHeads(call, [c]))
}

export async function headsOf(call: Call, ids: readonly ConversationId[]): Promise<Heads> {
  const heads = new Map<ConversationId, Head>()
  await withWorkers(ids, conversationsAtOnce, async (id) => void heads.set(id, await headOf(call, id)))
  return heads
}

/**
 * What lists show is behind the messages by a moment's writes, so that there are few to look at from there on.
 * After a restore of older messages it can be ahead of them: then all are looked at.
 */
async function highest(call: Call, number: keyof Head, c: ConversationId, listed: Heads): Promise<number> {
  const from = listed.get(c)?.[number] ?? 0
  const found = from > 0 ? await highestIn(call, number, { c, [number]: { $gte: from } }) : undefined
  return found ?? (await highestIn(call, number, { c })) ?? 0
}

async function highestIn(
  { messages }: Call,
  number: keyof Head,
  filter: Filter<MessageDocument>,
): Promise<number | undefined> {
  const query = { hint: `by-${number}`, sort: { [number]: -1 } } as const
  const found = await messages.findOne<Partial<Head>>(filter, {
    ...query,
    projection: { _id: 0, [number]: 1 },
  })
  return found?.[number]
}
